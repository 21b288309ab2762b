package io.jenkins.plugins.sluice.evidence.report;

import io.jenkins.plugins.sluice.evidence.CoverageSummary.Metric;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Coverage from Cobertura XML (DTDs coverage-01 to -04) and the many tools that write it: lines and branches from
 * {@code class/lines/line} alone, since {@code methods} holds the same lines again. {@code docs/evidence.md} has the
 * rules.
 */
final class CoberturaReader implements ReportReader {

    private static final Set<String> CHILDREN = Set.of("sources", "packages");

    /** Fewer than this are seconds since the epoch (until the year 5138), more are milliseconds (from 1973). */
    private static final long MOST_SECONDS = 100_000_000_000L;

    @Override
    public String format() {
        return "cobertura";
    }

    @Override
    public boolean recognises(Head head) {
        XmlCursor root = XmlCursor.rootOf(head);
        return root != null
                && root.name().equals("coverage")
                && (root.attribute("line-rate") != null || CHILDREN.contains(root.peekStart()));
    }

    @Override
    public void read(InputStream stream, ReportSink sink, ReadLimits limits) throws IOException {
        try (XmlCursor cursor = XmlCursor.open(stream, limits)) {
            new Walk(cursor, sink).walk();
        }
    }

    /** What is open of one document. */
    private static final class Walk {

        private static final int HITS = 1;
        private static final int CONDITIONS = 2;

        private final AttributeRoles roles = new AttributeRoles(Map.of("hits", HITS, "condition-coverage", CONDITIONS));
        private final XmlCursor cursor;
        private final ReportSink sink;
        private final Cautions cautions;

        private String path = "";
        private boolean inClass;
        private int methods;
        private long classLines;
        private long classCoveredLines;
        private long classBranches;
        private long classCoveredBranches;
        private long lines;
        private long coveredLines;
        private long branches;
        private long coveredBranches;

        Walk(XmlCursor cursor, ReportSink sink) {
            this.cursor = cursor;
            this.sink = sink;
            this.cautions = new Cautions(sink);
        }

        void walk() throws IOException {
            if (!cursor.next() || !cursor.name().equals("coverage")) {
                throw cursor.unreadable("no Cobertura report: the root element is " + XmlValues.shown(cursor.name()));
            }
            long declaredLines = XmlValues.wholeNumber(cursor.attribute("lines-valid"));
            long declaredCoveredLines = XmlValues.wholeNumber(cursor.attribute("lines-covered"));
            long declaredBranches = XmlValues.wholeNumber(cursor.attribute("branches-valid"));
            long declaredCoveredBranches = XmlValues.wholeNumber(cursor.attribute("branches-covered"));
            Instant written = instant(cursor.attribute("timestamp"));
            while (cursor.next()) {
                switch (cursor.name()) {
                    case "class" -> {
                        if (cursor.isStart()) {
                            beginClass();
                        } else {
                            endClass();
                        }
                    }
                    case "methods" -> methods += cursor.isStart() ? 1 : -1;
                    case "line" -> {
                        if (cursor.isStart() && inClass && methods == 0) {
                            line();
                        }
                    }
                    default -> {
                        // Sources, packages and conditions count nothing.
                    }
                }
            }
            compare("lines", declaredCoveredLines, declaredLines, coveredLines, lines);
            compare("branches", declaredCoveredBranches, declaredBranches, coveredBranches, branches);
            cautions.end();
            if (written != null) {
                sink.written(written);
            }
        }

        private void beginClass() throws UnreadableReport {
            if (inClass) {
                throw cursor.unreadable("a class inside a class");
            }
            inClass = true;
            String file = cursor.attribute("filename");
            String name = cursor.attribute("name");
            path = file != null ? file : name != null ? name : "";
            classLines = 0;
            classCoveredLines = 0;
            classBranches = 0;
            classCoveredBranches = 0;
        }

        private void endClass() {
            inClass = false;
            sink.coverage(path, Metric.LINE, classCoveredLines, classLines);
            if (classBranches > 0) {
                sink.coverage(path, Metric.BRANCH, classCoveredBranches, classBranches);
            }
            lines += classLines;
            coveredLines += classCoveredLines;
            branches += classBranches;
            coveredBranches += classCoveredBranches;
        }

        private void line() throws UnreadableReport {
            boolean counted = false;
            String conditions = null;
            for (int i = 0, count = cursor.attributes(); i < count; i++) {
                switch (roles.of(cursor, i)) {
                    case HITS -> {
                        counted = true;
                        classCoveredLines += hit(i) ? 1 : 0;
                    }
                    case CONDITIONS -> conditions = cursor.attribute(i);
                    default -> {
                        // Its number, and whether it branches, which condition-coverage says better.
                    }
                }
            }
            if (!counted) {
                throw cursor.unreadable("a line without hits");
            }
            classLines++;
            if (conditions != null && !conditions.isBlank()) {
                branches(conditions);
            }
        }

        /** Some tools write counts of more than 64 bits; only whether there was one matters. */
        private boolean hit(int attribute) throws UnreadableReport {
            long number = cursor.attributeText(attribute).wholeNumber();
            if (number >= 0) {
                return number > 0;
            }
            String hits = cursor.attribute(attribute);
            if (!hits.matches("[0-9]{1,100}")) {
                throw cursor.unreadable("hits of a line is no count: " + XmlValues.shown(hits));
            }
            return true;
        }

        /** {@code 50% (1/2)}. */
        private void branches(String conditions) throws UnreadableReport {
            int open = conditions.lastIndexOf('(');
            int slash = conditions.indexOf('/', open + 1);
            int close = conditions.indexOf(')', slash + 1);
            if (open >= 0 && slash > open && close > slash) {
                long covered = XmlValues.wholeNumber(
                        conditions.substring(open + 1, slash).strip());
                long total = XmlValues.wholeNumber(
                        conditions.substring(slash + 1, close).strip());
                if (covered != XmlValues.NONE && covered <= total && total <= Integer.MAX_VALUE) {
                    classCoveredBranches += covered;
                    classBranches += total;
                    return;
                }
            }
            throw cursor.unreadable(
                    "condition-coverage of a line is not like '50% (1/2)': " + XmlValues.shown(conditions));
        }

        private void compare(String what, long declaredCovered, long declaredTotal, long covered, long total) {
            boolean coveredDiffers = declaredCovered != XmlValues.NONE && declaredCovered != covered;
            boolean totalDiffers = declaredTotal != XmlValues.NONE && declaredTotal != total;
            if (coveredDiffers || totalDiffers) {
                cautions.add("the report declares"
                        + (declaredCovered == XmlValues.NONE ? "" : " " + declaredCovered + " covered")
                        + (declaredTotal == XmlValues.NONE ? "" : " of " + declaredTotal)
                        + " " + what + " but holds " + covered + " of " + total);
            }
        }

        private static @Nullable Instant instant(@Nullable String timestamp) {
            if (timestamp == null || timestamp.length() > 30) {
                return null;
            }
            try {
                BigDecimal number = new BigDecimal(timestamp.strip());
                if (number.signum() <= 0 || number.precision() - number.scale() > 17) {
                    return null;
                }
                BigDecimal most = BigDecimal.valueOf(MOST_SECONDS);
                return number.compareTo(most) < 0
                        ? Instant.ofEpochMilli(number.movePointRight(3).longValue())
                        : Instant.ofEpochMilli(number.longValue());
            } catch (NumberFormatException e) {
                return XmlValues.latestInstant(timestamp);
            } catch (DateTimeException e) {
                return null;
            }
        }
    }
}
