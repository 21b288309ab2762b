package io.jenkins.plugins.sluice.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder with test reports and perhaps a policy. */
final class SmallProject {

    private SmallProject() {}

    /** A report with one passed test, and one failed test for each message. */
    static void tests(Path workspace, String... failures) throws IOException {
        StringBuilder cases = new StringBuilder("<testcase classname=\"a.B\" name=\"works\" time=\"0.01\"/>");
        for (int i = 0; i < failures.length; i++) {
            cases.append("<testcase classname=\"a.B\" name=\"broken" + i + "\" time=\"0.01\"><failure message=\""
                    + failures[i] + "\">" + failures[i] + "</failure></testcase>");
        }
        Path folder = Files.createDirectories(workspace.resolve("target/surefire-reports"));
        Files.writeString(
                folder.resolve("TEST-a.B.xml"),
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><testsuite name=\"a.B\" tests=\"" + (failures.length + 1)
                        + "\" failures=\"" + failures.length + "\" errors=\"0\" skipped=\"0\">" + cases
                        + "</testsuite>");
    }

    static void policy(Path workspace, String... lines) throws IOException {
        Files.write(workspace.resolve("sluice.yaml"), List.of(lines));
    }

    /** Four gates with the four outcomes when one test of two fails. */
    static void fourOutcomes(Path workspace) throws IOException {
        tests(workspace, "expected 1 but was 2");
        policy(
                workspace,
                "sluice: 1",
                "gates:",
                "  passes:",
                "    criteria:",
                "      - tests.total >= 1",
                "  warns:",
                "    criteria:",
                "      - criterion: tests.failed = 0",
                "        criticality: unstable",
                "  tells-nothing:",
                "    criteria:",
                "      - coverage.line >= 80%",
                "  fails:",
                "    criteria:",
                "      - tests.failed = 0");
    }
}
