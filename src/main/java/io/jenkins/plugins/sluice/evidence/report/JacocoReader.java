package io.jenkins.plugins.sluice.evidence.report;

import io.jenkins.plugins.sluice.evidence.CoverageSummary.Metric;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Coverage from JaCoCo's XML (DTD Report 1.1): lines, branches and instructions from {@code sourcefile/line}, methods from
 * the counters of {@code method}. A source file without {@code line} elements (classes without debug information) is
 * counted from its own counters; classes of no source file are counted from theirs. {@code docs/evidence.md} has the rules.
 */
final class JacocoReader implements ReportReader {

    private static final Set<String> CHILDREN = Set.of("sessioninfo", "group", "package", "counter");

    @Override
    public String format() {
        return "jacoco";
    }

    @Override
    public boolean recognises(Head head) {
        XmlCursor root = XmlCursor.rootOf(head);
        return root != null
                && root.name().equals("report")
                && root.attribute("name") != null
                && CHILDREN.contains(root.peekStart());
    }

    @Override
    public void read(InputStream stream, ReportSink sink, ReadLimits limits) throws IOException {
        try (XmlCursor cursor = XmlCursor.open(stream, limits)) {
            new Walk(cursor, sink).walk();
        }
    }

    /** What is open of one document. Counts stand in arrays by their place in {@code METRICS}. */
    private static final class Walk {

        private static final Metric[] METRICS = {Metric.LINE, Metric.BRANCH, Metric.INSTRUCTION, Metric.METHOD};
        private static final int LINE = 0;
        private static final int BRANCH = 1;
        private static final int INSTRUCTION = 2;
        private static final int METHOD = 3;

        private static final int MI = 1;
        private static final int CI = 2;
        private static final int MB = 3;
        private static final int CB = 4;

        private final AttributeRoles roles = new AttributeRoles(Map.of("mi", MI, "ci", CI, "mb", MB, "cb", CB));
        private final XmlCursor cursor;
        private final ReportSink sink;
        private final Cautions cautions;

        private final Counts report = new Counts();
        private final Counts declared = new Counts();
        private final Counts inPackage = new Counts();
        private final Counts inClasses = new Counts();
        /** Classes that name no source file, so that no source file holds their lines. */
        private final Counts withoutFile = new Counts();

        private final Counts inFile = new Counts();
        private String packageName = "";
        private String fileName = "";
        private final Counts ofFile = new Counts();
        private boolean files;
        private boolean classNamesFile;
        private boolean namesFiles;
        private boolean lines;
        private long lastDump = XmlValues.NONE;

        Walk(XmlCursor cursor, ReportSink sink) {
            this.cursor = cursor;
            this.sink = sink;
            this.cautions = new Cautions(sink);
        }

        void walk() throws IOException {
            if (!cursor.next() || !cursor.name().equals("report")) {
                throw cursor.unreadable("no JaCoCo report: the root element is " + XmlValues.shown(cursor.name()));
            }
            String parent = "report";
            while (cursor.next()) {
                String name = cursor.name();
                if (cursor.isStart()) {
                    switch (name) {
                        case "package" -> beginPackage();
                        case "class" -> {
                            classNamesFile = cursor.attribute("sourcefilename") != null;
                            namesFiles |= classNamesFile;
                        }
                        case "sourcefile" -> {
                            fileName = required("name");
                            inFile.clear();
                            ofFile.clear();
                            lines = false;
                        }
                        case "line" -> line();
                        case "counter" -> counter(parent);
                        case "sessioninfo" ->
                            lastDump = Math.max(lastDump, XmlValues.wholeNumber(cursor.attribute("dump")));
                        default -> {
                            // Groups, classes and methods are only the parents of what counts.
                        }
                    }
                    if (!name.equals("counter") && !name.equals("line") && !name.equals("sessioninfo")) {
                        parent = name;
                    }
                } else {
                    switch (name) {
                        case "method" -> parent = "class";
                        case "class" -> parent = "package";
                        case "sourcefile" -> {
                            endFile();
                            parent = "package";
                        }
                        case "package" -> {
                            endPackage();
                            parent = "group";
                        }
                        case "group" -> parent = cursor.depth() == 2 ? "report" : "group";
                        default -> {
                            // Nothing ends with it.
                        }
                    }
                    if (parent.equals("group") && cursor.depth() == 2) {
                        parent = "report";
                    }
                }
            }
            compareWithDeclared();
            cautions.end();
            if (lastDump > 0) {
                sink.written(Instant.ofEpochMilli(lastDump));
            }
        }

        private void beginPackage() throws IOException {
            packageName = required("name");
            inPackage.clear();
            inClasses.clear();
            withoutFile.clear();
            files = false;
            namesFiles = false;
        }

        private void line() throws IOException {
            long missedInstructions = 0;
            long instructions = 0;
            long missedBranches = 0;
            long branches = 0;
            for (int i = 0, count = cursor.attributes(); i < count; i++) {
                switch (roles.of(cursor, i)) {
                    case MI -> missedInstructions = number(i);
                    case CI -> instructions = number(i);
                    case MB -> missedBranches = number(i);
                    case CB -> branches = number(i);
                    default -> {
                        // The line's number.
                    }
                }
            }
            lines = true;
            inFile.add(INSTRUCTION, instructions, missedInstructions);
            inFile.add(BRANCH, branches, missedBranches);
            // JaCoCo's own rule: a line is covered when any of its instructions is, and is none without instructions.
            if (instructions > 0) {
                inFile.add(LINE, 1, 0);
            } else if (missedInstructions > 0) {
                inFile.add(LINE, 0, 1);
            }
        }

