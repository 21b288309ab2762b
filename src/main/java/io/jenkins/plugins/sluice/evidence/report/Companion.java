package io.jenkins.plugins.sluice.evidence.report;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Files that test tools write beside their reports and that say nothing of their own: Failsafe's sums and TestNG's two
 * files.
 *
 * @see <a href="https://maven.apache.org/surefire/maven-failsafe-plugin/">Maven Failsafe Plugin</a>
 * @see <a href="https://testng.org/">TestNG</a>
 */
final class Companion {

    private Companion() {}

    /** Why a file with this beginning may be passed over, or null when it may not. */
    static @Nullable String reason(Head head) {
        try (XmlCursor cursor = XmlCursor.open(new ByteArrayInputStream(head.bytes()), ReadLimits.DEFAULT)) {
            if (!cursor.next()) {
                return null;
            }
            return switch (cursor.name()) {
                case "failsafe-summary" -> isClean(cursor) ? "Failsafe's sums of the reports beside it" : null;
                case "testng-results" -> "TestNG's own form of the reports beside it";
                case "suite" ->
                    cursor.attribute("name") != null ? "a TestNG suite to run again, not what came of one" : null;
                default -> null;
            };
        } catch (IOException e) {
            // cut, too long or no XML: nothing that one could pass over
            return null;
        }
    }

    /** Whether a summary is whole, and of test runs that came to their end; otherwise reports may be missing. */
    private static boolean isClean(XmlCursor cursor) throws IOException {
        if (!"false".equals(cursor.attribute("timeout"))) {
            return false;
        }
        cursor.collect(true);
        while (cursor.next()) {
            boolean told = !cursor.isStart() && !cursor.text().isBlank();
            if (told && cursor.name().equals("failureMessage")) {
                return false;
            }
        }
        return true;
    }
}
