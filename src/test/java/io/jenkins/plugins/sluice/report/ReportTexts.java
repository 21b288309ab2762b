package io.jenkins.plugins.sluice.report;

import java.io.IOException;
import java.util.List;

/** Every report of a model as a text. */
final class ReportTexts {

    private ReportTexts() {}

    interface Writing {
        void to(Appendable out) throws IOException;
    }

    static String of(Writing writing) {
        StringBuilder out = new StringBuilder();
        try {
            writing.to(out);
        } catch (IOException e) {
            throw new AssertionError("a string builder does not fail", e);
        }
        return out.toString();
    }

    static String html(ReportModel model) {
        return of(out -> HtmlReport.write(model, out));
    }

    static String json(ReportModel model) {
        return of(out -> JsonReport.write(model, out));
    }

    static String junit(ReportModel model) {
        return of(out -> JUnitReport.write(List.of(model), out));
    }

    static String markdown(ReportModel model) {
        return of(out -> MarkdownReport.write(model, out));
    }

    static String annotations(ReportModel model) {
        return of(out -> Annotations.write(model, out));
    }

    static String text(ReportModel model, int width) {
        return of(out -> TextReport.write(model, out, width, false));
    }
}
