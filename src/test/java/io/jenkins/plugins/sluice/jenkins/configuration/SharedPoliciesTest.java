package io.jenkins.plugins.sluice.jenkins.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.sluice.policy.PolicyException;
import java.io.IOException;
import java.util.List;
import jenkins.model.Jenkins;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class SharedPoliciesTest {

    private static final String ZERO = "sluice: 1\ngates:\n  build:\n    criteria:\n      - tests.failed = 0\n";
    private static final String NINE = ZERO.replace("= 0", "<= 9");
    private static final String LOAD = ZERO.replace("build", "load");

    private Folder outer;
    private Folder inner;
    private FreeStyleProject job;

    @BeforeEach
    void folders(JenkinsRule jenkins) throws IOException {
        outer = jenkins.jenkins.createProject(Folder.class, "outer");
        inner = outer.createProject(Folder.class, "inner");
        job = inner.createProject(FreeStyleProject.class, "job");
    }

    @Test
    void givenPoliciesOnEveryLevel_whenNamed_thenNearestIsFoundAndSaysWhereItIsFrom() throws Exception {
        SluiceConfiguration.get().setPolicies(List.of(policy("base", ZERO, false), policy("far", LOAD, false)));
        configure(outer, policy("base", NINE, false));

        SharedPolicy base = SharedPolicies.named(job, "base").orElseThrow();
        assertThat(base.text()).isEqualTo(NINE);
        assertThat(base.read().source()).isEqualTo("shared policy 'base' of folder 'outer'");
        assertThat(SharedPolicies.named(job, "far").orElseThrow().source()).isEqualTo("shared policy 'far' of Jenkins");
        assertThat(SharedPolicies.named(job, "none")).isEmpty();
    }

    @Test
    void givenFolderRedefinesRequiredPolicy_whenRequired_thenGlobalOneStaysAndNearestIsFirst() throws Exception {
        SluiceConfiguration.get().setPolicies(List.of(policy("base", ZERO, true), policy("load", LOAD, true)));
        configure(outer, policy("base", NINE, false));
        configure(inner, policy("base", NINE, true), policy("other", ZERO, false));

        assertThat(SharedPolicies.required(job, "build"))
                .extracting(SharedPolicy::source)
                .containsExactly("shared policy 'base' of folder 'outer/inner'", "shared policy 'base' of Jenkins");
        assertThat(SharedPolicies.required(job, "load"))
                .extracting(SharedPolicy::source)
                .containsExactly("shared policy 'load' of Jenkins");
        assertThat(SharedPolicies.required(job, "unheard-of")).isEmpty();
    }

    @Test
    void givenRequiredPolicyThatCannotBeRead_whenRequired_thenItConcernsEveryGate() throws Exception {
        configure(inner);
        SluiceFolderProperty property = inner.getProperties().get(SluiceFolderProperty.class);
        inner.getProperties().replace(loaded(property, policy("broken", "sluice: 1\ngates: none\n", true)));

        List<SharedPolicy> required = SharedPolicies.required(job, "anything");

        assertThat(required).hasSize(1);
        assertThatThrownBy(required.get(0)::read)
                .isInstanceOf(PolicyException.class)
                .hasMessageContaining("shared policy 'broken' of folder 'outer/inner':2");
    }

    @Test
    void givenPolicyThatCannotBeRead_whenSet_thenItIsRefusedWithItsLine() {
        assertThatThrownBy(() -> SluiceConfiguration.get()
                        .setPolicies(List.of(policy("base", ZERO.replace("tests.failed", "tests.fialed"), true))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("policy 'base'")
                .hasMessageContaining(":5:");
        assertThatThrownBy(() -> SluiceConfiguration.get()
                        .setPolicies(List.of(policy("base", ZERO, true), policy("base", NINE, true))))
                .hasMessageContaining("twice");
    }

    @Test
    void givenDefaultsOnSomeLevels_whenAsked_thenEachComesFromTheNearest() throws Exception {
        assertThat(Defaults.of(job)).isEqualTo(new Defaults("block", "block", "sluice.yaml"));

        SluiceConfiguration.get().setOnFail("unstable");
        SluiceConfiguration.get().setPolicyFile("ci/sluice.yaml");
        SluiceFolderProperty property = new SluiceFolderProperty();
        property.setOnInconclusive("note");
        property.setPolicyFile("gates.yaml");
        inner.getProperties().replace(property);

        assertThat(Defaults.of(job)).isEqualTo(new Defaults("unstable", "note", "gates.yaml"));
        assertThatThrownBy(() -> property.setPolicyFile("../other/sluice.yaml"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> property.setOnFail("ignore")).hasMessageContaining("block, unstable, note, revert");
    }

    private static DefinedPolicy policy(String name, String text, boolean required) {
        DefinedPolicy policy = new DefinedPolicy(name, text);
        policy.setRequired(required);
        return policy;
    }

    private static void configure(Folder folder, DefinedPolicy... policies) throws IOException {
        SluiceFolderProperty property = new SluiceFolderProperty();
        property.setPolicies(List.of(policies));
        folder.getProperties().replace(property);
    }

    /** As a file on disk would have it, which nobody checks. */
    private static SluiceFolderProperty loaded(SluiceFolderProperty property, DefinedPolicy policy) {
        property.setPolicies(List.of(policy("broken", ZERO, true)));
        String xml = Jenkins.XSTREAM2.toXML(property);
        String spoiled = xml.replace(Jenkins.XSTREAM2.toXML(ZERO).replaceAll("</?string>", ""), policy.getPolicy());
        assertThat(spoiled).isNotEqualTo(xml);
        return (SluiceFolderProperty) Jenkins.XSTREAM2.fromXML(spoiled);
    }
}
