package io.jenkins.plugins.sluice.jenkins.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.AbortException;
import hudson.model.FreeStyleProject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class FolderPropertyTest {

    @Test
    void givenFolderWithEverything_whenFormIsSavedUnchanged_thenNothingChanges(JenkinsRule jenkins) throws Exception {
        Folder folder = jenkins.jenkins.createProject(Folder.class, "folder");
        SluiceFolderProperty property = everything();
        folder.addProperty(property);

        Folder again = jenkins.configRoundtrip(folder);

        SluiceFolderProperty saved = again.getProperties().get(SluiceFolderProperty.class);
        assertThat(saved).isNotSameAs(property).usingRecursiveComparison().isEqualTo(property);
        jenkins.assertEqualDataBoundBeans(property.getPolicies(), saved.getPolicies());
        jenkins.assertEqualDataBoundBeans(property.getFreezeWindows(), saved.getFreezeWindows());
    }

    @Test
    void givenFolderWithNothing_whenFormIsSaved_thenThereIsStillNoProperty(JenkinsRule jenkins) throws Exception {
        Folder folder = jenkins.jenkins.createProject(Folder.class, "folder");

        jenkins.configRoundtrip(folder);

        assertThat(folder.getProperties().get(SluiceFolderProperty.class)).isNull();
    }

    @Test
    void givenEndpoints_whenJobAsks_thenOnlyThoseOfItsFoldersAreUsable(JenkinsRule jenkins) throws Exception {
        Folder shop = jenkins.jenkins.createProject(Folder.class, "shop");
        FreeStyleProject job = shop.createProject(Folder.class, "web").createProject(FreeStyleProject.class, "job");
        FreeStyleProject shopping =
                jenkins.jenkins.createProject(Folder.class, "shopping").createProject(FreeStyleProject.class, "job");
        FreeStyleProject top = jenkins.createFreeStyleProject("top");
        SluiceConfiguration.get()
                .setSources(List.of(
                        source("nobody"), source("shop-only", "shop"), source("all", "/"), source("both", "shop")));
        SluiceFolderProperty property = new SluiceFolderProperty();
        property.setSources(List.of(source("both"), source("own")));
        shop.addProperty(property);

        assertThat(Endpoints.source(job, "shop-only").title()).isEqualTo("metric source 'shop-only' of Jenkins");
        assertThat(Endpoints.source(job, "both").owner()).isEqualTo("folder 'shop'");
        assertThat(Endpoints.source(job, "own").global()).isFalse();
        assertThat(Endpoints.source(top, "all").global()).isTrue();
        assertThatThrownBy(() -> Endpoints.source(job, "nobody"))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("metric source 'nobody' of Jenkins may not be used by 'shop/web/job'")
                .hasMessageContaining("Manage Jenkins, Sluice, Metric sources, 'nobody', Folders");
        assertThatThrownBy(() -> Endpoints.source(shopping, "shop-only")).hasMessageContaining("may not be used");
        assertThatThrownBy(() -> Endpoints.source(shopping, "own"))
                .hasMessageContaining("there is no metric source 'own' for 'shopping/job'")
                .hasMessageContaining("these may be used there: all");
        assertThatThrownBy(() -> Endpoints.cluster(job, "own")).hasMessageContaining("none may be used there");
    }

    private static MetricSource source(String name, String... folders) {
        MetricSource source = new MetricSource(name, "prometheus", "https://" + name + ".example.com");
        source.setFolders(List.of(folders));
        return source;
    }

    private static SluiceFolderProperty everything() {
        SluiceFolderProperty property = new SluiceFolderProperty();
        DefinedPolicy policy = new DefinedPolicy("base", "sluice: 1\ngates: {build: {criteria: [tests.failed = 0]}}\n");
        policy.setRequired(true);
        property.setPolicies(List.of(policy));
        MetricSource source = new MetricSource("metrics", "elasticsearch", "https://search.example.com");
        source.setCredentialsId("not-there-any-more");
        property.setSources(List.of(source, new MetricSource("logs", "loki", "https://loki.example.com")));
        KubernetesCluster cluster = new KubernetesCluster("cluster", "https://cluster.example.com:6443");
        cluster.setNamespace("shop");
        property.setClusters(List.of(cluster));
        FreezeWindow window = new FreezeWindow("weekend", "nobody is there");
        window.setWeekly("Fri 16:00 - Mon 06:00");
        window.setTimeZone("Europe/Berlin");
        property.setFreezeWindows(List.of(window));
        property.setApproverGroups(List.of("leads", "managers"));
        property.setOnFail("unstable");
        property.setOnInconclusive("note");
        property.setPolicyFile("ci/gates.yaml");
        return property;
    }
}
