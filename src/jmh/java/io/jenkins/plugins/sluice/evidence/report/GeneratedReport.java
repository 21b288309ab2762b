package io.jenkins.plugins.sluice.evidence.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Report files of any size, the same bytes every time: what tools write, with realistic lengths and repetition. */
enum GeneratedReport {
    SARIF("sarif") {
        @Override
        void write(Text out, long bytes) throws IOException {
            out.put("{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{")
                    .put("\"tool\":{\"driver\":{\"name\":\"Scanner\",\"version\":\"1.4.2\",\"rules\":[");
            for (int rule = 0; rule < 200; rule++) {
                out.put(rule == 0 ? "" : ",")
                        .put("{\"id\":\"RULE-" + rule + "\",\"shortDescription\":{\"text\":\"Rule number " + rule)
                        .put("\"},\"defaultConfiguration\":{\"level\":\"")
                        .put(rule % 3 == 0 ? "error" : "warning")
                        .put("\"},\"properties\":{\"tags\":[\"security\",\"external/cwe/cwe-" + rule + "\"]}}");
            }
            out.put("]}},\"invocations\":[{\"executionSuccessful\":true}],\"results\":[");
            SplittableRandom random = new SplittableRandom(42);
            for (long i = 0; out.written < bytes; i++) {
                int rule = random.nextInt(200);
                int file = random.nextInt(5_000);
                int line = random.nextInt(1, 3_000);
                out.put(i == 0 ? "" : ",")
                        .put("{\"ruleId\":\"RULE-" + rule + "\",\"ruleIndex\":" + rule + ",\"level\":\"warning\",")
                        .put("\"message\":{\"text\":\"The value of 'request.parameter" + random.nextInt(100_000))
                        .put("' flows from [a user-provided value](1) into a statement that is then executed; an")
                        .put(" attacker who controls it can change what the statement means.\"},\"locations\":[{")
                        .put("\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"src/main/java/com/example/shop/")
                        .put("module" + file % 40 + "/Service" + file + ".java\",\"uriBaseId\":\"%SRCROOT%\",\"index\":")
                        .put(file + "},\"region\":{\"startLine\":" + line + ",\"startColumn\":9,\"endColumn\":47}}}],")
                        .put("\"partialFingerprints\":{\"primaryLocationLineHash\":\"")
                        .put(Long.toHexString(random.nextLong()) + ":1\",\"primaryLocationStartColumnFingerprint\":\"4\"},")
                        .put("\"codeFlows\":[{\"threadFlows\":[{\"locations\":[");
                for (int step = 0; step < 2; step++) {
                    out.put(step == 0 ? "" : ",")
                            .put("{\"location\":{\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"src/main/java/com/")
                            .put("example/shop/web/Controller" + file + ".java\"},\"region\":{\"startLine\":" + line)
                            .put(",\"startColumn\":21}},\"message\":{\"text\":\"getParameter(...) : String\"}}}");
                }
                out.put("]}]}]}");
            }
            out.put("]}]}");
        }
    },
    JUNIT("xml") {
        @Override
        void write(Text out, long bytes) throws IOException {
            out.put("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
            SplittableRandom random = new SplittableRandom(42);
            for (int suite = 0; out.written < bytes; suite++) {
                String name = "com.example.shop.module" + suite % 40 + ".Service" + suite + "Test";
                out.put("  <testsuite name=\"" + name + "\" tests=\"50\" failures=\"" + (suite % 20 == 0 ? 1 : 0))
                        .put("\" errors=\"0\" skipped=\"0\" time=\"1.250\" timestamp=\"2026-05-04T10:11:12Z\">\n");
                for (int test = 0; test < 50; test++) {
                    out.put("    <testcase name=\"givenOrder" + test + "_whenPaid_thenShipped[" + random.nextInt(100))
                            .put("]\" classname=\"" + name + "\" time=\"0.0" + random.nextInt(10, 100) + "\"");
                    if (suite % 20 == 0 && test == 7) {
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
    },
    JTL("jtl") {
        @Override
        void write(Text out, long bytes) throws IOException {
            out.put("timeStamp,elapsed,label,responseCode,responseMessage,threadName,dataType,success,failureMessage,")
                    .put("bytes,sentBytes,grpThreads,allThreads,URL,Latency,IdleTime,Connect\n");
            SplittableRandom random = new SplittableRandom(42);
            long at = 1_777_777_777_000L;
            while (out.written < bytes) {
                at += random.nextInt(5);
                int label = random.nextInt(12);
                boolean bad = random.nextInt(500) == 0;
                out.put(at + "," + (20 + (int) Math.exp(random.nextDouble() * 7)) + ",GET /shop/page" + label + ",")
                        .put(bad ? "500,\"Internal Server Error, retry\"," : "200,OK,")
                        .put("Thread Group 1-" + random.nextInt(1, 200) + ",text," + !bad + ",," + random.nextInt(500, 90_000))
                        .put(",412,200,200,https://shop.example.com/shop/page" + label + "," + random.nextInt(10, 400) + ",0,")
                        .put(random.nextInt(3) + "\n");
            }
        }
    };

    private final String extension;

    GeneratedReport(String extension) {
        this.extension = extension;
    }

    abstract void write(Text out, long bytes) throws IOException;

    /** The file of about this size, written unless it is there. */
    Path file(Path folder, int megabytes) throws IOException {
        Path file = folder.resolve(name().toLowerCase(java.util.Locale.ROOT) + "-" + megabytes + "." + extension);
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
