package io.jenkins.plugins.sluice.report;

import io.jenkins.plugins.sluice.evidence.Dimension;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.policy.Criterion.Criticality;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Consequence;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Offender;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.State;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.TrendPoint;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown;
import io.jenkins.plugins.sluice.verdict.EvidenceFact;
import io.jenkins.plugins.sluice.verdict.GateVerdict;
import io.jenkins.plugins.sluice.verdict.GateVerdict.ReferenceUse;
import io.jenkins.plugins.sluice.verdict.GateVerdict.SkippedFact;
import io.jenkins.plugins.sluice.verdict.GateVerdict.WaiverUse;
import io.jenkins.plugins.sluice.verdict.Novelty;
import io.jenkins.plugins.sluice.verdict.Outcome;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Verdicts like those of real gates. */
final class Verdicts {

    static final Instant AT = Instant.parse("2026-03-02T14:05:09.120Z");
    static final String RUN = "0195561f-7d21-7c4e-9a55-0c4b7e61d001";
    static final String HEAD = "9f2b6c1d0e8a47f3b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9a0b1c2";

    private Verdicts() {}

    static Map<String, GateVerdict> all() {
        Map<String, GateVerdict> all = new LinkedHashMap<>();
        all.put("pass", pass());
        all.put("fail", fail());
        all.put("inconclusive", toolBroke());
        all.put("warn", warn());
        all.put("nothing", nothingJudged());
        all.put("first", firstRun());
        all.put("decline", slowDecline());
        all.put("leftout", allLeftOut());
        return all;
    }

    static ReportModel model(GateVerdict verdict) {
        return new ReportModel(
                verdict, new JournalState(".sluice/journal/release.jsonl", HEAD, JournalState.State.INTACT));
    }

    static GateVerdict pass() {
        return verdict(
                "release",
                Outcome.PASS,
                List.of(
                        holds("tests.failed = 0", Quantity.count(0), Quantity.count(0)),
                        holds(
                                "tests.total drops at most 0",
                                Quantity.count(1208),
                                Quantity.count(1204),
                                Quantity.count(1204)),
                        trend(
                                holds("coverage.line >= 80%", Quantity.ratio(10_071, 12_400), percent("80")),
                                "80.2",
                                "80.4",
                                "80.3",
                                "80.9",
                                "81.0",
                                "81.1"),
                        holds("findings[severity>=high] = 0", Quantity.count(0), Quantity.count(0)),
                        holds("load.p95 <= 500ms", millis(412), millis(500)),
                        holds("load.errorRate < 1%", Quantity.ratio(13, 4_000), percent("1")),
                        holds("custom.bundleSize <= 350KiB", Quantity.bytes(341_811), Quantity.bytes(350 * 1024))),
                new Novelty(some(0), 2L, some(0), 4L, some(0), 3L));
    }

