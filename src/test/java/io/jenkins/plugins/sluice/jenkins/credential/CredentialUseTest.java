package io.jenkins.plugins.sluice.jenkins.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.cloudbees.hudson.plugins.folder.Folder;
import com.cloudbees.hudson.plugins.folder.properties.FolderCredentialsProvider.FolderCredentialsProperty;
import com.cloudbees.plugins.credentials.Credentials;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SecretBytes;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.domains.Domain;
import com.cloudbees.plugins.credentials.domains.DomainCredentials;
import com.cloudbees.plugins.credentials.impl.CertificateCredentialsImpl;
import com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl;
import hudson.AbortException;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.util.Secret;
import io.jenkins.plugins.sluice.jenkins.configuration.Endpoints;
import io.jenkins.plugins.sluice.jenkins.configuration.KubernetesCluster;
import io.jenkins.plugins.sluice.jenkins.configuration.MetricSource;
import io.jenkins.plugins.sluice.jenkins.configuration.SluiceConfiguration;
import io.jenkins.plugins.sluice.jenkins.configuration.SluiceFolderProperty;
import io.jenkins.plugins.sluice.jenkins.http.SelfMadeCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jenkinsci.plugins.kubernetes.credentials.OpenShiftBearerTokenCredentialImpl;
import org.jenkinsci.plugins.plaincredentials.impl.FileCredentialsImpl;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class CredentialUseTest {

    private static final String URL = "https://metrics.example.com/api";

    private JenkinsRule jenkins;
    private Folder shop;
    private FreeStyleBuild run;

    @BeforeEach
    void build(JenkinsRule rule) throws Exception {
        jenkins = rule;
        shop = jenkins.jenkins.createProject(Folder.class, "shop");
        run = jenkins.buildAndAssertSuccess(shop.createProject(FreeStyleProject.class, "job"));
    }

    @Test
    void givenSystemCredentials_whenAdministratorNamesThem_thenUsedAndTrackedAndHiddenFromTheRun() throws Exception {
        StringCredentialsImpl token = text(CredentialsScope.SYSTEM, "token", "s3cr3t-of-jenkins");
        inJenkins(token);
        MetricSource source = new MetricSource("metrics", "prometheus", URL);
        source.setCredentialsId("token");
        source.setFolders(List.of("shop"));
        SluiceConfiguration.get().setSources(List.of(source));

        Access access = Endpoints.source(run.getParent(), "metrics").access(run);

        assertThat(access).isEqualTo(new Access.Bearer(Secret.fromString("s3cr3t-of-jenkins")));
        assertThat(Objects.requireNonNull(CredentialsProvider.getFingerprintOf(token))
                        .getJobs())
                .contains("shop/job");
        assertThat(SecretsOf.run(run).redact("it is s3cr3t-of-jenkins")).isEqualTo("it is ****");
        assertThatThrownBy(() -> http().ofRun("token"))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("no credentials 'token' for " + URL)
                .hasMessageContaining("that 'shop/job' can see");
    }

    @Test
    void givenFolderCredentials_whenFolderNamesThem_thenTheyWinAndJenkinsDoesNotSeeThem() throws Exception {
        inJenkins(text(CredentialsScope.GLOBAL, "token", "s3cr3t-of-jenkins"));
        inShop(
                text(CredentialsScope.GLOBAL, "token", "s3cr3t-of-shop"),
                text(CredentialsScope.GLOBAL, "own", "another"));
        MetricSource source = new MetricSource("metrics", "prometheus", URL);
        source.setCredentialsId("token");
        SluiceFolderProperty property = new SluiceFolderProperty();
        property.setSources(List.of(source));
        shop.addProperty(property);

        assertThat(Endpoints.source(run.getParent(), "metrics").access(run).secrets())
                .containsExactly("s3cr3t-of-shop");
        assertThat(http().ofJenkins("token").secrets()).containsExactly("s3cr3t-of-jenkins");
        assertThatThrownBy(() -> http().ofJenkins("own"))
                .hasMessageContaining("no credentials 'own'")
                .hasMessageContaining("in the store of Jenkins");
    }

    @Test
    void givenMissingCredentials_whenStepRuns_thenErrorNamesSourceAndIdAndIsNeverAnonymous() throws Exception {
        MetricSource source = new MetricSource("metrics", "prometheus", URL);
        source.setCredentialsId("gone");
        source.setFolders(List.of("/"));
        SluiceConfiguration.get().setSources(List.of(source));

        assertThatThrownBy(() -> Endpoints.source(run.getParent(), "metrics").access(run))
                .isInstanceOf(AbortException.class)
                .hasMessageStartingWith("metric source 'metrics' of Jenkins: there are no credentials 'gone'");
        source.setCredentialsId(null);
        assertThat(Endpoints.source(run.getParent(), "metrics").access(run)).isEqualTo(Access.NONE);
    }

    @Test
    void givenEveryKind_whenUsed_thenItBecomesWhatIsSent(@TempDir Path folder) throws Exception {
        SelfMadeCertificate certificate = SelfMadeCertificate.in(folder, "client");
        inJenkins(
                new UsernamePasswordCredentialsImpl(CredentialsScope.GLOBAL, "password", null, "jane", "p4ssw0rd"),
                file("file", "file-token\n"),
                new CertificateCredentialsImpl(
                        CredentialsScope.GLOBAL,
                        "certificate",
                        null,
                        SelfMadeCertificate.PASSWORD,
                        new CertificateCredentialsImpl.UploadedKeyStoreSource(
                                SecretBytes.fromBytes(Files.readAllBytes(certificate.store())))),
                text(CredentialsScope.GLOBAL, "empty", ""),
                text(CredentialsScope.GLOBAL, "lines", "one\r\nX-Other: two"));

        assertThat(http().ofRun("password")).isEqualTo(new Access.Basic("jane", Secret.fromString("p4ssw0rd")));
        assertThat(http().ofRun("file").secrets()).containsExactly("file-token");
        assertThat(http().ofRun("certificate")).asString().isEqualTo("client certificate of CN=client");
        assertThatThrownBy(() -> http().ofRun("empty")).hasMessageContaining("the secret is empty");
        assertThatThrownBy(() -> http().ofRun("lines"))
                .hasMessageContaining("one line")
                .satisfies(thrown -> assertThat(thrown.toString()).doesNotContain("X-Other"));
    }

    @Test
    void givenKubeconfig_whenUsedForACluster_thenOnlyWhatItHoldsItselfIsTaken() throws Exception {
        inJenkins(
                file("token", kubeconfig("token: t0ken-of-cluster")),
                file("basic", kubeconfig("{username: jane, password: p4ssw0rd}")),
                file("exec", kubeconfig("exec: {command: /bin/sh, args: [-c, 'touch /tmp/x']}")),
                file("path", kubeconfig("tokenFile: /etc/passwd")),
                file("broken", "not: [a kubeconfig s3cr3t"),
                new OpenShiftBearerTokenCredentialImpl(
                        CredentialsScope.GLOBAL, "openshift", null, "jane", "p4ssw0rd-0123456789"));

        assertThat(cluster().ofRun("token").secrets()).containsExactly("t0ken-of-cluster");
        assertThat(cluster().ofRun("basic")).isEqualTo(new Access.Basic("jane", Secret.fromString("p4ssw0rd")));
        assertThatThrownBy(() -> cluster().ofRun("exec")).hasMessageContaining("'exec'");
        assertThatThrownBy(() -> cluster().ofRun("path")).hasMessageContaining("'tokenFile'");
        assertThatThrownBy(() -> cluster().ofRun("broken"))
                .hasMessageContaining("not YAML")
                .satisfies(thrown -> assertThat(thrown.toString()).doesNotContain("s3cr3t"));
        // Its password is for a token only, which nobody gives here; it must not be sent as it is.
        assertThatThrownBy(() -> cluster().ofRun("openshift"))
                .isInstanceOf(AbortException.class)
                .hasMessageContaining("credentials 'openshift' cannot be used");
    }

    @Test
    void givenForm_whenCredentialsAreListed_thenOnlyThoseWhoMayConfigureSeeThem() throws Exception {
        inJenkins(text(CredentialsScope.SYSTEM, "token", "s3cr3t"));
        KubernetesCluster.DescriptorImpl descriptor =
                jenkins.jenkins.getDescriptorByType(KubernetesCluster.DescriptorImpl.class);

        assertThat(descriptor.doFillCredentialsIdItems(null, ""))
                .extracting(option -> option.value)
                .contains("token");
        assertThat(descriptor.doFillCredentialsIdItems(shop, ""))
                .extracting(option -> option.value)
                .doesNotContain("token");
    }

    private CredentialUse http() {
        return new CredentialUse(run, CredentialKinds.HTTP, URL, null);
    }

    private CredentialUse cluster() {
        return new CredentialUse(run, CredentialKinds.KUBERNETES, "https://127.0.0.1:1", null);
    }

    private static StringCredentialsImpl text(CredentialsScope scope, String id, String secret) {
        return new StringCredentialsImpl(scope, id, null, Secret.fromString(secret));
    }

    private static IdCredentials file(String id, String content) {
        return new FileCredentialsImpl(
                CredentialsScope.GLOBAL,
                id,
                null,
                "file",
                SecretBytes.fromBytes(content.getBytes(StandardCharsets.UTF_8)));
    }

    private static String kubeconfig(String user) {
        return """
                apiVersion: v1
                kind: Config
                current-context: shop
                contexts:
                  - {name: other, context: {cluster: c, user: nobody}}
                  - {name: shop, context: {cluster: c, user: deployer}}
                users:
                  - name: deployer
                    user:
                      %s
                """.formatted(user);
    }

    private static void inJenkins(Credentials... credentials) throws IOException {
        SystemCredentialsProvider.getInstance().getCredentials().addAll(List.of(credentials));
        SystemCredentialsProvider.getInstance().save();
    }

    private void inShop(Credentials... credentials) throws IOException {
        shop.addProperty(new FolderCredentialsProperty(
                new DomainCredentials[] {new DomainCredentials(Domain.global(), List.of(credentials))}));
    }
}
