package io.jenkins.plugins.sluice.cli;

import io.jenkins.plugins.sluice.report.JsonReport;
import io.jenkins.plugins.sluice.report.MarkdownReport;
import io.jenkins.plugins.sluice.report.ReportModel;
import io.jenkins.plugins.sluice.report.Reports;
import io.jenkins.plugins.sluice.report.TextReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice report}: makes the reports of a journal again. */
@Command(
        name = "report",
        description = "Make the reports of a journal again; they need nothing but the journal.",
        footerHeading = "%nExamples:%n",
        footer = "  sluice report journals/0190163d-8694-739b-aea5-966c26f8ad91.jsonl --report /tmp/again")
final class ReportCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "JOURNAL", description = "The journal.")
    Path journal;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Where the reports go; they are only printed unless given.")
    @Nullable
    Path report;

    @Option(names = "--format", paramLabel = "text|json|md", description = "How to print it; text unless given.")
    Format format = Format.text;

    @SuppressWarnings("NullAway.Init") // picocli sets the required parameter
    ReportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, CommandProblem {
        CommandProblem.unlessFile(journal, "a journal");
        ReportModel model;
        try {
            model = Reports.read(journal);
        } catch (IOException e) {
            throw CommandProblem.of(e);
        }
        switch (format) {
            case text ->
                TextReport.write(
                        model,
                        console.out(),
                        console.terminal().columns(),
                        console.terminal().colour());
            case json -> JsonReport.write(model, console.out());
            case md -> MarkdownReport.write(model, console.out());
        }
        if (report != null) {
            Reports.write(model, report);
            (format == Format.text ? console.out() : console.err())
                    .println(report.resolve(Reports.Kind.HTML.fileName()));
        }
        return 0;
    }
}
