package io.jenkins.plugins.sluice.jenkins.page;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import io.jenkins.plugins.sluice.jenkins.gate.GateRecord;
import io.jenkins.plugins.sluice.jenkins.gate.GatesAction;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.jvnet.hudson.test.recipes.LocalData;

/** A home that the first version wrote: what is in it must stay readable. */
@WithJenkins
class StoredBuildTest {

    @LocalData
    @Test
    void givenABuildOfTheFirstVersion_whenLoaded_thenItsGatesTrendLedgerAndDecisionAreThere(JenkinsRule jenkins)
            throws Exception {
        FreeStyleProject job = jenkins.jenkins.getItemByFullName("parcel", FreeStyleProject.class);
        FreeStyleBuild build = job.getBuildByNumber(1);

        List<GateRecord> gates = GatesAction.of(build);
        assertThat(gates).extracting(GateRecord::getKey).containsExactly("build@linux", "smoke");
        GateRecord first = gates.get(0);
        assertThat(first.getOutcome()).isEqualTo("FAIL");
        assertThat(first.getTone()).isEqualTo("bad");
        assertThat(first.getConsequence()).isEqualTo("CONTINUED");
        assertThat(first.getHeadline()).isEqualTo("Must not go on");
        assertThat(first.getWhy()).startsWith("The only criterion is broken");
        assertThat(first.getAtMillis()).isEqualTo(1_795_572_824_945L);
        assertThat(first.getDurationMillis()).isEqualTo(1_234);
        assertThat(first.getNode()).isNull();
        assertThat(first.getPolicySource()).isEqualTo("test");
        GatePage page = build.getAction(GatesTab.class).getDynamic(first.getId());
        assertThat(page.getJournalState()).isEqualTo("RECORDED");
        assertThat(page.getAccepted().getWhy()).isEqualTo("a known flake");
        assertThat(job.getAction(JobGates.class).getGates())
                .extracting(GateCourse::key)
                .contains("build@linux", "smoke");
        assertThat(jenkins.createWebClient()
                        .goTo(build.getUrl() + "gates/" + first.getId() + "/")
                        .getBody()
                        .asNormalizedText())
                .contains("Must not go on", "Accepted by anonymous: a known flake");
    }
}
