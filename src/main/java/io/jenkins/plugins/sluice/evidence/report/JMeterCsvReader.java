package io.jenkins.plugins.sluice.evidence.report;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Load test samples from JMeter's CSV results with a header line, columns in any order, separated by comma, semicolon,
 * tab or bar. Works on bytes: all that decides is ASCII, and labels are decoded once each. {@code docs/evidence.md} has
 * the rules.
 *
 * @see <a href="https://github.com/apache/jmeter">JMeter's {@code CSVSaveService}</a>
 */
final class JMeterCsvReader implements ReportReader {

    private static final byte[] TRANSACTION = JMeterXmlReader.TRANSACTION.getBytes(StandardCharsets.US_ASCII);
    private static final List<String> NEEDED = List.of("timestamp", "elapsed", "label", "success");

    /** A header line is no longer. */
    private static final int MOST_HEADER = 16 * 1024;

    @Override
    public String format() {
        return "jmeter-csv";
    }

    @Override
    public boolean recognises(Head head) {
        try {
            byte[] bytes = head.bytes();
            Lines lines = new Lines(new ByteArrayInputStream(bytes, 0, Math.min(bytes.length, MOST_HEADER)));
            Header header = header(lines);
            return NEEDED.stream().allMatch(header.names::contains);
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void read(InputStream stream, ReportSink sink, ReadLimits limits) throws IOException {
        Lines lines = new Lines(new CheckedStream(stream, limits));
        Header header = header(lines);
        for (String needed : NEEDED) {
            if (!header.names.contains(needed)) {
                throw new UnreadableReport("line 1: no column '" + needed
                        + "' in the header; let JMeter save it, with jmeter.save.saveservice.print_field_names=true");
            }
        }
        new Walk(lines, header, sink, limits).walk();
    }

    /** Names of columns in lower case. */
    private record Header(List<String> names, byte delimiter) {}

    private static Header header(Lines lines) throws IOException {
        lines.skipByteOrderMark();
        StringBuilder name = new StringBuilder();
        List<String> names = new ArrayList<>();
        byte delimiter = 0;
        int length = 0;
        while (true) {
            int next = lines.next();
            if (++length > MOST_HEADER) {
                throw new UnreadableReport("line 1: no header of JMeter results");
            }
            if (next < 0) {
                throw new UnreadableReport("the file ends within its first line");
            }
            boolean end = next == '\n';
            if (end || next == delimiter || (delimiter == 0 && ",;\t|".indexOf(next) >= 0)) {
                names.add(name.toString().strip().replace("\"", "").toLowerCase(Locale.ROOT));
                name.setLength(0);
                if (end) {
                    return new Header(names, delimiter);
                }
                delimiter = (byte) next;
            } else {
                name.append((char) next);
            }
        }
    }

    /** The bytes of the file, a window at a time that holds at least the record in work. */
    private static final class Lines {

        /** No line that JMeter writes comes near; a longer one is a quote that is never closed. */
        private static final int MOST_RECORD = 8 * 1024 * 1024;

        private final InputStream in;
        private byte[] bytes = new byte[256 * 1024];
        private int position;
        private int end;

        Lines(InputStream in) {
            this.in = in;
        }

        void skipByteOrderMark() throws IOException {
            more();
            if (end >= 3 && bytes[0] == (byte) 0xef && bytes[1] == (byte) 0xbb && bytes[2] == (byte) 0xbf) {
                position = 3;
            }
        }

        int next() throws IOException {
            if (position == end && !more()) {
                return -1;
            }
            return bytes[position++] & 0xff;
        }

        /** Fills the window, from {@code position} on; false at the end of the file. */
        boolean more() throws IOException {
            System.arraycopy(bytes, position, bytes, 0, end - position);
            end -= position;
            position = 0;
            if (end == bytes.length) {
                if (end >= MOST_RECORD) {
                    throw new UnreadableReport("a line of more than " + MOST_RECORD + " bytes; is a quote not closed?");
                }
                bytes = Arrays.copyOf(bytes, 2 * bytes.length);
            }
            int before = end;
            while (end < bytes.length) {
                int count = in.read(bytes, end, bytes.length - end);
                if (count < 0) {
                    return end > before;
                }
                end += count;
            }
            return true;
        }
    }

    /** What is open of one file. */
    private static final class Walk {

        private static final long LINE_ENDS = ByteScan.all((byte) '\n');
        private static final long QUOTES = ByteScan.all((byte) '"');
        private static final byte SKIP = 0;
        private static final byte TIME = 1;
        private static final byte ELAPSED = 2;
        private static final byte LABEL = 3;
        private static final byte SUCCESS = 4;
        private static final byte MESSAGE = 5;
        private static final byte SAMPLES = 6;

        private final Lines lines;
        private final byte delimiter;
        private final byte[] roles;
        private final long delimiters;
        /** The column behind the last one that has a role; from there on columns are only counted. */
        private final int firstIdle;

        private final ReportSink sink;
        private final ReadLimits limits;
        private final Cautions cautions;
        private final LabelTable labels = new LabelTable();
        private long record = 1;
        private long lastEnd = XmlValues.NONE;

        Walk(Lines lines, Header header, ReportSink sink, ReadLimits limits) throws UnreadableReport {
            this.lines = lines;
            this.delimiter = header.delimiter;
            this.delimiters = ByteScan.all(delimiter);
            this.sink = sink;
            this.limits = limits;
            this.cautions = new Cautions(sink);
            List<String> names = header.names;
            roles = new byte[names.size()];
            int idle = 0;
            for (int i = 0; i < roles.length; i++) {
                roles[i] = switch (names.get(i)) {
                    case "timestamp" -> TIME;
                    case "elapsed" -> ELAPSED;
                    case "label" -> LABEL;
                    case "success" -> SUCCESS;
                    case "responsemessage" -> MESSAGE;
                    case "samplecount" -> SAMPLES;
                    default -> SKIP;
                };
                idle = roles[i] == SKIP ? idle : i + 1;
                if (roles[i] != SKIP && names.indexOf(names.get(i)) != i) {
                    throw new UnreadableReport("line 1: two columns '" + names.get(i) + "'");
                }
            }
            firstIdle = idle;
            if (!names.contains("responsemessage")) {
                cautions.add("without the column responseMessage, samples of transaction controllers count as others");
            }
        }

        void walk() throws IOException {
            while (record()) {
                // One after the other.
            }
            cautions.end();
            if (lastEnd > 0) {
                sink.written(Instant.ofEpochMilli(lastEnd));
            }
        }

        /** Reads a record; false when there is none. */
        private boolean record() throws IOException {
            boolean whole = false;
            while (true) {
                int next = parse(whole);
                if (next >= 0) {
                    lines.position = next;
                    return true;
                }
                if (whole) {
                    return false;
                }
                whole = !lines.more();
            }
        }

        /**
         * Reads the record at the window's position.
         *
         * @param whole whether the file ends where the window ends
         * @return where the next one begins, or -1 when this one goes on behind the window or there is none
         */
        private int parse(boolean whole) throws UnreadableReport {
            final byte[] bytes = lines.bytes;
            final byte[] roles = this.roles;
            final byte delimiter = this.delimiter;
            final int end = lines.end;
            int at = lines.position;
            if (at == end) {
                return -1;
            }
            long time = XmlValues.NONE;
            long elapsed = XmlValues.NONE;
            int labelFrom = 0;
            int labelTo = 0;
            boolean labelEscaped = false;
            boolean success = false;
            boolean transaction = false;
            boolean headerAgain = false;
            int column = 0;
            while (true) {
                int from = at;
                int to;
                boolean escaped = false;
                if (at < end && bytes[at] == '"') {
                    from++;
                    at++;
                    while (true) {
                        while (at < end && bytes[at] != '"') {
                            at++;
                        }
                        if (at + 1 >= end && !whole) {
                            return -1;
                        }
                        if (at >= end) {
                            throw unreadable("ends within a quoted text; the file was cut");
                        }
                        if (at + 1 < end && bytes[at + 1] == '"') {
                            escaped = true;
                            at += 2;
                        } else {
                            break;
                        }
                    }
                    to = at++;
                    if (at + 1 < end && bytes[at] == '\r' && bytes[at + 1] == '\n') {
                        at++;
                    } else if (at + 1 == end && bytes[at] == '\r' && !whole) {
                        return -1;
                    }
                    if (at < end && bytes[at] != delimiter && bytes[at] != '\n') {
                        throw unreadable("goes on behind a quoted text");
                    }
                } else {
                    at = fieldEnd(bytes, at, end);
                    to = at > from && at < end && bytes[at] == '\n' && bytes[at - 1] == '\r' ? at - 1 : at;
                }
                if (at == end && !whole) {
                    return -1;
                }
                boolean last = at == end || bytes[at] == '\n';
                if (column == 0 && last && from == to) {
                    return Math.min(at + 1, end);
                }
                if (column == roles.length) {
                    throw unreadable("has more columns than the header's " + roles.length);
                }
                switch (roles[column]) {
                    case TIME -> {
                        time = millis(bytes, from, to);
                        if (time < 0) {
                            headerAgain = text(from, to).strip().equalsIgnoreCase("timeStamp");
                            if (!headerAgain) {
                                throw unreadable("has the timeStamp " + XmlValues.shown(text(from, to))
                                        + ", which is no number of milliseconds; let JMeter save it with"
                                        + " jmeter.save.saveservice.timestamp_format=ms");
                            }
                        }
                    }
                    case ELAPSED -> {
                        elapsed = millis(bytes, from, to);
                        if (elapsed < 0 && !(headerAgain && is(bytes, from, to, "elapsed"))) {
                            throw unreadable("has the elapsed time " + XmlValues.shown(text(from, to))
                                    + ", which is no number of milliseconds");
                        }
                    }
                    case LABEL -> {
                        labelFrom = from;
                        labelTo = to;
                        labelEscaped = escaped;
                    }
                    case SUCCESS -> {
                        success = is(bytes, from, to, "true");
                        boolean expected =
                                headerAgain ? is(bytes, from, to, "success") : success || is(bytes, from, to, "false");
                        if (!expected) {
                            throw unreadable("has the success " + XmlValues.shown(text(from, to))
                                    + ", which is not true or false");
                        }
                    }
                    case MESSAGE ->
                        transaction = to - from >= TRANSACTION.length
                                && Arrays.equals(
                                        bytes, from, from + TRANSACTION.length, TRANSACTION, 0, TRANSACTION.length);
                    case SAMPLES -> {
                        if (millis(bytes, from, to) > 1) {
                            throw unreadable("stands for " + text(from, to) + " samples; percentiles need each one, so"
                                    + " let JMeter save without statistical mode");
                        }
                    }
                    default -> {
                        // No criterion asks for it.
                    }
                }
                column++;
                if (last) {
                    break;
                }
                at++;
                if (column == firstIdle && column < roles.length) {
                    int lineEnd = plainLineEnd(bytes, at, end, roles.length - 1 - column);
                    if (lineEnd >= 0) {
                        at = lineEnd;
                        column = roles.length;
                        break;
                    }
                }
            }
            if (column < roles.length) {
                throw unreadable("has " + column + " columns, but the header " + roles.length
                        + (at == end ? "; the file was cut" : ""));
            }
            if (at == end) {
                endsWithoutLineEnd();
            }
            record++;
            if (headerAgain) {
                // Files that were joined: a header is no sample, and nothing between the two is one.
                if (elapsed >= 0 || !is(bytes, labelFrom, labelTo, "label")) {
                    throw unreadable("is half a header; were two files joined within a line?");
                }
            } else {
                tell(labelFrom, labelTo, labelEscaped, transaction, time, elapsed, success);
            }
            return Math.min(at + 1, end);
        }

        /** Where the field without quotes ends: at its delimiter, its line's end, or behind the window. */
        private int fieldEnd(byte[] bytes, int from, int end) {
            int at = from;
            for (int most = end - Long.BYTES; at <= most; at += Long.BYTES) {
                long word = ByteScan.word(bytes, at);
                long marks = ByteScan.equal(word, delimiters) | ByteScan.equal(word, LINE_ENDS);
                if (marks != 0) {
                    return at + ByteScan.before(marks);
                }
            }
            while (at < end && bytes[at] != delimiter && bytes[at] != '\n') {
                at++;
            }
            return at;
        }

        /** Where the line ends if it goes on with so many delimiters and no quote, or -1 to look closer. */
        private int plainLineEnd(byte[] bytes, int from, int end, int wanted) {
            int count = 0;
            int at = from;
            for (int most = end - Long.BYTES; at <= most; at += Long.BYTES) {
                long word = ByteScan.word(bytes, at);
                long marks = ByteScan.equal(word, delimiters);
                long lineEnd = ByteScan.equal(word, LINE_ENDS);
                long quotes = ByteScan.equal(word, QUOTES);
                if ((lineEnd | quotes) == 0) {
                    count += Long.bitCount(marks);
                    continue;
                }
                long first = (lineEnd | quotes) & -(lineEnd | quotes);
                if ((first & quotes) != 0) {
                    return -1;
                }
                count += Long.bitCount(marks & (first - 1));
                return count == wanted ? at + ByteScan.before(first) : -1;
            }
            return -1;
        }

        private void tell(
                int labelFrom,
                int labelTo,
                boolean labelEscaped,
                boolean transaction,
                long time,
                long elapsed,
                boolean success)
                throws UnreadableReport {
            if (elapsed < 0) {
                throw unreadable("has no elapsed time");
            }
            if (labelTo - labelFrom > limits.textBytes()) {
                throw unreadable("has a label of more than " + limits.textBytes() + " bytes");
            }
            String label;
            try {
                label = labels.label(lines.bytes, labelFrom, labelTo, labelEscaped, transaction);
            } catch (UnreadableReport e) {
                throw unreadable("is of " + e.getMessage());
            }
            sink.sample(label, transaction, time, elapsed, success);
            lastEnd = Math.max(lastEnd, time + elapsed);
        }

        /**
         * JMeter ends each line, but editors and scripts leave the last line's end away. Its last column may have been
         * cut, so it must be one that decides nothing or that shows a cut.
         */
        private void endsWithoutLineEnd() throws UnreadableReport {
            byte role = roles[roles.length - 1];
            if (role != SKIP && role != SUCCESS) {
                throw unreadable("has no line end; the file was cut");
            }
            cautions.add("the last line has no line end; if JMeter wrote the file, it was cut there");
        }

        private String text(int from, int to) {
            return new String(lines.bytes, from, to - from, StandardCharsets.UTF_8);
        }

        private UnreadableReport unreadable(String what) {
            return new UnreadableReport("record " + (record + 1) + " " + what);
        }

        /** A number from 0 to {@link LoadTally#MOST_MILLIS}, or -1. */
        private static long millis(byte[] bytes, int from, int to) {
            if (from == to || to - from > 15) {
                return -1;
            }
            long number = 0;
            for (int i = from; i < to; i++) {
                int digit = bytes[i] - '0';
                if (digit < 0 || digit > 9) {
                    return -1;
                }
                number = number * 10 + digit;
            }
            return number <= LoadTally.MOST_MILLIS ? number : -1;
        }

        private static boolean is(byte[] bytes, int from, int to, String word) {
            if (to - from != word.length()) {
                return false;
            }
            for (int i = 0; i < word.length(); i++) {
                if ((bytes[from + i] | 0x20) != word.charAt(i)) {
                    return false;
                }
            }
            return true;
        }
    }
}
