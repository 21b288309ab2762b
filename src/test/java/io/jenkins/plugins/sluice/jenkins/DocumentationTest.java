package io.jenkins.plugins.sluice.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.casc.yaml.YamlSource;
import io.jenkins.plugins.sluice.jenkins.configuration.SluiceConfiguration;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;
import org.jenkinsci.plugins.structs.describable.DescribableModel;
import org.jenkinsci.plugins.structs.describable.DescribableParameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What {@code docs/jenkins.md} says is so. */
@WithJenkins
class DocumentationTest {

    private static String documentation() throws IOException {
        return Files.readString(Path.of("docs/jenkins.md"));
    }

    @Test
    void givenTheExampleOfConfigurationAsCode_whenImported_thenItIsTaken(JenkinsRule jenkins, @TempDir Path folder)
            throws Exception {
        Matcher yaml = Pattern.compile("(?s)```yaml\n(sluice:.*?)```").matcher(documentation());
        assertThat(yaml.find()).isTrue();
        Path file = Files.writeString(folder.resolve("jenkins.yaml"), yaml.group(1));

        ConfigurationAsCode.get().configureWith(YamlSource.of(file));

        assertThat(SluiceConfiguration.get().getPolicies()).hasSize(1);
        assertThat(SluiceConfiguration.get().getFreezeWindows()).hasSize(2);
    }

    @Test
    void givenTheTableOfParameters_whenCompared_thenItHasThoseOfTheStep(JenkinsRule jenkins) throws Exception {
        List<String> parameters = new DescribableModel<>(QualityGateStep.class)
                .getParameters().stream().map(DescribableParameter::getName).toList();
        String section = documentation().split("## The step `qualityGate`")[1].split("What happens:")[0];

        assertThat(Pattern.compile("\n\\| `(\\w+)` \\|")
                        .matcher(section)
                        .results()
                        .map(row -> row.group(1)))
                .containsExactlyInAnyOrderElementsOf(parameters);
    }

    @Test
    void givenTheListOfWhatAVerdictTells_whenCompared_thenItHasEveryGetter(JenkinsRule jenkins) throws Exception {
        String documentation = documentation();

        assertThat(Arrays.stream(QualityGateVerdict.class.getMethods())
                        .filter(method -> method.isAnnotationPresent(Whitelisted.class))
                        .map(Method::getName)
                        .map(name -> name.replaceFirst("^(get|is)", ""))
                        .map(name -> "`" + Character.toLowerCase(name.charAt(0)) + name.substring(1) + "`"))
                .isNotEmpty()
                .allSatisfy(name -> assertThat(documentation).contains(name));
    }
}
