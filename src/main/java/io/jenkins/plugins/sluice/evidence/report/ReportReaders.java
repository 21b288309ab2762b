package io.jenkins.plugins.sluice.evidence.report;

import io.jenkins.plugins.sluice.evidence.CoverageSummary;
import io.jenkins.plugins.sluice.evidence.FindingSummary;
import io.jenkins.plugins.sluice.evidence.LoadSummary;
import io.jenkins.plugins.sluice.evidence.MutationSummary;
import io.jenkins.plugins.sluice.evidence.Summary;
import io.jenkins.plugins.sluice.evidence.TestSummary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The readers of all formats that are recognised by content: an explicit list, no service loading. */
public final class ReportReaders {

    private final List<Row> rows;

    private ReportReaders(List<Row> rows) {
        this.rows = List.copyOf(rows);
    }

    /** Every reader there is. */
    public static ReportReaders all() {
        return new ReportReaders(List.of(
                new Row(new JUnitReader(), TestSummary.class),
                new Row(new JacocoReader(), CoverageSummary.class),
                new Row(new CoberturaReader(), CoverageSummary.class),
                new Row(new PitReader(), MutationSummary.class),
                new Row(new SarifReader(), FindingSummary.class),
                new Row(new JMeterXmlReader(), LoadSummary.class),
                new Row(new JMeterCsvReader(), LoadSummary.class)));
    }

    static ReportReaders of(List<Row> rows) {
        return new ReportReaders(rows);
    }

    /** What the reports of each format are summed up to, by the format's name; recorded ones too. */
    public Map<String, Class<? extends Summary>> kinds() {
        Map<String, Class<? extends Summary>> kinds = new HashMap<>();
        rows.forEach(row -> kinds.put(row.reader().format(), row.kind()));
        for (RecordedFormat recorded : RecordedFormat.values()) {
            kinds.put(recorded.format(), recorded.kind());
        }
        return Map.copyOf(kinds);
    }

    /** All readers that claim a file with this beginning; more than one is an error of the file or of a reader. */
    List<Row> claiming(Head head) {
        return rows.stream().filter(row -> row.reader().recognises(head)).toList();
    }

    Optional<Row> named(String format) {
        return rows.stream().filter(row -> row.reader().format().equals(format)).findFirst();
    }

    /** A reader with the kind of summary that its reports become. */
    record Row(ReportReader reader, Class<? extends Summary> kind) {}
}