    static GateVerdict fail() {
        return verdict(
                "release",
                Outcome.FAIL,
                List.of(
                        broken(
                                "tests[new].failed = 0",
                                Quantity.count(1),
                                Quantity.count(0),
                                Quantity.count(0),
                                new Offender(
                                        "com.acme.cart.CartTest.totalIncludesDiscount",
                                        "src/test/java/com/acme/cart/CartTest.java:87",
                                        "expected: <90.00> but was: <100.00>")),
                        broken(
                                "tests.total drops at most 0",
                                Quantity.count(1203),
                                Quantity.count(1204),
                                Quantity.count(1204),
                                new Offender("com.acme.cart.VoucherTest.rejectsExpiredVoucher", null, null)),
                        trend(
                                broken(
                                        "coverage.line >= 80%",
                                        Quantity.ratio(79_996, 100_000),
                                        percent("80"),
                                        Quantity.ratio(80_420, 100_000),
                                        new Offender(
                                                "src/main/java/com/acme/cart/Discount.java",
                                                null,
                                                "12 of 61 lines covered"),
                                        new Offender(
                                                "src/main/java/com/acme/cart/Voucher.java",
                                                null,
                                                "40 of 74 lines covered")),
                                "81.3",
                                "81.2",
                                "81.0",
                                "80.9",
                                "80.9",
                                "80.42"),
                        broken(
                                "findings[new, severity>=high] = 0",
                                Quantity.count(1),
                                Quantity.count(0),
                                Quantity.count(0),
                                new Offender(
                                        "java/sql-injection",
                                        "src/main/java/com/acme/order/OrderQuery.java:42",
                                        "This query is built from a value that the user controls.")),
                        trend(
                                broken("load.p95 <= 500ms", millis(540), millis(500), millis(488)),
                                Dimension.DURATION,
                                "470000000",
                                "476000000",
                                "471000000",
                                "488000000"),
                        holds("load.errorRate < 1%", Quantity.ratio(13, 4_000), percent("1")),
                        new CriterionVerdict(
                                "mutation.score",
                                "mutation.score >= 60%",
                                Criticality.NOTE,
                                State.BROKEN,
                                Consequence.REMARK,
                                Quantity.ratio(410, 700),
                                percent("60"),
                                null,
                                null,
                                null,
                                List.of("target/pit-reports/mutations.xml"),
                                List.of(),
                                0,
                                List.of())),
                new Novelty(
                        new Novelty.Some(
                                1,
                                List.of(new Offender(
                                        "com.acme.cart.CartTest.totalIncludesDiscount",
                                        "src/test/java/com/acme/cart/CartTest.java:87",
                                        "expected: <90.00> but was: <100.00>"))),
                        0L,
                        new Novelty.Some(
                                1,
                                List.of(new Offender("com.acme.cart.VoucherTest.rejectsExpiredVoucher", null, null))),
                        0L,
                        new Novelty.Some(
                                1,
                                List.of(new Offender(
                                        "java/sql-injection",
                                        "src/main/java/com/acme/order/OrderQuery.java:42",
                                        "This query is built from a value that the user controls."))),
                        2L));
    }

    static GateVerdict toolBroke() {
        return verdict(
                "security",
                Outcome.INCONCLUSIVE,
                List.of(
                        unknown(
                                "findings[tool=semgrep, severity>=high] = 0",
                                Unknown.Reason.SCAN_FAILED,
                                "semgrep",
                                "exit code 2, out of memory in taint analysis"),
                        holds("findings[tool=trivy, severity>=critical] = 0", Quantity.count(0), Quantity.count(0)),
                        holds("tests.failed = 0", Quantity.count(0), Quantity.count(0)),
                        holds("load.throughput > 100/min", Quantity.rate(7_212, 3_600_000_000_000L), perMinute(100))),
                new Novelty(some(0), 0L, some(0), 0L, null, null));
    }

    static GateVerdict warn() {
        return verdict(
                "release",
                Outcome.WARN,
                List.of(
                        holds("tests.failed = 0", Quantity.count(0), Quantity.count(0)),
                        new CriterionVerdict(
                                "flaky",
                                "tests.flaky <= 2",
                                Criticality.UNSTABLE,
                                State.BROKEN,
                                Consequence.WARN,
                                Quantity.count(3),
                                Quantity.count(2),
                                null,
                                null,
                                null,
                                List.of("build/test-results/test/TEST-all.xml"),
                                List.of(new Offender("com.acme.NetTest.reconnects", null, "passed on the 2nd run")),
                                2,
                                List.of())),
                new Novelty(some(0), 0L, some(0), 0L, some(0), 0L));
    }

    static GateVerdict nothingJudged() {
        return verdict("empty", Outcome.INCONCLUSIVE, List.of(), null);
    }

    static GateVerdict firstRun() {
        GateVerdict base = verdict(
                "release",
                Outcome.INCONCLUSIVE,
                List.of(
                        holds("tests.failed = 0", Quantity.count(0), Quantity.count(0)),
                        unknown("coverage.line drops at most 0.5pp", Unknown.Reason.NO_REFERENCE, "", "")),
                null);
        return new GateVerdict(
                base.gate(),
                base.run(),
                base.at(),
                base.context(),
                base.outcome(),
                false,
                base.policySource(),
                base.policySha256(),
                base.criteria(),
                null,
                null,
                "the history has no accepted run of branch main",
                base.waivers(),
                base.evidence(),
                base.evidenceCount(),
                base.skipped(),
                base.skippedCount());
    }

