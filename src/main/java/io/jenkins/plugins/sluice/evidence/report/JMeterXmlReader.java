package io.jenkins.plugins.sluice.evidence.report;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Load test samples from JMeter's XML results ({@code testResults}, version 1.2). A sample with samples in it and one
 * that a transaction controller made are transactions. {@code docs/evidence.md} has the rules.
 *
 * @see <a href="https://github.com/apache/jmeter">JMeter's {@code SampleResultConverter}</a>
 */
final class JMeterXmlReader implements ReportReader {

    /** How JMeter itself tells what a transaction controller made ({@code TransactionController}). */
    static final String TRANSACTION = "Number of samples in transaction : ";

    /** Whatever the sampler was; these two are all that JMeter writes. */
    private static final Set<String> SAMPLES = Set.of("sample", "httpSample");

    @Override
    public String format() {
        return "jmeter-xml";
    }

    @Override
    public boolean recognises(Head head) {
        XmlCursor root = XmlCursor.rootOf(head);
        return root != null && root.name().equals("testResults");
    }

    @Override
    public void read(InputStream stream, ReportSink sink, ReadLimits limits) throws IOException {
        try (XmlCursor cursor = XmlCursor.open(stream, limits)) {
            new Walk(cursor, sink, limits).walk();
        }
    }

    /** What is open of one document. */
    private static final class Walk {

        private static final int ELAPSED = 1;
        private static final int START = 2;
        private static final int SUCCESS = 3;
        private static final int LABEL = 4;
        private static final int MESSAGE = 5;
        private static final int SAMPLE_COUNT = 6;
        private static final Map<String, Integer> ROLES =
                Map.of("t", ELAPSED, "ts", START, "s", SUCCESS, "lb", LABEL, "rm", MESSAGE, "sc", SAMPLE_COUNT);

        private final AttributeRoles roles = new AttributeRoles(ROLES);
        private final XmlCursor cursor;
        private final ReportSink sink;
        private final ReadLimits limits;
        private final Labels labels = new Labels();
        private final List<Sample> open = new ArrayList<>();
        private int depth;
        private long lastEnd = XmlValues.NONE;

        Walk(XmlCursor cursor, ReportSink sink, ReadLimits limits) {
            this.cursor = cursor;
            this.sink = sink;
            this.limits = limits;
        }

        void walk() throws IOException {
            if (!cursor.next() || !cursor.name().equals("testResults")) {
                throw cursor.unreadable("no JMeter results: the root element is " + XmlValues.shown(cursor.name()));
            }
            while (cursor.next()) {
                if (!SAMPLES.contains(cursor.name())) {
                    if (cursor.depth() == 2) {
                        throw cursor.unreadable("no sample but " + XmlValues.shown(cursor.name())
                                + "; let JMeter save each sample, without statistical mode");
                    }
                    continue;
                }
                if (cursor.isStart()) {
                    begin();
                } else {
                    end();
                }
            }
            if (lastEnd > 0) {
                sink.written(Instant.ofEpochMilli(lastEnd));
            }
        }

        private void begin() throws UnreadableReport {
            if (depth > 0) {
                open.get(depth - 1).transaction = true;
            }
            if (depth == open.size()) {
                open.add(new Sample());
            }
            Sample sample = open.get(depth++);
            sample.transaction = false;
            sample.label = null;
            sample.start = XmlValues.NONE;
            sample.elapsed = XmlValues.NONE;
            boolean successKnown = false;
            for (int i = 0, count = cursor.attributes(); i < count; i++) {
                switch (roles.of(cursor, i)) {
                    case ELAPSED -> sample.elapsed = millis(i);
                    case START -> sample.start = millis(i);
                    case SUCCESS -> {
                        AttributeText success = cursor.attributeText(i);
                        sample.success = success.is("true");
                        if (!sample.success && !success.is("false")) {
                            throw cursor.unreadable(
                                    "s of a sample is not true or false: " + XmlValues.shown(cursor.attribute(i)));
                        }
                        successKnown = true;
                    }
                    case LABEL -> sample.label = label(i);
                    case MESSAGE -> sample.transaction = cursor.attributeText(i).startsWith(TRANSACTION);
                    case SAMPLE_COUNT -> {
                        if (cursor.attributeText(i).wholeNumber() > 1) {
                            throw cursor.unreadable("an entry that stands for " + cursor.attribute(i)
                                    + " samples; percentiles need each one, so let JMeter save without statistical"
                                    + " mode");
                        }
                    }
                    default -> {
                        // Latency, sizes, threads: no criterion asks for them.
                    }
                }
            }
            if (sample.elapsed < 0 || sample.start < 0 || !successKnown || sample.label == null) {
                throw cursor.unreadable("a sample without one of t, ts, s and lb; let JMeter save them all");
            }
        }

        private void end() throws UnreadableReport {
            Sample sample = open.get(--depth);
            String label;
            try {
                label = labels.known(String.valueOf(sample.label), sample.transaction);
            } catch (UnreadableReport e) {
                throw cursor.unreadable(String.valueOf(e.getMessage()));
            }
            sink.sample(label, sample.transaction, sample.start, sample.elapsed, sample.success);
            lastEnd = Math.max(lastEnd, sample.start + sample.elapsed);
        }

        private String label(int attribute) throws UnreadableReport {
            String label = cursor.attribute(attribute);
            if (label.length() > limits.textBytes()) {
                throw cursor.unreadable("a label of more than " + limits.textBytes() + " characters");
            }
            return label;
        }

        private long millis(int attribute) throws UnreadableReport {
            long millis = cursor.attributeText(attribute).wholeNumber();
            if (millis == XmlValues.NONE || millis > LoadTally.MOST_MILLIS) {
                throw cursor.unreadable(cursor.attributeName(attribute)
                        + " of a sample is no number of milliseconds: "
                        + XmlValues.shown(cursor.attribute(attribute)));
            }
            return millis;
        }
    }

    /** A sample whose own samples follow or not. */
    private static final class Sample {
        private @Nullable String label;
        private boolean transaction;
        private boolean success;
        private long start;
        private long elapsed;
    }
}
