package io.jenkins.plugins.sluice.evidence.report;

import java.io.ByteArrayInputStream;
import java.io.IOException;

/**
 * Failsafe's {@code failsafe-summary.xml}: sums of the reports that lie beside it, so that it counts nothing. One that tells
 * of a timeout or of a crash is another matter, as reports may then be missing.
 *
 * @see <a href="https://maven.apache.org/surefire/maven-failsafe-plugin/">Maven Failsafe Plugin</a>
 */
final class FailsafeSummary {

    private FailsafeSummary() {}

    /** Whether the file is such a summary, whole, of test runs that came to their end. */
    static boolean isClean(Head head) {
        try (XmlCursor cursor = XmlCursor.open(new ByteArrayInputStream(head.bytes()), ReadLimits.DEFAULT)) {
            if (!cursor.next()
                    || !cursor.name().equals("failsafe-summary")
                    || !"false".equals(cursor.attribute("timeout"))) {
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
        } catch (IOException e) {
            // cut, too long or no XML: no summary that one could pass over
            return false;
        }
    }
}