        private void counter(String parent) throws IOException {
            int metric = metric(cursor.attribute("type"));
            if (metric < 0) {
                return;
            }
            switch (parent) {
                case "method" -> {
                    if (metric == METHOD) {
                        inPackage.add(METHOD, declared("covered"), declared("missed"));
                    }
                }
                case "sourcefile" -> ofFile.add(metric, declared("covered"), declared("missed"));
                case "class" -> {
                    inClasses.add(metric, declared("covered"), declared("missed"));
                    if (!classNamesFile) {
                        withoutFile.add(metric, declared("covered"), declared("missed"));
                    }
                }
                case "report" -> declared.add(metric, declared("covered"), declared("missed"));
                default -> {
                    // Sums of what is counted.
                }
            }
        }

        /** The place of a counter's metric, or -1 for those that no criterion asks for. */
        private int metric(@Nullable String type) throws UnreadableReport {
            return switch (type == null ? "" : type) {
                case "LINE" -> LINE;
                case "BRANCH" -> BRANCH;
                case "INSTRUCTION" -> INSTRUCTION;
                case "METHOD" -> METHOD;
                case "COMPLEXITY", "CLASS" -> -1;
                default -> throw cursor.unreadable("unknown counter type " + XmlValues.shown(type));
            };
        }

        private void endFile() {
            String path = packageName.isEmpty() ? fileName : packageName + '/' + fileName;
            Counts counts = lines ? inFile : ofFile;
            for (int metric : new int[] {LINE, BRANCH, INSTRUCTION}) {
                long covered = counts.covered[metric];
                long missed = counts.missed[metric];
                files |= covered + missed > 0;
                tell(path, counts, metric);
                inPackage.add(metric, covered, missed);
            }
        }

        private void endPackage() {
            // Before JaCoCo 0.8.3 no class names its source file.
            if (!files || namesFiles) {
                Counts rest = files ? withoutFile : inClasses;
                for (int metric : new int[] {LINE, BRANCH, INSTRUCTION}) {
                    tell(packageName, rest, metric);
                    inPackage.add(metric, rest.covered[metric], rest.missed[metric]);
                }
            }
            if (inPackage.covered[METHOD] + inPackage.missed[METHOD] == 0) {
                inPackage.add(METHOD, inClasses.covered[METHOD], inClasses.missed[METHOD]);
            }
            tell(packageName, inPackage, METHOD);
            report.addAll(inPackage);
        }

        private void tell(String path, Counts counts, int metric) {
            long total = counts.covered[metric] + counts.missed[metric];
            if (total > 0) {
                sink.coverage(path, METRICS[metric], counts.covered[metric], total);
            }
        }

        private void compareWithDeclared() {
            for (int i = 0; i < METRICS.length; i++) {
                long declaredTotal = declared.covered[i] + declared.missed[i];
                long total = report.covered[i] + report.missed[i];
                if (declared.told[i] && (declared.covered[i] != report.covered[i] || declaredTotal != total)) {
                    cautions.add("the report declares " + declared.covered[i] + " of " + declaredTotal + " covered as "
                            + METRICS[i] + " but holds " + report.covered[i] + " of " + total);
                }
            }
        }

        private String required(String attribute) throws UnreadableReport {
            String value = cursor.attribute(attribute);
            if (value == null) {
                throw cursor.unreadable("a " + cursor.name() + " without " + attribute);
            }
            return value;
        }

        private long number(int attribute) throws UnreadableReport {
            long number = cursor.attributeText(attribute).wholeNumber();
            return number >= 0 && number <= Integer.MAX_VALUE
                    ? number
                    : number(cursor.attributeName(attribute), cursor.attribute(attribute));
        }

        private long declared(String attribute) throws UnreadableReport {
            return number(attribute, cursor.attribute(attribute));
        }

        private long number(String name, @Nullable String text) throws UnreadableReport {
            long number = XmlValues.wholeNumber(text);
            if (number == XmlValues.NONE || number > Integer.MAX_VALUE) {
                throw cursor.unreadable(name + " of a " + cursor.name() + " is no count: " + XmlValues.shown(text));
            }
            return number;
        }

        /** Covered and missed things of each metric. */
        private static final class Counts {

            private final long[] covered = new long[METRICS.length];
            private final long[] missed = new long[METRICS.length];
            private final boolean[] told = new boolean[METRICS.length];

            void clear() {
                Arrays.fill(covered, 0);
                Arrays.fill(missed, 0);
            }

            void add(int metric, long moreCovered, long moreMissed) {
                covered[metric] += moreCovered;
                missed[metric] += moreMissed;
                told[metric] = true;
            }

            void addAll(Counts other) {
                for (int i = 0; i < METRICS.length; i++) {
                    covered[i] += other.covered[i];
                    missed[i] += other.missed[i];
                }
            }
        }
    }
}
