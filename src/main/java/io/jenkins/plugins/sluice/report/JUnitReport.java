package io.jenkins.plugins.sluice.report;

import io.jenkins.plugins.sluice.verdict.CriterionVerdict;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Consequence;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Offender;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.State;
import io.jenkins.plugins.sluice.verdict.GateVerdict;
import io.jenkins.plugins.sluice.verdict.Outcome;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The verdicts as JUnit XML: a test suite for each gate, a test case for each criterion. Broken is a failure, unknown an
 * error; what was left out, and a mere remark, is skipped. A gate that judged nothing has one case with an error, because
 * an empty suite would read as passed.
 */
public final class JUnitReport {

    private enum Kind {
        PASSED,
        FAILURE,
        ERROR,
        SKIPPED
    }

    private JUnitReport() {}

    /** Writes one suite for each gate. */
    public static void write(List<ReportModel> models, Appendable out) throws IOException {
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"sluice\">\n");
        for (ReportModel model : models) {
            suite(model, out);
        }
        out.append("</testsuites>\n");
    }

    private static void suite(ReportModel model, Appendable out) throws IOException {
        GateVerdict verdict = model.verdict();
        boolean nothing = verdict.outcome() == Outcome.INCONCLUSIVE
                && verdict.criteria().stream().noneMatch(criterion -> kind(criterion) == Kind.ERROR);
        int tests = verdict.criteria().size() + (nothing ? 1 : 0);
        out.append("  <testsuite");
        attribute("name", verdict.gate(), out);
        attribute("tests", Integer.toString(tests), out);
        attribute("failures", count(verdict, Kind.FAILURE, 0), out);
        attribute("errors", count(verdict, Kind.ERROR, nothing ? 1 : 0), out);
        attribute("skipped", count(verdict, Kind.SKIPPED, 0), out);
        attribute("time", "0", out);
        // The format has no zone: the schema of Ant asks for seconds in UTC.
        attribute(
                "timestamp",
                verdict.at().truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", ""),
                out);
        out.append(">\n    <properties>\n");
        property("outcome", CriterionWords.lower(verdict.outcome()), out);
        property("headline", Words.headline(verdict.outcome()), out);
        property("why", Numbers.plain(Words.why(verdict)), out);
        property("run", verdict.run(), out);
        property("journal.head", model.journal().head(), out);
        out.append("    </properties>\n");
        if (nothing) {
            start(verdict, "gate", out);
            out.append(">\n      <error");
            attribute("message", Numbers.plain(Words.why(verdict)), out);
            attribute("type", "nothing-judged", out);
            out.append("/>\n    </testcase>\n");
        }
        for (CriterionVerdict criterion : verdict.criteria()) {
            test(verdict, criterion, out);
        }
        out.append("  </testsuite>\n");
    }

    private static void test(GateVerdict verdict, CriterionVerdict criterion, Appendable out) throws IOException {
        String sentence = Numbers.plain(Words.sentence(verdict, criterion));
        start(verdict, criterion.criterion(), out);
        Kind kind = kind(criterion);
        switch (kind) {
            case PASSED ->
                out.append(">\n      <system-out>").append(Escape.xml(sentence)).append("</system-out>\n");
            case SKIPPED -> {
                out.append(">\n      <skipped");
                attribute("message", sentence, out);
                out.append("/>\n");
            }
            case FAILURE, ERROR -> {
                String element = kind == Kind.FAILURE ? "failure" : "error";
                out.append(">\n      <").append(element);
                attribute("message", sentence, out);
                attribute("type", type(criterion), out);
                out.append('>').append(Escape.xml(sentence)).append('\n');
                body(verdict, criterion, out);
                out.append("      </").append(element).append(">\n");
            }
        }
        out.append("    </testcase>\n");
    }

    private static void body(GateVerdict verdict, CriterionVerdict criterion, Appendable out) throws IOException {
        String remedy = Words.remedy(verdict, criterion);
        if (remedy != null) {
            out.append("To hold: ").append(Escape.xml(Numbers.plain(remedy))).append('\n');
        }
        for (Offender offender : criterion.offenders()) {
            out.append("- ").append(Escape.xml(offender.name()));
            if (offender.place() != null) {
                out.append(" (").append(Escape.xml(offender.place())).append(')');
            }
            if (offender.detail() != null) {
                out.append(": ").append(Escape.xml(offender.detail()));
            }
            out.append('\n');
        }
        if (criterion.moreOffenders() > 0) {
            out.append("- ")
                    .append(Escape.xml(Words.more(criterion.moreOffenders())))
                    .append('\n');
        }
    }

    private static String type(CriterionVerdict criterion) {
        return criterion.unknown() != null
                ? CriterionWords.lower(criterion.unknown().reason())
                : criterion.consequence() == Consequence.WARN ? "warning" : "broken";
    }

    private static Kind kind(CriterionVerdict criterion) {
        if (criterion.state() == State.HOLDS) {
            return Kind.PASSED;
        }
        if (criterion.consequence() == Consequence.LEFT_OUT || criterion.consequence() == Consequence.REMARK) {
            return Kind.SKIPPED;
        }
        return criterion.state() == State.BROKEN ? Kind.FAILURE : Kind.ERROR;
    }

    private static String count(GateVerdict verdict, Kind kind, int more) {
        return Long.toString(more
                + verdict.criteria().stream()
                        .filter(criterion -> kind(criterion) == kind)
                        .count());
    }

    private static void start(GateVerdict verdict, String name, Appendable out) throws IOException {
        out.append("    <testcase");
        attribute("classname", "sluice." + verdict.gate(), out);
        attribute("name", name, out);
        attribute("time", "0", out);
    }

    private static void property(String name, @Nullable String value, Appendable out) throws IOException {
        if (value != null) {
            out.append("      <property");
            attribute("name", name, out);
            attribute("value", value, out);
            out.append("/>\n");
        }
    }

    private static void attribute(String name, String value, Appendable out) throws IOException {
        out.append(' ').append(name).append("=\"").append(Escape.xml(value)).append('"');
    }
}
