package io.jenkins.plugins.sluice.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Only sums of runs that ended are passed over. */
class FailsafeSummaryTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<failsafe-summary result='255' timeout='false'>#<failureMessage/></failsafe-summary> | true",
                "<failsafe-summary timeout='false'>#<failureMessage xsi:nil='true' xmlns:xsi='x'/></failsafe-summary> | true",
                "<failsafe-summary timeout='false'>#<failureMessage>The forked VM terminated</failureMessage></failsafe-summary> | false",
                "<failsafe-summary timeout='true'>#<failureMessage/></failsafe-summary> | false",
                "<failsafe-summary>#</failsafe-summary> | false",
                "<failsafe-summary timeout='false'># | false",
                "<testsuite timeout='false'/> | false",
                "no XML | false"
            })
    void givenASummary_whenLookedAt_thenOnlyACleanOneIsPassedOver(String text, boolean clean) {
        String sums = "<completed>2</completed><errors>0</errors><failures>1</failures><skipped>0</skipped>";
        Head head = new Head(text.replace("#", sums).getBytes(StandardCharsets.UTF_8));

        assertThat(FailsafeSummary.isClean(head)).isEqualTo(clean);
    }
}
