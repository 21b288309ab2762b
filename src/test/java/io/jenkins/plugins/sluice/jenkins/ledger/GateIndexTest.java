package io.jenkins.plugins.sluice.jenkins.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import io.jenkins.plugins.sluice.jenkins.gate.GateFolders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A job with more gates than fit into a glance. */
@WithJenkins
class GateIndexTest {

    private static String line(int build, String gate, String outcome) {
        return "{\"v\":1,\"build\":" + build + ",\"id\":\"" + build + gate + "\",\"gate\":\"" + gate
                + "\",\"outcome\":\"" + outcome + "\",\"tone\":\"good\",\"why\":\"" + "x".repeat(400)
                + "\",\"at\":1,\"duration\":1,\"values\":[]}\n";
    }

    @Test
    void givenManyGatesInManyBuilds_whenAsked_thenNoneIsLeftOutAndNoBuildIsThereInPart(JenkinsRule jenkins)
            throws Exception {
        FreeStyleProject job = jenkins.createFreeStyleProject("parcel");
        StringBuilder lines = new StringBuilder(line(1, "release", "FAIL"));
        for (int build = 2; build <= 60; build++) {
            for (int gate = 0; gate < 20; gate++) {
                lines.append(line(build, "g" + gate, "PASS"));
            }
        }
        Path folder = Files.createDirectories(GateFolders.of(job));
        Files.writeString(folder.resolve(GateIndex.NAME), lines);
        GateIndex index = GateIndex.of(job);

        List<IndexedGate> recent = index.ofLastBuilds(40);
        assertThat(recent)
                .hasSize(40 * 20)
                .extracting(IndexedGate::build)
                .contains(21, 60)
                .doesNotContain(20);
        assertThat(index.ofLastBuilds(100)).hasSize(59 * 20 + 1);
        assertThat(index.last()).hasSize(21).anySatisfy(gate -> {
            assertThat(gate.gate()).isEqualTo("release");
            assertThat(gate.outcome()).isEqualTo("FAIL");
        });

        Files.writeString(folder.resolve(GateIndex.NAME), lines + line(61, "release", "PASS"));
        assertThat(index.last())
                .hasSize(21)
                .noneSatisfy(gate -> assertThat(gate.outcome()).isEqualTo("FAIL"));
    }
}
