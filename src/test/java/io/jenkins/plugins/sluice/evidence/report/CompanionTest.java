package io.jenkins.plugins.sluice.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files beside reports that say nothing of their own are passed over, unless they tell of a run that did not end. */
class CompanionTest {

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
                "<testng-results version='7.10' total='3'><suite name='a'/></testng-results> | true",
                "<!DOCTYPE suite SYSTEM 'testng-1.0.dtd'><suite name='Failed suite'><test name='t'/></suite> | true",
                "<suite/> | false",
                "<testsuite timeout='false'/> | false",
                "no XML | false"
            })
    void givenAFileBesideReports_whenLookedAt_thenOnlyACleanOneIsPassedOver(String text, boolean passedOver) {
        String sums = "<completed>2</completed><errors>0</errors><failures>1</failures><skipped>0</skipped>";
        Head head = new Head(text.replace("#", sums).getBytes(StandardCharsets.UTF_8));

        assertThat(Companion.reason(head) != null).isEqualTo(passedOver);
    }
}
