package io.jenkins.plugins.sluice.evidence.report;

import io.jenkins.plugins.sluice.evidence.report.ReportSink.TestOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tests from JUnit XML in its dialects: Ant, Surefire (its schema 3.0 with flaky and rerun elements), Gradle, pytest,
 * Jest, GoogleTest, CTest. {@code docs/evidence.md} has the rules.
 */
final class JUnitReader implements ReportReader {

    private static final Set<String> NOT_RUN = Set.of("notrun", "disabled", "skipped", "suppressed", "ignored");
    private static final Set<String> NOT_PASSED =
            Set.of("fail", "failed", "failure", "error", "errored", "broken", "timeout", "aborted");

    @Override
    public String format() {
        return "junit";
    }

    @Override
    public boolean recognises(Head head) {
        XmlCursor root = XmlCursor.rootOf(head);
        return root != null && isSuite(root.name());
    }

    @Override
    public void read(InputStream stream, ReportSink sink, ReadLimits limits) throws IOException {
        try (XmlCursor cursor = XmlCursor.open(stream, limits)) {
            new Walk(cursor, sink, limits).walk();
        }
    }

    private static boolean isSuite(String element) {
        return element.equals("testsuite") || element.equals("testsuites");
    }

    /** What is open of one document. */
    private static final class Walk {

        private static final int NAME = 1;
        private static final int CLASS_NAME = 2;
        private static final int TIME = 3;
        private static final int STATUS = 4;

        private final AttributeRoles roles = new AttributeRoles(
                Map.of("name", NAME, "classname", CLASS_NAME, "time", TIME, "status", STATUS, "result", STATUS));
        private final XmlCursor cursor;
        private final ReportSink sink;
        private final ReadLimits limits;
        private final Cautions cautions;
        private final List<Suite> suites = new ArrayList<>();
        private int openSuites;
        private @Nullable Instant written;

        Walk(XmlCursor cursor, ReportSink sink, ReadLimits limits) {
            this.cursor = cursor;
            this.sink = sink;
            this.limits = limits;
            this.cautions = new Cautions(sink);
        }

        void walk() throws IOException {
            while (cursor.next()) {
                String name = cursor.name();
                if (!cursor.isStart()) {
                    if (isSuite(name) && openSuites > 0 && suites.get(openSuites - 1).depth == cursor.depth()) {
                        endSuite();
                    }
                } else if (name.equals("testcase")) {
                    testCase();
                } else if (isSuite(name)) {
                    beginSuite();
                } else if (openSuites == 0) {
                    throw cursor.unreadable("no JUnit report: the root element is " + XmlValues.shown(name));
                } else if (name.equals("error") || name.equals("failure")) {
                    suiteFailure();
                }
            }
            cautions.end();
            if (written != null) {
                sink.written(written);
            }
        }

        private void beginSuite() throws IOException {
            if (openSuites == suites.size()) {
                suites.add(new Suite());
            }
            Suite suite = suites.get(openSuites++);
            suite.clear(cursor.depth());
            for (int i = 0, count = cursor.attributes(); i < count; i++) {
                switch (cursor.attributeName(i)) {
                    case "name" -> suite.name = checked(cursor.attribute(i), "suite");
                    case "tests" -> suite.declaredTests = declaredTests(i);
                    case "failures" -> suite.declaredFailures = declared(i);
                    case "errors" -> suite.declaredErrors = declared(i);
                    case "skipped" -> suite.declaredSkipped = declared(i);
                    case "timestamp" -> {
                        Instant time = XmlValues.latestInstant(cursor.attribute(i));
                        if (time != null && (written == null || time.isAfter(written))) {
                            written = time;
                        }
                    }
                    default -> {
                        // Says nothing about tests.
                    }
                }
            }
        }

        /** Whether tests are absent hangs on it, so that what is no number cannot be passed over. */
        private long declaredTests(int attribute) throws UnreadableReport {
            String text = cursor.attribute(attribute).strip();
            long number = XmlValues.wholeNumber(text);
            if (number == XmlValues.NONE && !text.isEmpty()) {
                throw cursor.unreadable("tests of a suite is no count: " + XmlValues.shown(text));
            }
            return number;
        }

