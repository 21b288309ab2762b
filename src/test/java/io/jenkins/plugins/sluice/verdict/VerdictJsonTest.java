package io.jenkins.plugins.sluice.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.sluice.evidence.EvidenceJson;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.policy.Criterion.Criticality;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictJsonTest {

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.120Z");

    @Test
    void givenAVerdict_whenWrittenAndReadByTheEvidenceCodec_thenItIsTheSame(@TempDir Path folder) throws IOException {
        CriterionVerdict.Offender offender = new CriterionVerdict.Offender("R1", "a.c:5", null);
        CriterionVerdict criterion = new CriterionVerdict(
                "tests.passRate",
                "tests.passRate >= 99.5%",
                Criticality.values()[0],
                CriterionVerdict.State.BROKEN,
                CriterionVerdict.Consequence.FAIL,
                Quantity.ratio(79_996, 100_000),
                Quantity.ratio(995, 1_000),
                null,
                null,
                new CriterionVerdict.Unknown(CriterionVerdict.Unknown.Reason.STALE, "", ""),
                List.of("a.xml"),
                List.of(offender),
                3,
                List.of(new CriterionVerdict.TrendPoint("r0", TIME, Quantity.nanos(5))));
        GateVerdict verdict = new GateVerdict(
                "release",
                "r1",
                TIME,
                new GateVerdict.Context("p", null, null, "c", null, null),
                Outcome.FAIL,
                false,
                "sluice.yaml",
                "00",
                List.of(criterion),
                new Novelty(new Novelty.Some(1, List.of(offender)), 2L, null, null, null, 7L),
                new GateVerdict.ReferenceUse("r0", TIME, null, null, null, "last", null),
                null,
                List.of(new GateVerdict.WaiverUse("w", "o", "r", LocalDate.of(2026, 2, 28), false, 4)),
                List.of(new EvidenceFact(
                        "found", "a.xml", null, List.of(), 1, TIME, true, null, List.of(), Map.of("tests", 3L))),
                1,
                List.of(new GateVerdict.SkippedFact("b.xml", "empty")),
                1);
        var mapper = new EvidenceJson(folder).mapper();
        String text = mapper.writeValueAsString(verdict);
        assertThat(mapper.readValue(text, GateVerdict.class)).isEqualTo(verdict);
        assertThat(text).contains("\"value\":{\"ratio\":79996,\"per\":100000}").doesNotContain("null");
    }
}
