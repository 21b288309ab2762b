package io.jenkins.plugins.sluice.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every mistake of {@code errors.txt} with the exact messages. */
class PolicyErrorsTest {

    private final PolicyReader reader = new PolicyReader(List.of("spotbugs", "checkstyle"));

    @TestFactory
    Stream<DynamicTest> givenAMistake_whenRead_thenAllProblemsAreNamedInTheirOrder() {
        return PolicyExamples.errors().stream()
                .map(example -> DynamicTest.dynamicTest(
                        example.name(),
                        () -> assertThat(problems(example.yaml())).hasMessage(example.messages())));
    }

    @Test
    void givenBillionLaughs_whenRead_thenNothingIsExpanded() {
        StringBuilder yaml = new StringBuilder("sluice: 1\na0: &a0 [lol]\n");
        for (int level = 1; level < 40; level++) {
            String before = "*a" + (level - 1);
            yaml.append("a%d: &a%d [%s]\n".formatted(level, level, String.join(", ", List.of(before, before, before))));
        }

        PolicyException problems = problems(yaml.toString());

        assertThat(problems.problems())
                .anySatisfy(problem -> assertThat(problem.what()).isEqualTo("alias '*a0' is not allowed"));
        assertThat(problems.getMessage().lines()).hasSize(51).last().asString().startsWith("... and ");
    }

    @Test
    void givenDeepNesting_whenRead_thenItEndsAtTheBound() {
        assertThat(problems("[".repeat(100_000)))
                .hasMessage("sluice.yaml:1:22: maps and lists are nested more than 20 levels deep;"
                        + " write a policy by its reference in docs/policy.md");
        assertThat(problems("- ".repeat(100_000))).hasMessageContaining("nested more than 20 levels deep");
    }

    @Test
    void givenTooManyEntries_whenRead_thenTheListIsRefusedAsAWhole() {
        assertThat(problems("sluice: 1\ngates:\n  a:\n    criteria:\n" + "    - x\n".repeat(5_001)))
                .hasMessage("sluice.yaml:5:5: gates.a.criteria: more than 5000 entries, found 5001; write fewer");
    }

    @Test
    void givenAVeryLongText_whenRead_thenRefusedBeforeItIsLookedAt() {
        assertThat(problems("sluice: 1\ngates: {a: {criteria: [tests.failed = 0], evidence: {e: {files: x, pick:"
                        + " {p: {pointer: '" + "/~0".repeat(200_000) + "'}}}}}}"))
                .hasMessage("sluice.yaml:2:88: gates.a.evidence.e.pick.p.pointer:"
                        + " the text has more than 4000 characters; write a shorter one");
    }

    @Test
    void givenEndlessMistakes_whenRead_thenTheFirstThousandAreKept() {
        assertThat(problems("k: 1\n".repeat(100_000)).problems()).hasSize(1_000);
    }

    @Test
    void givenMoreThanOneMebibyte_whenRead_thenRefused() {
        assertThat(problems("#".repeat(PolicyReader.MOST_BYTES + 1)))
                .hasMessage("sluice.yaml:1:1: the policy is larger than 1 MiB; write a shorter one");
    }

    @Test
    void givenBytesThatAreNotUtf8_whenRead_thenTheirPlaceIsNamed() {
        byte[] bytes = "sluice: 1\n# é\nx: ä\n".getBytes(UTF_8);
        bytes[bytes.length - 2] = 'x';

        assertThat(problems(bytes)).hasMessage("sluice.yaml:3:4: the file is not UTF-8; save it as UTF-8");
        assertThat(problems("sluice: 1".getBytes(java.nio.charset.StandardCharsets.UTF_16)))
                .hasMessage("sluice.yaml:1:1: the file is not UTF-8; save it as UTF-8");
        assertThat(problems(new byte[] {'a', ':', ' ', (byte) 0xC3}))
                .hasMessage("sluice.yaml:1:4: the file is not UTF-8; save it as UTF-8");
    }

    @Test
    void givenACharacterThatYamlForbids_whenRead_thenItsPlaceIsNamed() {
        assertThat(problems("sluice: 1\ngates: \u0000"))
                .hasMessage("sluice.yaml:2:8: character U+0000 is not allowed;"
                        + " remove it, or write it as an escape in double quotes");
    }

    @Test
    void givenHostileKeys_whenNamed_thenTheMessageStaysOneHarmlessLine() {
        PolicyException problems = problems("\"a\\nb\\u202E\\e[31m\": 1\n");

        assertThat(problems.problems())
                .allSatisfy(problem -> assertThat(problem.message())
                        .doesNotContain("\n")
                        .doesNotContain("\u202E")
                        .doesNotContain("\u001B"));
        assertThat(problems).hasMessageContaining("unknown key 'a\\nb\\u202E\\u001B[31m'");
    }

    @Test
    void givenWrongCriteriaOnTheCommandLine_whenRead_thenEachIsNamedWithItsColumn() {
        PolicyException problems = catchThrowableOfType(
                PolicyException.class,
                () -> PolicyReader.inline(
                        PolicyReader.COMMAND_LINE,
                        "--criteria",
                        "cli",
                        List.of(
                                "tests.faild = 0",
                                "load.p95 <= 5%",
                                "tests.failed = 0",
                                "tests.failed <= 0",
                                "tests[evidence=e2e].failed = 0",
                                "custom.size = 0",
                                "metrics.p95 < 1s",
                                "alerts.firing = 0")));

        assertThat(problems).hasMessage("""
                        --criteria 'tests.faild = 0' column 7: unknown property 'faild' of tests; did you mean 'failed'?
                        --criteria 'load.p95 <= 5%' column 13: a time is not measured like this, found '5%'; \
                        write a number with one of ns, us, ms, s, min, h
                        --criteria 'tests.failed <= 0' column 1: it asks for the same as 'tests.failed = 0'; \
                        remove one, or write both into a policy file, with an 'id'
                        --criteria 'tests[evidence=e2e].failed = 0' column 1: the gate has no evidence 'e2e'; \
                        write it into a policy file, with its evidence
                        --criteria 'custom.size = 0' column 1: no evidence picks a value 'size'; \
                        write it into a policy file, with its evidence
                        --criteria 'metrics.p95 < 1s' column 1: the gate has no 'metrics'; \
                        write it into a policy file, with 'metrics'
                        --criteria 'alerts.firing = 0' column 1: the gate has no 'alerts'; \
                        write it into a policy file, with 'alerts'""");
    }

    private PolicyException problems(String yaml) {
        return problems(yaml.getBytes(UTF_8));
    }

    private PolicyException problems(byte[] yaml) {
        PolicyException problems = catchThrowableOfType(PolicyException.class, () -> reader.read("sluice.yaml", yaml));
        assertThat(problems).isNotNull();
        return problems;
    }
}