        private long declared(int attribute) {
            String text = cursor.attribute(attribute).strip();
            long number = XmlValues.wholeNumber(text);
            if (number == XmlValues.NONE && !text.isEmpty() && cautions.wanted()) {
                cautions.add("a suite declares " + XmlValues.shown(text) + " as " + cursor.attributeName(attribute)
                        + " at " + cursor.place());
            }
            return number;
        }

        private void endSuite() {
            Suite suite = suites.get(--openSuites);
            suite.compare(sink, cautions);
            if (openSuites > 0) {
                suites.get(openSuites - 1).add(suite);
            }
        }

        /** A suite that could not be set up (a class that failed to load) is one failed test, as Jenkins has it. */
        private void suiteFailure() throws IOException {
            Suite suite = suites.get(openSuites - 1);
            if (cursor.depth() != suite.depth + 1 || suite.broken) {
                return;
            }
            suite.broken = true;
            suite.suiteFailures++;
            suite.failuresTold++;
            sink.test(checked(TestName.ofSuite(suite.name), "test"), TestOutcome.FAILED, false, 0, message());
        }

        private void testCase() throws IOException {
            int depth = cursor.depth();
            if (openSuites == 0) {
                throw cursor.unreadable("no JUnit report: a testcase outside of any testsuite");
            }
            Suite suite = suites.get(openSuites - 1);
            String name = "";
            String className = "";
            long nanos = 0;
            boolean failed = false;
            boolean skipped = false;
            for (int i = 0, count = cursor.attributes(); i < count; i++) {
                switch (roles.of(cursor, i)) {
                    case NAME -> name = cursor.attribute(i);
                    case CLASS_NAME -> className = cursor.attribute(i);
                    case TIME -> nanos = XmlValues.nanos(cursor.attribute(i));
                    case STATUS -> {
                        String status = cursor.attribute(i).strip().toLowerCase(Locale.ROOT);
                        failed |= NOT_PASSED.contains(status);
                        skipped |= NOT_RUN.contains(status);
                    }
                    default -> {
                        // Where the test is written, by whom, with what.
                    }
                }
            }
            int told = 0;
            boolean rerun = false;
            boolean flaky = false;
            String message = null;
            while (true) {
                if (!cursor.next()) {
                    throw cursor.unreadable("the report ends within a testcase");
                }
                if (!cursor.isStart()) {
                    if (cursor.depth() == depth) {
                        break;
                    }
                    continue;
                }
                String child = cursor.name();
                if (child.equals("testcase") || isSuite(child)) {
                    throw cursor.unreadable("a " + child + " inside a testcase");
                }
                if (cursor.depth() != depth + 1) {
                    continue;
                }
                switch (child) {
                    case "failure", "error" -> {
                        told++;
                        failed = true;
                        if (message == null) {
                            message = message();
                        }
                    }
                    case "skipped" -> skipped = true;
                    case "flakyFailure", "flakyError" -> {
                        told++;
                        flaky = true;
                    }
                    case "rerunFailure", "rerunError" -> {
                        told++;
                        rerun = true;
                    }
                    default -> {
                        // Output and properties.
                    }
                }
            }
            // Every run of a test that has reruns, none flaky, failed.
            failed |= rerun && !flaky;
            TestOutcome outcome = failed ? TestOutcome.FAILED : skipped ? TestOutcome.SKIPPED : TestOutcome.PASSED;
            suite.count(outcome);
            suite.failuresTold += failed ? Math.max(1, told) : told;
            sink.test(
                    checked(TestName.full(suite.name, className, name), "test"),
                    outcome,
                    flaky && outcome == TestOutcome.PASSED,
                    nanos,
                    message);
        }

        private String checked(String name, String what) throws UnreadableReport {
            if (name.length() > limits.textBytes()) {
                throw cursor.unreadable("a " + what + "'s name of more than " + limits.textBytes() + " characters");
            }
            return name;
        }