    static GateVerdict slowDecline() {
        CriterionVerdict line = new CriterionVerdict(
                "coverage.line",
                "coverage.line drops at most 0.5pp",
                Criticality.FAIL,
                State.BROKEN,
                Consequence.FAIL,
                Quantity.ratio(7_940, 10_000),
                percent("80.1"),
                percent("80.6"),
                new Quantity(Dimension.RATIO, java.math.BigInteger.valueOf(-120), java.math.BigInteger.valueOf(10_000)),
                null,
                List.of("target/site/jacoco/jacoco.xml"),
                List.of(),
                0,
                List.of());
        GateVerdict base = verdict(
                "release",
                Outcome.FAIL,
                List.of(trend(line, "80.6", "80.5", "80.3", "80.1", "80", "79.8", "79.7", "79.6")),
                new Novelty(some(0), 0L, some(0), 0L, some(0), 0L));
        return new GateVerdict(
                base.gate(),
                base.run(),
                base.at(),
                base.context(),
                base.outcome(),
                false,
                base.policySource(),
                base.policySha256(),
                base.criteria(),
                base.novelty(),
                new ReferenceUse(
                        "run-41", AT.minusSeconds(86_400), "main", "a1b2c3d4e5f60718", HEAD, "best of 10", null),
                null,
                base.waivers(),
                base.evidence(),
                base.evidenceCount(),
                base.skipped(),
                base.skippedCount());
    }

    static GateVerdict allLeftOut() {
        return verdict(
                "nightly",
                Outcome.INCONCLUSIVE,
                List.of(
                        leftOut("load.p95 <= 500ms", Unknown.Reason.NO_EVIDENCE),
                        leftOut("load.errorRate < 1%", Unknown.Reason.NO_EVIDENCE)),
                null);
    }

    // ---- parts ---------------------------------------------------------------------------------------------------

    static GateVerdict verdict(
            String gate, Outcome outcome, List<CriterionVerdict> criteria, @Nullable Novelty novelty) {
        boolean broke = criteria.stream()
                .anyMatch(criterion -> criterion.unknown() != null
                        && criterion.unknown().reason().broken());
        List<EvidenceFact> evidence = new ArrayList<>();
        if (broke) {
            evidence.add(new EvidenceFact(
                    "found",
                    "reports/semgrep.sarif",
                    "sarif",
                    List.of("semgrep 1.97.0"),
                    18_204,
                    AT.minusSeconds(94),
                    false,
                    "the run of semgrep failed: exit code 2, out of memory in taint analysis",
                    List.of(),
                    counts("findings", 3)));
        }
        evidence.add(new EvidenceFact(
                "unit",
                "target/surefire-reports/TEST-com.acme.cart.CartTest.xml",
                "junit",
                List.of("Surefire 3.5.2"),
                48_211,
                AT.minusSeconds(240),
                true,
                null,
                List.of("it declares 40 tests and holds 41"),
                counts("tests", 1203, "failed", 1)));
        evidence.add(new EvidenceFact(
                "found",
                "target/site/jacoco/jacoco.xml",
                "jacoco",
                List.of("JaCoCo"),
                812_004,
                AT.minusSeconds(200),
                false,
                null,
                List.of(),
                counts("lines", 100_000, "covered", 79_996)));
        evidence.add(new EvidenceFact(
                "load",
                "perf/results.jtl",
                "jtl",
                List.of(),
                1_812_004,
                AT.minusSeconds(60),
                true,
                null,
                List.of(),
                counts("samples", 4_000, "errors", 13)));
        return new GateVerdict(
                gate,
                RUN,
                AT,
                new GateVerdict.Context(
                        "acme/shop",
                        "feature/discount",
                        "main",
                        "4be1d7a90c2e5f6677881234abcd000011112222",
                        "https://ci.acme.example/job/shop/job/PR-41/7/",
                        null),
                outcome,
                false,
                "sluice.yaml",
                "3b1f0c9a8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c5b4a39281706f5e4d3",
                criteria,
                novelty,
                novelty == null
                        ? null
                        : new ReferenceUse(
                                "01955513-0a11-7b20-8f00-3c2b1a0f0001",
                                AT.minusSeconds(93_600),
                                "main",
                                "a1b2c3d4e5f6071829304152637485960a1b2c3d",
                                HEAD,
                                "target-branch",
                                null),
                null,
                novelty == null
                        ? List.of()
                        : List.of(
                                new WaiverUse(
                                        "CVE-2025-1234",
                                        "security@acme.example",
                                        "not reachable: the parser is switched off",
                                        LocalDate.parse("2026-06-01"),
                                        false,
                                        2),
                                new WaiverUse(
                                        "old-parser",
                                        "ana",
                                        "the parser goes in 3.0",
                                        LocalDate.parse("2026-02-01"),
                                        true,
                                        1),
                                new WaiverUse(
                                        "legacy-ui", "ben", "generated code", LocalDate.parse("2026-12-31"), false, 0)),
                evidence,
                evidence.size(),
                List.of(new SkippedFact("target/classes/data.xml", "no reader recognises it")),
                1);
    }

