package io.jenkins.plugins.sluice.report;

import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.sluice.policy.Expression;
import io.jenkins.plugins.sluice.verdict.EvidenceFact;
import io.jenkins.plugins.sluice.verdict.Inventory;
import java.io.IOException;

/** What evidence there is, for people and programs. */
public final class InventoryReport {

    private static final int MOST_SKIPPED = 20;

    private InventoryReport() {}

    /**
     * For a terminal.
     *
     * @param columns how wide it is; paths and criteria are never broken, so that they can be copied
     */
    public static void writeText(Inventory inventory, Appendable out, int columns) throws IOException {
        if (inventory.reports().isEmpty()) {
            out.append("No reports found. They are looked for in this folder and in output folders such as target,"
                    + " build and reports.\n");
        }
        String folder = "";
        for (EvidenceFact fact : inventory.reports()) {
            int name = fact.path().lastIndexOf('/') + 1;
            if (!fact.path().substring(0, name).equals(folder)) {
                folder = fact.path().substring(0, name);
                out.append(Escape.terminal(folder)).append('\n');
            }
            String indent = folder.isEmpty() ? "" : "  ";
            out.append(indent + Escape.terminal(fact.path().substring(name)) + "\n");
            String details = Escape.terminal(format(fact)) + ", " + Numbers.plain(Numbers.time(fact.written())) + ": "
                    + Escape.terminal(says(fact));
            for (String line : Columns.wrap(details, Math.max(TextReport.LEAST_WIDTH, columns) - 6)) {
                out.append(indent + "    " + line + "\n");
            }
        }
        if (inventory.answers().isEmpty() && !inventory.reports().isEmpty()) {
            out.append("\nNo criterion has a value today: what is NO EVIDENCE above may have held it.\n");
        }
        if (!inventory.answers().isEmpty()) {
            out.append("\nEach of these holds today; copy what shall hold from now on into 'criteria:'\n\n");
            for (Inventory.Answer answer : inventory.answers()) {
                out.append("  - " + Escape.terminal(item(answer)) + "\n");
            }
        }
        if (!inventory.skipped().isEmpty()) {
            out.append("\nLooked at and left out:\n\n");
            inventory.skipped().stream()
                    .limit(MOST_SKIPPED)
                    .forEach(file -> append(
                            out, "  " + Escape.terminal(file.path()) + ": " + Escape.terminal(file.why()) + "\n"));
            if (inventory.skipped().size() > MOST_SKIPPED) {
                out.append("  … and " + (inventory.skipped().size() - MOST_SKIPPED) + " more\n");
            }
        }
    }

    /** For Markdown. */
    public static void writeMarkdown(Inventory inventory, Appendable out) throws IOException {
        out.append("| file | format | written | says |\n| --- | --- | --- | --- |\n");
        for (EvidenceFact fact : inventory.reports()) {
            out.append("| " + Escape.markdownCellCode(fact.path()) + " | " + Escape.markdown(format(fact)) + " | "
                    + Numbers.plain(Numbers.time(fact.written())) + " | " + Escape.markdown(says(fact)) + " |\n");
        }
        out.append("\n| today | a criterion that holds |\n| --- | --- |\n");
        for (Inventory.Answer answer : inventory.answers()) {
            out.append("| " + Numbers.plain(Numbers.of(answer.value())) + " | "
                    + Escape.markdownCellCode(criterion(answer)) + " |\n");
        }
    }

    /** For programs. */
    public static void writeJson(Inventory inventory, Appendable out) throws IOException {
        JsonMapper mapper = new JsonMapper();
        ObjectNode root = mapper.createObjectNode().put("schema", 1);
        ArrayNode reports = root.putArray("reports");
        for (EvidenceFact fact : inventory.reports()) {
            ObjectNode report = reports.addObject()
                    .put("path", fact.path())
                    .put("format", fact.format())
                    .put("bytes", fact.bytes())
                    .put("written", fact.written().toString())
                    .put("trouble", fact.trouble());
            fact.tools().forEach(report.putArray("tools")::add);
            fact.cautions().forEach(report.putArray("cautions")::add);
            ObjectNode counts = report.putObject("counts");
            fact.counts().forEach(counts::put);
        }
        ArrayNode answers = root.putArray("answers");
        for (Inventory.Answer answer : inventory.answers()) {
            answers.addObject()
                    .put("subject", answer.subject().toString())
                    .put("value", Numbers.plain(Numbers.of(answer.value())))
                    .put("criterion", criterion(answer));
        }
        ArrayNode skipped = root.putArray("skipped");
        inventory
                .skipped()
                .forEach(file -> skipped.addObject().put("path", file.path()).put("why", file.why()));
        out.append(mapper.writer(new DefaultPrettyPrinter()).writeValueAsString(root))
                .append('\n');
    }

    /** The criterion that holds today, or what it would be about. */
    private static String criterion(Inventory.Answer answer) {
        return TodaysCriterion.of(answer.subject(), answer.value())
                .map(Expression::toString)
                .orElse(answer.subject().toString());
    }

    /** As an item of a YAML list: quoted where a plain text would end early. */
    private static String item(Inventory.Answer answer) {
        String text = criterion(answer);
        return text.contains(": ") || text.contains(" #") ? "'" + text.replace("'", "''") + "'" : text;
    }

    private static String format(EvidenceFact fact) {
        String format = fact.format() == null ? "unknown" : fact.format();
        return fact.tools().isEmpty() ? format : format + " by " + String.join(", ", fact.tools());
    }

    private static String says(EvidenceFact fact) {
        String says = fact.trouble() != null ? "NO EVIDENCE: " + fact.trouble() : Numbers.plain(Words.counts(fact));
        return fact.cautions().isEmpty() ? says : says + " (" + String.join("; ", fact.cautions()) + ")";
    }

    private static void append(Appendable out, String text) {
        try {
            out.append(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
