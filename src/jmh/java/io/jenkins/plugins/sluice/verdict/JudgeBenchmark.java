package io.jenkins.plugins.sluice.verdict;

import io.jenkins.plugins.sluice.evidence.EvidenceSet;
import io.jenkins.plugins.sluice.evidence.FindingSummary;
import io.jenkins.plugins.sluice.evidence.Identities;
import io.jenkins.plugins.sluice.evidence.Identity;
import io.jenkins.plugins.sluice.evidence.Severity;
import io.jenkins.plugins.sluice.evidence.reference.Earlier;
import io.jenkins.plugins.sluice.policy.Gate;
import io.jenkins.plugins.sluice.policy.ReferenceChoice;
import io.jenkins.plugins.sluice.verdict.GateVerdict.Context;
import io.jenkins.plugins.sluice.verdict.GateVerdict.ReferenceUse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Judges 100,000 findings against a reference with 100,000, of which a hundredth differ. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
@Fork(value = 1, jvmArgsAppend = "-Xmx64m")
@Warmup(iterations = 10)
@Measurement(iterations = 11)
public class JudgeBenchmark {

    private static final int FINDINGS = 100_000;
    private static final int RULES = 200;
    private static final int FILES = 5_000;

    private GateRun run;

    /** Two runs of the same tool. */
    @Setup(Level.Trial)
    public void findings() {
        FindingSummary now = findings(1);
        EvidenceSet evidence = Given.evidence(Given.report("now.sarif", now));
        EvidenceSet before = Given.evidence(Given.report("now.sarif", findings(2)));
        Set<String> paths = new HashSet<>(now.paths());
        ReferenceUse use = new ReferenceUse("before", Given.NOW.minusSeconds(3600), "main", "c0", "h0", "last", null);
        Gate gate = new Gate(
                "build",
                List.of(),
                Stream.of("findings[new] = 0", "findings[severity>=high] <= 10", "findings[new, tool=scanner] <= 3")
                        .map(Given::criterion)
                        .toList(),
                new ReferenceChoice.Last());
        run = new GateRun(
                gate,
                "run",
                Given.NOW,
                new Context("app", "main", null, "c1", null, null),
                false,
                "sluice.yaml",
                "00",
                List.of(),
                Given.FORMATS,
                evidence,
                paths::contains,
                new ComparedWith.Found(use, before, 1, Earlier.NONE));
    }

    private static FindingSummary findings(long changes) {
        SplittableRandom random = new SplittableRandom(42);
        SplittableRandom change = new SplittableRandom(changes);
        long[] counts = new long[RULES];
        List<String> paths = new ArrayList<>();
        for (int file = 0; file < FILES; file++) {
            paths.add("src/main/java/com/example/shop/Service" + file + ".java");
        }
        List<FindingSummary.Finding> details = new ArrayList<>();
        try (Identities.Builder rows = Identities.builder(Path.of("."))) {
            for (int i = 0; i < FINDINGS; i++) {
                int rule = random.nextInt(RULES);
                int path = random.nextInt(FILES);
                long known = random.nextLong();
                long high = change.nextInt(100) == 0 ? change.nextLong() : known;
                rows.add(high, i, path, rule);
                counts[rule]++;
                if (details.size() < FindingSummary.MOST_DETAILS) {
                    details.add(new FindingSummary.Finding(new Identity(high, i), rule, path, 7, "message"));
                }
            }
            List<FindingSummary.Key> keys = new ArrayList<>();
            for (int rule = 0; rule < RULES; rule++) {
                Severity severity = rule % 10 == 0 ? Severity.HIGH : Severity.MEDIUM;
                keys.add(new FindingSummary.Key("scanner", "rule-" + rule, severity, "lines/2", null, counts[rule]));
            }
            return new FindingSummary(
                    List.of(new FindingSummary.ToolRun("scanner", "1.0", null)), keys, rows.build(), paths, details);
        }
    }

    /** Three criteria, two of them on what is new. */
    @Benchmark
    public GateVerdict judge() {
        GateVerdict verdict = Judge.judge(run);
        if (verdict.outcome() != Outcome.FAIL) {
            throw new IllegalStateException(verdict.outcome().toString());
        }
        return verdict;
    }
}
