package io.jenkins.plugins.sluice.report;

import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.sluice.verdict.EvidenceFact;
import io.jenkins.plugins.sluice.verdict.Inventory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What evidence there is, for people and programs. */
public final class InventoryReport {

    private static final int MOST_SKIPPED = 20;

    private InventoryReport() {}

    /** For a terminal. */
    public static void writeText(Inventory inventory, Appendable out) throws IOException {
        if (inventory.reports().isEmpty()) {
            out.append("No reports found.\n");
        } else {
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("FILE", "FORMAT", "WRITTEN", "SAYS"));
            for (EvidenceFact fact : inventory.reports()) {
                rows.add(row(fact));
            }
            table(rows, out);
        }
        if (!inventory.answers().isEmpty()) {
            out.append("\nA criterion can ask for:\n\n");
            List<List<String>> rows = new ArrayList<>();
            for (Inventory.Answer answer : inventory.answers()) {
                rows.add(List.of(
                        "  " + Escape.terminal(answer.subject().toString()),
                        Numbers.plain(Numbers.of(answer.value()))));
            }
            table(rows, out);
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
        out.append("\n| a criterion can ask for | today |\n| --- | --- |\n");
        for (Inventory.Answer answer : inventory.answers()) {
            out.append("| " + Escape.markdownCellCode(answer.subject().toString()) + " | "
                    + Numbers.plain(Numbers.of(answer.value())) + " |\n");
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
                    .put("value", Numbers.plain(Numbers.of(answer.value())));
        }
        ArrayNode skipped = root.putArray("skipped");
        inventory
                .skipped()
                .forEach(file -> skipped.addObject().put("path", file.path()).put("why", file.why()));
        out.append(mapper.writer(new DefaultPrettyPrinter()).writeValueAsString(root))
                .append('\n');
    }

    private static List<String> row(EvidenceFact fact) {
        return List.of(
                Escape.terminal(fact.path()),
                Escape.terminal(format(fact)),
                Numbers.plain(Numbers.time(fact.written())),
                Escape.terminal(says(fact)));
    }

    private static String format(EvidenceFact fact) {
        String format = fact.format() == null ? "unknown" : fact.format();
        return fact.tools().isEmpty() ? format : format + " by " + String.join(", ", fact.tools());
    }

    private static String says(EvidenceFact fact) {
        String says = fact.trouble() != null ? "NO EVIDENCE: " + fact.trouble() : Numbers.plain(Words.counts(fact));
        return fact.cautions().isEmpty() ? says : says + " (" + String.join("; ", fact.cautions()) + ")";
    }

    private static void table(List<List<String>> rows, Appendable out) throws IOException {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                line.append(row.get(column));
                if (column < columns - 1) {
                    line.append(" ".repeat(widths[column] - row.get(column).length() + 2));
                }
            }
            out.append(line.append('\n'));
        }
    }

    private static void append(Appendable out, String text) {
        try {
            out.append(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
