package io.jenkins.plugins.sluice.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a file holds, reading it gives a policy or says what is wrong. */
class PolicyProperties {

    private final PolicyReader reader = new PolicyReader(List.of("spotbugs"));
    private final byte[] whole = PolicyExamples.whole().getBytes(UTF_8);

    @Property(tries = 2_000)
    void givenAnyBytes_whenRead_thenAPolicyOrProblems(@ForAll byte[] bytes) {
        expectPolicyOrProblems(bytes);
    }

    @Property(tries = 1_000)
    void givenAnyText_whenRead_thenAPolicyOrProblems(@ForAll String text) {
        expectPolicyOrProblems(("sluice: 1\ngates: " + text).getBytes(UTF_8));
    }

    @Property(tries = 4_000, edgeCases = EdgeCasesMode.NONE)
    void givenADamagedPolicy_whenRead_thenAPolicyOrProblems(
            @ForAll int from, @ForAll int length, @ForAll("damages") String damage) {
        int start = Math.floorMod(from, whole.length + 1);
        int end = Math.min(whole.length, start + Math.floorMod(length, 40));
        byte[] added = damage.getBytes(UTF_8);
        byte[] damaged = Arrays.copyOf(whole, start + added.length + whole.length - end);
        System.arraycopy(added, 0, damaged, start, added.length);
        System.arraycopy(whole, end, damaged, start + added.length, whole.length - end);
        expectPolicyOrProblems(damaged);
    }

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    void givenAPolicyCutAnywhere_whenRead_thenAPolicyOrProblems(@ForAll int at) {
        expectPolicyOrProblems(Arrays.copyOf(whole, Math.floorMod(at, whole.length)));
    }

    @Provide
    Arbitrary<String> damages() {
        return Arbitraries.of(
                "",
                " ",
                "\n",
                "\t",
                ":",
                ": ",
                "- ",
                "[",
                "]",
                "{",
                "}",
                "\"",
                "'",
                "&a ",
                "*a",
                "!t ",
                "<<: ",
                "|\n",
                ">\n",
                "? ",
                "%",
                "---\n",
                "...\n",
                "#",
                "0",
                "~",
                "\u0000",
                "\uFEFF",
                "\u2028",
                "é",
                "🦫",
                "null",
                "{a: [",
                "sluice: 1\n",
                "files: ",
                "pick: {a: {xpath: '('}}\n",
                "9999999999999999999999");
    }

    private void expectPolicyOrProblems(byte[] bytes) {
        try {
            Policy policy = reader.read("sluice.yaml", bytes);
            assertThat(policy.gates())
                    .isNotEmpty()
                    .allSatisfy(gate -> assertThat(gate.criteria()).isNotEmpty());
        } catch (PolicyException wrong) {
            assertThat(wrong.problems()).isNotEmpty().allSatisfy(problem -> {
                assertThat(problem.line()).isPositive();
                assertThat(problem.column()).isPositive();
                assertThat(problem.what()).isNotBlank();
                assertThat(problem.fix()).isNotBlank();
                assertThat(problem.message().codePoints()).allMatch(Quoted::harmless);
            });
        }
    }
}
