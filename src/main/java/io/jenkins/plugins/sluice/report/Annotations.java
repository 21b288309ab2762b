package io.jenkins.plugins.sluice.report;

import io.jenkins.plugins.sluice.verdict.CriterionVerdict;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Consequence;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Offender;
import io.jenkins.plugins.sluice.verdict.GateVerdict;
import io.jenkins.plugins.sluice.verdict.Outcome;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The verdict as GitHub workflow commands ({@code ::error file=…,line=…,title=…::…}), one a line: first the gate, then
 * every criterion that does not hold, at the places of its offenders where these have one.
 */
public final class Annotations {

    private static final Pattern PLACE = Pattern.compile("(?s)(.+?):(\\d{1,9})(?::\\d{1,9})?");
    private static final int MOST_BYTES = 2_000;

    private Annotations() {}

    /** Writes the commands; a verdict that passes without a remark has none but one notice. */
    public static void write(ReportModel model, Appendable out) throws IOException {
        GateVerdict verdict = model.verdict();
        command(
                level(verdict, consequence(verdict.outcome())),
                null,
                Words.headline(verdict.outcome()) + ": " + verdict.gate(),
                Words.why(verdict) + " " + String.join(" ", Words.remedies(verdict)),
                out);
        for (CriterionVerdict criterion : verdict.criteria()) {
            if (criterion.consequence() == Consequence.NONE || criterion.consequence() == Consequence.LEFT_OUT) {
                continue;
            }
            String level = level(verdict, criterion.consequence());
            String title = Words.brief(Words.title(verdict, criterion)) + " (" + verdict.gate() + ")";
            String remedy = Words.remedy(verdict, criterion);
            String sentence = Words.sentence(verdict, criterion) + (remedy == null ? "" : " To hold: " + remedy);
            boolean placed = false;
            for (Offender offender : criterion.offenders()) {
                if (offender.place() != null) {
                    placed = true;
                    String detail =
                            offender.detail() == null || offender.detail().isBlank()
                                    ? ""
                                    : ": " + Words.trimmed(offender.detail(), MOST_BYTES);
                    command(level, offender.place(), title, Words.brief(offender.name()) + detail, out);
                }
            }
            if (!placed) {
                command(level, null, title, sentence, out);
            }
        }
    }

    private static void command(String level, @Nullable String place, String title, String message, Appendable out)
            throws IOException {
        out.append("::").append(level).append(' ');
        if (place != null) {
            Matcher matcher = PLACE.matcher(place);
            boolean line = matcher.matches();
            out.append("file=")
                    .append(Escape.annotationProperty(line ? matcher.group(1) : place))
                    .append(',');
            if (line) {
                out.append("line=").append(matcher.group(2)).append(',');
            }
        }
        out.append("title=").append(Escape.annotationProperty(Numbers.plain(title)));
        out.append("::").append(Escape.annotation(Numbers.plain(message))).append('\n');
    }

    private static Consequence consequence(Outcome outcome) {
        return switch (outcome) {
            case PASS -> Consequence.REMARK;
            case WARN -> Consequence.WARN;
            case INCONCLUSIVE -> Consequence.INCONCLUSIVE;
            case FAIL -> Consequence.FAIL;
        };
    }

    private static String level(GateVerdict verdict, Consequence consequence) {
        if (verdict.shadow()) {
            return "notice";
        }
        return switch (consequence) {
            case FAIL, INCONCLUSIVE -> "error";
            case WARN -> "warning";
            case NONE, REMARK, LEFT_OUT -> "notice";
        };
    }
}