    static CriterionVerdict holds(String text, Quantity value, Quantity limit, @Nullable Quantity... reference) {
        return criterion(
                text, State.HOLDS, Consequence.NONE, value, limit, reference.length == 0 ? null : reference[0]);
    }

    static CriterionVerdict broken(String text, Quantity value, Quantity limit) {
        return criterion(text, State.BROKEN, Consequence.FAIL, value, limit, null);
    }

    static CriterionVerdict broken(
            String text, Quantity value, Quantity limit, @Nullable Quantity reference, Offender... offenders) {
        return criterion(text, State.BROKEN, Consequence.FAIL, value, limit, reference, offenders);
    }

    static CriterionVerdict unknown(String text, Unknown.Reason reason, String subject, String detail) {
        return new CriterionVerdict(
                left(text),
                text,
                Criticality.FAIL,
                State.UNKNOWN,
                Consequence.INCONCLUSIVE,
                null,
                null,
                null,
                null,
                new Unknown(reason, subject, detail),
                List.of("reports/semgrep.sarif"),
                List.of(),
                0,
                List.of());
    }

    static CriterionVerdict leftOut(String text, Unknown.Reason reason) {
        return new CriterionVerdict(
                left(text),
                text,
                Criticality.FAIL,
                State.UNKNOWN,
                Consequence.LEFT_OUT,
                null,
                null,
                null,
                null,
                new Unknown(reason, "", ""),
                List.of(),
                List.of(),
                0,
                List.of());
    }

    static CriterionVerdict criterion(
            String text,
            State state,
            Consequence consequence,
            @Nullable Quantity value,
            @Nullable Quantity limit,
            @Nullable Quantity reference,
            Offender... offenders) {
        return new CriterionVerdict(
                left(text),
                text,
                Criticality.FAIL,
                state,
                consequence,
                value,
                limit,
                reference,
                null,
                null,
                List.of("target/surefire-reports/TEST-com.acme.cart.CartTest.xml"),
                List.of(offenders),
                0,
                List.of());
    }

    static CriterionVerdict trend(CriterionVerdict base, String... percents) {
        String[] ratios = new String[percents.length];
        for (int i = 0; i < percents.length; i++) {
            ratios[i] = new BigDecimal(percents[i]).movePointLeft(2).toPlainString();
        }
        return trend(base, Dimension.RATIO, ratios);
    }

    static CriterionVerdict trend(CriterionVerdict base, Dimension dimension, String... values) {
        List<TrendPoint> points = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            points.add(new TrendPoint(
                    "run-" + (40 + i),
                    AT.minus(Duration.ofDays(values.length - i)),
                    Quantity.of(dimension, new BigDecimal(values[i]))));
        }
        return new CriterionVerdict(
                base.id(),
                base.criterion(),
                base.criticality(),
                base.state(),
                base.consequence(),
                base.value(),
                base.limit(),
                base.reference(),
                base.total(),
                base.unknown(),
                base.files(),
                base.offenders(),
                base.moreOffenders(),
                points);
    }

    static Quantity percent(String percent) {
        return Quantity.of(Dimension.RATIO, new BigDecimal(percent).movePointLeft(2));
    }

    static Quantity millis(long millis) {
        return Quantity.nanos(millis * 1_000_000);
    }

    static Quantity perMinute(long count) {
        return Quantity.rate(count, 60_000_000_000L);
    }

    static Novelty.Some some(long count) {
        return new Novelty.Some(count, List.of());
    }

    private static String left(String text) {
        return Stated.of(text).left();
    }

    private static Map<String, Long> counts(Object... names) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (int i = 0; i < names.length; i += 2) {
            counts.put((String) names[i], ((Number) names[i + 1]).longValue());
        }
        return counts;
    }
}