        /** What the failure that starts here says: its attribute or else its text; goes to its end. */
        private @Nullable String message() throws IOException {
            String message = cursor.attribute("message");
            if (message != null && !message.isBlank()) {
                return TextCut.cut(message, limits.textBytes());
            }
            int depth = cursor.depth();
            cursor.collect(true);
            while (cursor.next() && (cursor.isStart() || cursor.depth() != depth)) {
                if (cursor.isStart() && (cursor.name().equals("testcase") || isSuite(cursor.name()))) {
                    throw cursor.unreadable("a " + cursor.name() + " inside a failure");
                }
            }
            String text = cursor.text();
            cursor.collect(false);
            return text.isBlank() ? null : text;
        }
    }

    /** What a suite declares and what it holds, its own suites included. */
    private static final class Suite {

        private String name = "";
        private int depth;
        private long declaredTests;
        private long declaredFailures;
        private long declaredErrors;
        private long declaredSkipped;
        private long tests;
        private long failed;
        private long skipped;
        private long suiteFailures;
        private boolean broken;
        private long failuresTold;
        private long absentBelow;
        private boolean contradictedBelow;

        void clear(int newDepth) {
            name = "";
            depth = newDepth;
            declaredTests = XmlValues.NONE;
            declaredFailures = XmlValues.NONE;
            declaredErrors = XmlValues.NONE;
            declaredSkipped = XmlValues.NONE;
            tests = 0;
            failed = 0;
            skipped = 0;
            suiteFailures = 0;
            broken = false;
            failuresTold = 0;
            absentBelow = 0;
            contradictedBelow = false;
        }

        void count(TestOutcome outcome) {
            tests++;
            if (outcome == TestOutcome.FAILED) {
                failed++;
            } else if (outcome == TestOutcome.SKIPPED) {
                skipped++;
            }
        }

        void add(Suite inner) {
            tests += inner.tests;
            failed += inner.failed;
            skipped += inner.skipped;
            suiteFailures += inner.suiteFailures;
            failuresTold += inner.failuresTold;
            absentBelow += inner.absentBelow;
            contradictedBelow |= inner.contradictedBelow;
        }

        /** Tells what is declared and not there, and what else contradicts; inner suites told theirs before. */
        void compare(ReportSink sink, Cautions cautions) {
            long declaredFailed = Math.max(0, declaredFailures) + Math.max(0, declaredErrors);
            long allFailed = failed + suiteFailures;
            long absentTests = declaredTests == XmlValues.NONE ? 0 : declaredTests - tests - suiteFailures;
            // A test may tell several of them, of other runs too, and a suite may have counted each.
            long absentFailures = declaredFailed - failuresTold;
            long absent = Math.max(absentTests, absentFailures) - absentBelow;
            if (absent > 0) {
                sink.absentTests(absent);
                absentBelow += absent;
            }
            boolean testsDiffer = declaredTests != XmlValues.NONE && declaredTests != tests;
            boolean failuresDiffer = (declaredFailures != XmlValues.NONE || declaredErrors != XmlValues.NONE)
                    && declaredFailed != allFailed;
            boolean skippedDiffer = declaredSkipped != XmlValues.NONE && declaredSkipped != skipped;
            if (!contradictedBelow && (testsDiffer || failuresDiffer || skippedDiffer)) {
                contradictedBelow = true;
                if (cautions.wanted()) {
                    List<String> differences = new ArrayList<>();
                    if (testsDiffer) {
                        differences.add(declaredTests + " tests but holds " + tests);
                    }
                    if (failuresDiffer) {
                        differences.add(declaredFailed + " failures and errors but holds " + allFailed);
                    }
                    if (skippedDiffer) {
                        differences.add(declaredSkipped + " skipped but holds " + skipped);
                    }
                    cautions.add("suite " + XmlValues.shown(name) + " declares " + String.join(", ", differences));
                } else {
                    cautions.add("");
                }
            }
        }
    }
}
