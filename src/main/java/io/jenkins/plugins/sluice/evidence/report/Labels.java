package io.jenkins.plugins.sluice.evidence.report;

import io.jenkins.plugins.sluice.evidence.LoadSummary;
import java.util.HashMap;
import java.util.Map;

/** The labels of a load test's series, each kept once. */
final class Labels {

    /** All labels are so many characters at most. */
    private static final int MOST_CHARS = 4 * 1024 * 1024;

    private final Map<String, String> plain = new HashMap<>();
    private final Map<String, String> transactions = new HashMap<>();
    private int chars;

    /** The label as it is kept. */
    String known(String label, boolean transaction) throws UnreadableReport {
        Map<String, String> labels = transaction ? transactions : plain;
        String known = labels.get(label);
        if (known != null) {
            return known;
        }
        if (plain.size() + transactions.size() == LoadSummary.MOST_LABELS) {
            throw new UnreadableReport("more than " + LoadSummary.MOST_LABELS
                    + " labels; give samples labels without ids and other data of one request");
        }
        if (label.length() > MOST_CHARS - chars) {
            throw new UnreadableReport("labels of more than " + MOST_CHARS + " characters in all");
        }
        chars += label.length();
        labels.put(label, label);
        return label;
    }
}
