package io.jenkins.plugins.sluice.evidence.report;

import io.jenkins.plugins.sluice.evidence.report.ReportSink.MutantOutcome;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Mutation test results from PIT's {@code mutations.xml}; {@code docs/evidence.md} has the rules.
 *
 * @see <a href="https://github.com/hcoles/pitest">PIT's {@code DetectionStatus} and {@code XMLReportListener}</a>
 */
final class PitReader implements ReportReader {

    @Override
    public String format() {
        return "pit";
    }

    @Override
    public boolean recognises(Head head) {
        XmlCursor root = XmlCursor.rootOf(head);
        return root != null && root.name().equals("mutations");
    }

    @Override
    public void read(InputStream stream, ReportSink sink, ReadLimits limits) throws IOException {
        try (XmlCursor cursor = XmlCursor.open(stream, limits)) {
            new Walk(cursor, sink).walk();
        }
    }

    /** What is open of one document. */
    private static final class Walk {

        private final XmlCursor cursor;
        private final ReportSink sink;
        private final Cautions cautions;

        Walk(XmlCursor cursor, ReportSink sink) {
            this.cursor = cursor;
            this.sink = sink;
            this.cautions = new Cautions(sink);
        }

        void walk() throws IOException {
            if (!cursor.next() || !cursor.name().equals("mutations")) {
                throw cursor.unreadable("no PIT report: the root element is " + XmlValues.shown(cursor.name()));
            }
            while (cursor.next()) {
                if (cursor.isStart() && cursor.name().equals("mutation")) {
                    mutation();
                }
            }
            cautions.end();
        }

        private void mutation() throws IOException {
            MutantOutcome outcome = outcome(cursor.attribute("status"));
            String detected = cursor.attribute("detected");
            // PIT calls exactly the detected ones so; what else says the opposite of its status is odd.
            boolean saysDetected = "true".equals(detected);
            if (detected != null && saysDetected != (outcome == MutantOutcome.DETECTED) && cautions.wanted()) {
                cautions.add("a mutation of status " + cursor.attribute("status") + " has detected=" + detected + " at "
                        + cursor.place());
            }
            int depth = cursor.depth();
            boolean alive = outcome == MutantOutcome.SURVIVED || outcome == MutantOutcome.UNCOVERED;
            String sourceFile = "";
            String mutatedClass = "";
            String method = "";
            String line = "";
            String mutator = "";
            String description = "";
            cursor.collect(alive);
            while (cursor.next() && (cursor.isStart() || cursor.depth() != depth)) {
                if (cursor.isStart() && cursor.name().equals("mutation")) {
                    throw cursor.unreadable("a mutation inside a mutation");
                }
                if (!alive || cursor.isStart() || cursor.depth() != depth + 1) {
                    continue;
                }
                switch (cursor.name()) {
                    case "sourceFile" -> sourceFile = cursor.text();
                    case "mutatedClass" -> mutatedClass = cursor.text();
                    case "mutatedMethod" -> method = cursor.text();
                    case "lineNumber" -> line = cursor.text();
                    case "mutator" -> mutator = cursor.text();
                    case "description" -> description = cursor.text();
                    default -> {
                        // Indexes, blocks and killing tests.
                    }
                }
            }
            cursor.collect(false);
            if (alive) {
                String place = (mutatedClass.isEmpty() ? sourceFile : mutatedClass)
                        + (method.isEmpty() ? "" : "." + method)
                        + (line.isEmpty() ? "" : ":" + line);
                sink.mutant(outcome, place, description.isEmpty() ? mutator : description);
            } else {
                sink.mutant(outcome, "", "");
            }
        }

        private MutantOutcome outcome(@Nullable String status) throws UnreadableReport {
            if (status == null) {
                throw cursor.unreadable("a mutation without status");
            }
            return switch (status) {
                case "KILLED", "TIMED_OUT", "MEMORY_ERROR", "RUN_ERROR", "NON_VIABLE" -> MutantOutcome.DETECTED;
                case "SURVIVED" -> MutantOutcome.SURVIVED;
                case "NO_COVERAGE" -> MutantOutcome.UNCOVERED;
                case "STARTED", "NOT_STARTED" -> MutantOutcome.UNJUDGED;
                default -> throw cursor.unreadable("unknown mutation status " + XmlValues.shown(status));
            };
        }
    }
}
