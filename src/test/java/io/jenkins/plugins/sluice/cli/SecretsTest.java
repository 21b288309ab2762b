package io.jenkins.plugins.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is hidden, and what is left readable. */
class SecretsTest {

    @Test
    void givenNamesOfSecrets_whenRedacted_thenTheirValuesAreHidden() {
        Secrets secrets = new Secrets(
                Map.of("MY_API_TOKEN", "abcdefgh", "db_password", "longer-abcdefgh-longer", "DB_PASS", "12345678"));

        assertThat(secrets.redact("a abcdefgh b longer-abcdefgh-longer c 12345678"))
                .isEqualTo("a **** b **** c ****");
    }

    @Test
    void givenShortOrOrdinaryValues_whenRedacted_thenTheyStay() {
        Secrets secrets = new Secrets(Map.of("TOKEN", "main", "PWD", "/home/somebody", "BRANCH_NAME", "some-branch"));

        assertThat(secrets.redact("main /home/somebody some-branch")).isEqualTo("main /home/somebody some-branch");
    }

    @Test
    void givenAKeyOfSeveralLines_whenOneOfThemIsPrinted_thenItIsHidden() {
        Secrets secrets = new Secrets(Map.of("DEPLOY_PRIVATE_KEY", "-----BEGIN-----\nMIIEvQIBADAN\n-----END-----\n"));

        assertThat(secrets.redact("read MIIEvQIBADAN")).isEqualTo("read ****");
    }
}
