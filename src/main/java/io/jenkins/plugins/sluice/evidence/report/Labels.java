package io.jenkins.plugins.sluice.evidence.report;

import io.jenkins.plugins.sluice.evidence.LoadSummary;
import java.util.HashMap;
import java.util.Map;

/** The labels of a load test's series, each kept once. */
final class Labels {

    private final Map<String, String> plain = new HashMap<>();
    private final Map<String, String> transactions = new HashMap<>();

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
        labels.put(label, label);
        return label;
    }
}
