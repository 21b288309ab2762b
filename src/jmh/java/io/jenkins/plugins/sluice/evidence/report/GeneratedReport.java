package io.jenkins.plugins.sluice.evidence.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Report files of any size, the same bytes every time: what tools write, with their lengths and their repetition. */
public enum GeneratedReport {
    /** As CodeQL writes it: line hashes as partial fingerprints, snippets, a code flow in every tenth result. */
    SARIF_CODEQL("sarif", "sarif", true) {
        @Override
        void write(Text out, long bytes) throws IOException {
            sarifHead(out, "CodeQL", ",\"kind\":\"problem\",\"precision\":\"high\",\"security-severity\":\"7.8\"");
            out.put("\"artifacts\":[");
            for (int file = 0; file < FILES; file++) {
                out.put(file == 0 ? "" : ",")
                        .put("{\"location\":{\"uri\":\"" + path(file) + "\",\"uriBaseId\":\"%SRCROOT%\",\"index\":" + file)
                        .put("}}");
            }
            out.put("],\"results\":[");
            SplittableRandom random = new SplittableRandom(42);
            for (long i = 0; out.written < bytes; i++) {
                int rule = random.nextInt(RULES);
                int file = random.nextInt(FILES);
                int line = random.nextInt(1, 3_000);
                out.put(i == 0 ? "" : ",")
                        .put("{\"ruleId\":\"java/example/rule-" + rule + "\",\"ruleIndex\":" + rule)
                        .put(",\"rule\":{\"id\":\"java/example/rule-" + rule + "\",\"index\":" + rule)
                        .put("},\"message\":{\"text\":\"The value of 'request.parameter" + random.nextInt(100_000))
                        .put("' flows from [a user-provided value](1) into a statement.\"},\"locations\":[");
                place(out, file, line, ",\"index\":" + file, ",\"startColumn\":9,\"endColumn\":47");
                out.put("],\"partialFingerprints\":{\"primaryLocationLineHash\":\"")
                        .put(Long.toHexString(random.nextLong()))
                        .put(":1\",\"primaryLocationStartColumnFingerprint\":\"4\"}");
                if (i % 10 == 0) {
                    out.put(",\"codeFlows\":[{\"threadFlows\":[{\"locations\":[");
                    for (int step = 0; step < 4; step++) {
                        out.put(step == 0 ? "{\"location\":" : ",{\"location\":");
                        place(out, file, line + step, ",\"index\":" + file, ",\"startColumn\":21");
                        out.put("}");
                    }
                    out.put("]}]}]");
                }
                out.put("}");
            }
            out.put("]}]}");
        }

        private void place(Text out, int file, int line, String index, String columns) throws IOException {
            out.put("{\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"" + path(file))
                    .put("\",\"uriBaseId\":\"%SRCROOT%\"" + index + "},\"region\":{\"startLine\":" + line + columns)
                    .put("},\"contextRegion\":{\"startLine\":" + (line - 2) + ",\"endLine\":" + (line + 2))
                    .put(",\"snippet\":{\"text\":\"    var order = orders.find(request);\\n\\n    order.pay();\\n\"}}}}");
        }
    },
    /** As Semgrep writes it: no fingerprints, files in no order, a message a rule, which identifies. More than a million. */
    SARIF_SEMGREP("sarif", "sarif", false) {
        @Override
        void write(Text out, long bytes) throws IOException {
            sarifHead(out, "Semgrep OSS", ",\"precision\":\"very-high\"");
            out.put("\"results\":[");
            SplittableRandom random = new SplittableRandom(42);
            for (long i = 0; out.written < bytes; i++) {
                int rule = random.nextInt(RULES);
                out.put(i == 0 ? "" : ",")
                        .put("{\"ruleId\":\"java/example/rule-" + rule)
                        .put("\",\"message\":{\"text\":\"Using CBC with PKCS5Padding is susceptible to padding oracle ")
                        .put("attacks. A malicious actor\\ncould discern the difference between plaintext with valid or ")
                        .put("invalid padding in '" + Integer.toString(rule, 26))
                        .put("'.\\nUse 'AES/GCM/NoPadding' instead.\\n\"},\"locations\":[{\"physicalLocation\":")
                        .put("{\"artifactLocation\":{\"uri\":\"" + path(random.nextInt(FILES)))
                        .put("\",\"uriBaseId\":\"%SRCROOT%\"},\"region\":{\"startLine\":" + random.nextInt(1, 3_000))
                        .put(",\"startColumn\":4,\"endLine\":73,\"endColumn\":83}}}]}");
            }
            out.put("]}]}");
        }
    },
    /** As SpotBugs writes it: message ids with arguments, short results file by file. Two and a half million. */
    SARIF_SPOTBUGS("sarif", "sarif", false) {
        @Override
        void write(Text out, long bytes) throws IOException {
            sarifHead(out, "SpotBugs", "");
            out.put("\"results\":[");
            SplittableRandom random = new SplittableRandom(42);
            for (long i = 0; out.written < bytes; i++) {
                int rule = random.nextInt(RULES);
                String call = "new java.io.Reader" + random.nextInt(1_000) + "(File)";
                out.put(i == 0 ? "" : ",")
                        .put("{\"ruleId\":\"java/example/rule-" + rule + "\",\"ruleIndex\":" + rule)
                        .put(",\"message\":{\"id\":\"default\",\"arguments\":[\"Boot.writeFrags(Log, String)\",\"")
                        .put(call + "\"]},\"level\":\"note\",\"locations\":[{\"physicalLocation\":{\"artifactLocation\":")
                        .put("{\"uri\":\"" + path((int) (i / 20 % FILES)) + "\"},\"region\":{\"startLine\":")
                        .put(random.nextInt(1, SOURCE_LINES) + "}},\"logicalLocations\":[{\"name\":\"" + call)
                        .put("\",\"kind\":\"function\",\"fullyQualifiedName\":\"" + call + "\"}]}]}");
            }
            out.put("]}]}");
        }
    },
    /** The same with its 5,000 sources, 8 KB each, of which a report this large takes each many times. */
    SARIF_SOURCES("sarif", "sarif", false) {
        @Override
        void write(Text out, long bytes) throws IOException {
            SARIF_SPOTBUGS.write(out, bytes);
        }

        @Override
        Path workspace(Path folder) throws IOException {
            Path workspace = folder.resolve("workspace");
            for (int file = 0; file < FILES; file++) {
                Path source = workspace.resolve(path(file));
                if (!Files.exists(source)) {
                    Files.createDirectories(source.getParent());
                    StringBuilder text = new StringBuilder();
                    for (int line = 0; line < SOURCE_LINES; line++) {
                        text.append("        var order").append(line).append(" = orders.find(").append(file).append(");\n");
                    }
                    Files.writeString(source, text);
                }
            }
            return workspace;
        }

        @Override
        List<Path> sources(Path folder) {
            Path workspace = folder.resolve("workspace");
            return IntStream.range(0, FILES).mapToObj(file -> workspace.resolve(path(file))).toList();
        }
    },
    /** As Surefire and Gradle write it: 50 tests a suite, one of a thousand failing, some with output. */
    JUNIT("xml", "junit", true) {
        @Override
        void write(Text out, long bytes) throws IOException {
            junit(out, bytes, 1_000);
        }
    },
    /** The same with one test of five failing, each with its stack trace. */
    JUNIT_FAILING("xml", "junit", false) {
        @Override
        void write(Text out, long bytes) throws IOException {
            junit(out, bytes, 5);
        }
    },
    /** As JMeter writes it by default. */
    JTL("jtl", "jmeter-csv", false) {
        @Override
        void write(Text out, long bytes) throws IOException {
            out.put("timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,failureMessage,")
                    .put("bytes,sentBytes,grpThreads,allThreads,URL,Latency,IdleTime,Connect\n");
            SplittableRandom random = new SplittableRandom(42);
            long at = 1_777_777_777_000L;
            while (out.written < bytes) {
                at += random.nextInt(5);
                int page = random.nextInt(12);
                boolean bad = random.nextInt(500) == 0;
                out.put(at + "," + (20 + (int) Math.exp(random.nextDouble() * 7)) + ",GET /shop/page" + page)
                        .put(bad ? ",500,\"Internal Server Error, retry\"," : ",200,OK,")
                        .put("Thread Group 1-" + random.nextInt(1, 200) + ",text," + !bad + ",,")
                        .put(random.nextInt(500, 90_000) + ",412,200,200,https://shop.example.com/shop/page" + page)
                        .put("," + random.nextInt(10, 400) + ",0," + random.nextInt(3) + "\n");
            }
        }
    };

    private static final int RULES = 200;
    private static final int FILES = 5_000;
    private static final int SOURCE_LINES = 200;

    private final String extension;
    private final String format;
    private final boolean hasPeer;

    GeneratedReport(String extension, String format, boolean hasPeer) {
        this.extension = extension;
        this.format = format;
        this.hasPeer = hasPeer;
    }

    abstract void write(Text out, long bytes) throws IOException;

    /** The format by which our reader is found. */
    String format() {
        return format;
    }

    /** Whether a library that others use is measured on it too. */
    boolean hasPeer() {
        return hasPeer;
    }

    /** The sources that findings are in, written unless they are there; null for a report that is read without. */
    Path workspace(Path folder) throws IOException {
        return null;
    }

    /** The files of the workspace that findings are in, each once: whoever hashes lines has to read them. */
    List<Path> sources(Path folder) {
        return List.of();
    }

    /** The file of about this size, written unless it is there. */
    Path file(Path folder, int megabytes) throws IOException {
        Path file = folder.resolve(name().toLowerCase(Locale.ROOT) + "-" + megabytes + "." + extension);
        if (!Files.exists(file)) {
            Files.createDirectories(folder);
            Path partial = file.resolveSibling(file.getFileName() + ".partial");
            try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(partial), 1 << 20)) {
                write(new Text(stream), megabytes * 1_000_000L);
            }
            Files.move(partial, file);
        }
        return file;
    }

    private static String path(int file) {
        return "src/main/java/com/example/shop/module" + file % 40 + "/Service" + file + ".java";
    }

    private static void sarifHead(Text out, String tool, String properties) throws IOException {
        out.put("{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{")
                .put("\"tool\":{\"driver\":{\"name\":\"" + tool + "\",\"semanticVersion\":\"1.4.2\",\"rules\":[");
        for (int rule = 0; rule < RULES; rule++) {
            out.put(rule == 0 ? "" : ",")
                    .put("{\"id\":\"java/example/rule-" + rule + "\",\"shortDescription\":{\"text\":\"Rule number " + rule)
                    .put("\"},\"messageStrings\":{\"default\":{\"text\":\"{0} calls {1} without a character set\"}},")
                    .put("\"defaultConfiguration\":{\"enabled\":true,\"level\":\"")
                    .put(rule % 3 == 0 ? "error" : "warning")
                    .put("\"},\"properties\":{\"tags\":[\"security\",\"external/cwe/cwe-" + rule + "\"]" + properties + "}}");
        }
        out.put("]}},\"invocations\":[{\"executionSuccessful\":true}],");
    }

    private static void junit(Text out, long bytes, int testsAFailure) throws IOException {
        out.put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
        SplittableRandom random = new SplittableRandom(42);
        for (int suite = 0; out.written < bytes; suite++) {
            boolean[] fails = new boolean[50];
            int failures = 0;
            for (int test = 0; test < fails.length; test++) {
                fails[test] = random.nextInt(testsAFailure) == 0;
                failures += fails[test] ? 1 : 0;
            }
            String name = "com.example.shop.module" + suite % 40 + ".Service" + suite + "Test";
            out.put("  <testsuite name=\"" + name + "\" tests=\"50\" failures=\"" + failures)
                    .put("\" errors=\"0\" skipped=\"0\" time=\"1.250\" timestamp=\"2026-05-04T10:11:12Z\">\n");
            for (int test = 0; test < fails.length; test++) {
                out.put("    <testcase name=\"givenOrder" + test + "_whenPaid_thenShipped[" + random.nextInt(100))
                        .put("]\" classname=\"" + name + "\" time=\"0.0" + random.nextInt(10, 100) + "\"");
                if (fails[test]) {
                    out.put(">\n      <failure message=\"expected: &lt;3&gt; but was: &lt;4&gt;\" type=\"org.opentest4j.")
                            .put("AssertionFailedError\">org.opentest4j.AssertionFailedError: expected: &lt;3&gt;");
                    for (int frame = 0; frame < 12; frame++) {
                        out.put("\n\tat com.example.shop.Frame" + frame + ".call(Frame" + frame + ".java:12)");
                    }
                    out.put("</failure>\n    </testcase>\n");
                } else if (test % 10 == 3) {
                    out.put(">\n      <system-out><![CDATA[");
                    for (int row = 0; row < 6; row++) {
                        out.put("10:11:12.345 [main] INFO com.example.shop.Service - order " + random.nextInt(100_000))
                                .put(" was taken\n");
                    }
                    out.put("]]></system-out>\n    </testcase>\n");
                } else {
                    out.put("/>\n");
                }
            }
            out.put("  </testsuite>\n");
        }
        out.put("</testsuites>\n");
    }

    /** ASCII text that counts its bytes. */
    static final class Text {
        private final OutputStream stream;
        private long written;

        Text(OutputStream stream) {
            this.stream = stream;
        }

        Text put(String text) throws IOException {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            stream.write(bytes);
            written += bytes.length;
            return this;
        }
    }
}
