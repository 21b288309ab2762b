package io.jenkins.plugins.sluice.jenkins.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.ConfigurationContext;
import io.jenkins.plugins.casc.ConfiguratorException;
import io.jenkins.plugins.casc.ConfiguratorRegistry;
import io.jenkins.plugins.casc.RootElementConfigurator;
import io.jenkins.plugins.casc.misc.ConfiguredWithCode;
import io.jenkins.plugins.casc.misc.JenkinsConfiguredWithCodeRule;
import io.jenkins.plugins.casc.misc.Util;
import io.jenkins.plugins.casc.misc.junit.jupiter.WithJenkinsConfiguredWithCode;
import io.jenkins.plugins.casc.model.CNode;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

@WithJenkinsConfiguredWithCode
class ConfigurationAsCodeTest {

    @Test
    @ConfiguredWithCode("jenkins.yaml")
    void givenFile_whenImported_thenAllOfItIsConfigured(JenkinsConfiguredWithCodeRule jenkins) {
        SluiceConfiguration configuration = SluiceConfiguration.get();

        assertThat(configuration.getOnFail()).isEqualTo("block");
        assertThat(configuration.getOnInconclusive()).isEqualTo("unstable");
        assertThat(configuration.getPolicyFile()).isEqualTo("ci/sluice.yaml");
        assertThat(configuration.getApproverGroups()).containsExactly("release-managers");
        assertThat(configuration.getPolicies())
                .singleElement()
                .satisfies(policy -> assertThat(policy.isRequired()).isTrue());
        assertThat(configuration.getSources().get(0).getFolders()).containsExactly("shop", "payment/backend");
        assertThat(configuration.getSources().get(0).getKind()).isEqualTo("prometheus");
        assertThat(configuration.getClusters().get(0).getCredentialsId()).isEqualTo("cluster-token");
        assertThat(configuration.getFreezeWindows())
                .extracting(FreezeWindow::getWeekly)
                .containsExactly("Fri 16:00 - Mon 06:00", null);
        assertThat(configuration.getAllowedHosts()).containsExactly("grafana.internal");
    }

    @Test
    @ConfiguredWithCode("jenkins.yaml")
    void givenImportedFile_whenExportedAndImportedAgain_thenNothingChanges(
            JenkinsConfiguredWithCodeRule jenkins, @TempDir Path folder) throws Exception {
        Object wanted = yaml(Files.readString(Path.of(resource().toURI()))).get("sluice");

        String exported = export();
        assertThat(yaml(exported)).isEqualTo(wanted);

        SluiceConfiguration.get().setSources(List.of());
        Path again = folder.resolve("again.yaml");
        Files.writeString(again, "sluice:\n" + exported.indent(2));
        ConfigurationAsCode.get().configure(again.toString());
        assertThat(export()).isEqualTo(exported);
    }

    @Test
    @ConfiguredWithCode("jenkins.yaml")
    void givenImportedFile_whenStoredAndLoaded_thenItIsTheSame(JenkinsConfiguredWithCodeRule jenkins) throws Exception {
        String exported = export();
        SluiceConfiguration configuration = SluiceConfiguration.get();

        configuration.load();

        assertThat(export()).isEqualTo(exported);
        assertThat(jenkins.jenkins.getRootDir().toPath().resolve("sluice.xml"))
                .content(StandardCharsets.UTF_8)
                .contains("release-managers")
                .doesNotContain("resolves-to");
    }

    @Test
    @ConfiguredWithCode("jenkins.yaml")
    void givenImportedFile_whenFormIsSavedUnchanged_thenNothingChanges(JenkinsConfiguredWithCodeRule jenkins)
            throws Exception {
        String exported = export();
        try (JenkinsRule.WebClient client = jenkins.createWebClient()) {
            jenkins.submit(client.goTo("manage/sluice").getFormByName("config"));
        }
        assertThat(export()).isEqualTo(exported);
    }

    @Test
    @ConfiguredWithCode("jenkins.yaml")
    void givenPolicyThatCannotBeRead_whenImported_thenItIsRefusedWithItsLine(
            JenkinsConfiguredWithCodeRule jenkins, @TempDir Path folder) throws IOException {
        Path wrong = folder.resolve("wrong.yaml");
        Files.writeString(wrong, """
                sluice:
                  policies:
                    - name: broken
                      policy: |
                        sluice: 1
                        gates: {build: {criteria: [tests.fialed = 0]}}
                """);
        assertThatThrownBy(() -> ConfigurationAsCode.get().configure(wrong.toString()))
                .isInstanceOf(ConfiguratorException.class)
                .rootCause()
                .hasMessageContaining("policy 'broken'")
                .hasMessageContaining(":2:");
    }

    private static String export() throws Exception {
        return Util.toYamlString(describe(new ConfigurationContext(ConfiguratorRegistry.get())));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static CNode describe(ConfigurationContext context) throws Exception {
        RootElementConfigurator configurator = RootElementConfigurator.all().stream()
                .filter(each -> each.getName().equals("sluice"))
                .findFirst()
                .orElseThrow();
        return Objects.requireNonNull(configurator.describe(configurator.getTargetComponent(context), context));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> yaml(String text) {
        return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(text);
    }

    private static URL resource() {
        return Objects.requireNonNull(ConfigurationAsCodeTest.class.getResource("jenkins.yaml"));
    }
}
