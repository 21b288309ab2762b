package io.jenkins.plugins.sluice.jenkins.permission;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.User;
import hudson.security.ACL;
import hudson.security.ACLContext;
import hudson.security.GlobalMatrixAuthorizationStrategy;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import io.jenkins.plugins.sluice.jenkins.configuration.DefinedPolicy;
import io.jenkins.plugins.sluice.jenkins.configuration.SluiceConfiguration;
import java.net.URL;
import java.util.List;
import jenkins.model.Jenkins;
import org.htmlunit.HttpMethod;
import org.htmlunit.WebRequest;
import org.htmlunit.html.HtmlPage;
import org.jenkinsci.plugins.matrixauth.AuthorizationType;
import org.jenkinsci.plugins.matrixauth.PermissionEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class SluicePermissionsTest {

    private JenkinsRule jenkins;
    private FreeStyleProject job;

    @BeforeEach
    void users(JenkinsRule rule) throws Exception {
        jenkins = rule;
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        job = jenkins.createFreeStyleProject();
    }

    @Test
    void givenPermissionsOfJenkins_whenAsked_thenOursAreImplied() {
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Item.READ)
                .everywhere()
                .to("reader")
                .grant(Item.READ, Item.BUILD)
                .everywhere()
                .to("builder")
                .grant(Item.READ, Item.CONFIGURE)
                .everywhere()
                .to("owner")
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(Item.READ, SluicePermissions.OVERRIDE)
                .everywhere()
                .to("release-manager"));

        assertThat(of("reader")).containsExactlyInAnyOrder("View");
        assertThat(of("builder")).containsExactlyInAnyOrder("View", "Approve");
        assertThat(of("owner")).containsExactlyInAnyOrder("View", "Override");
        assertThat(of("release-manager")).containsExactlyInAnyOrder("View", "Override");
        assertThat(of("admin")).containsExactlyInAnyOrder("View", "Approve", "Override", "Administer");
        assertThat(of("stranger")).isEmpty();
    }

    @Test
    void givenMatrixOfPermissions_whenShown_thenOursHaveAGroupAndCanBeGrantedByName() throws Exception {
        GlobalMatrixAuthorizationStrategy matrix = new GlobalMatrixAuthorizationStrategy();
        matrix.add(Jenkins.ADMINISTER, new PermissionEntry(AuthorizationType.USER, "admin"));
        matrix.add(
                Permission.fromId(SluicePermissions.class.getName() + ".Approve"),
                new PermissionEntry(AuthorizationType.USER, "approver"));
        jenkins.jenkins.setAuthorizationStrategy(matrix);

        assertThat(of("approver")).containsExactly("Approve");
        assertThat(PermissionGroup.getAll()).contains(SluicePermissions.GROUP);
        try (JenkinsRule.WebClient client = jenkins.createWebClient().login("admin")) {
            HtmlPage page = client.goTo("manage/configureSecurity");
            assertThat(page.asXml()).contains(SluicePermissions.APPROVE.getId(), SluicePermissions.VIEW.getId());
        }
    }

    @Test
    void givenPageOfTheConfiguration_whenNotAdministrator_thenReadOrNothingAndNeverChanged() throws Exception {
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Jenkins.SYSTEM_READ)
                .everywhere()
                .to("auditor")
                .grant(Jenkins.MANAGE)
                .everywhere()
                .to("manager")
                .grant(SluicePermissions.ADMINISTER)
                .everywhere()
                .to("caretaker"));
        SluiceConfiguration.get()
                .setPolicies(List.of(
                        new DefinedPolicy("base", "sluice: 1\ngates: {build: {criteria: [tests.failed = 0]}}\n")));

        try (JenkinsRule.WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            client.login("auditor");
            HtmlPage page = client.goTo("manage/sluice");
            assertThat(page.asNormalizedText()).contains("base");
            assertThat(page.getFormByName("config").getInputsByValue("Save")).isEmpty();
            for (String user : List.of("auditor", "manager", "caretaker", "stranger")) {
                client.login(user);
                WebRequest submit = new WebRequest(
                        new URL(jenkins.getURL(), "manage/sluice/configure?json=%7B%7D"), HttpMethod.POST);
                client.addCrumb(submit);
                assertThat(client.getPage(submit).getWebResponse().getStatusCode())
                        .as(user)
                        .isEqualTo(403);
            }
            client.login("stranger");
            assertThat(client.goTo("manage/sluice", null).getWebResponse().getStatusCode())
                    .isEqualTo(403);
        }
        assertThat(SluiceConfiguration.get().getPolicies()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"configure", "configuration/doesNotExist"})
    void givenChangeByGet_whenAdministrator_thenRefused(String path) throws Exception {
        try (JenkinsRule.WebClient client = jenkins.createWebClient().withThrowExceptionOnFailingStatusCode(false)) {
            assertThat(client.goTo("manage/sluice/" + path + "?json=%7B%7D", null)
                            .getWebResponse()
                            .getStatusCode())
                    .isIn(404, 405);
        }
    }

    private List<String> of(String user) {
        try (ACLContext as = ACL.as2(User.getById(user, true).impersonate2())) {
            assertThat(as).isNotNull();
            return SluicePermissions.GROUP.getPermissions().stream()
                    .filter(permission -> permission == SluicePermissions.ADMINISTER
                            ? Jenkins.get().hasPermission(permission)
                            : job.hasPermission(permission))
                    .map(permission -> permission.name)
                    .toList();
        }
    }
}
