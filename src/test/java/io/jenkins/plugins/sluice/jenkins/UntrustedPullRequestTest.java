package io.jenkins.plugins.sluice.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Item;
import hudson.model.Result;
import hudson.model.TaskListener;
import hudson.scm.NullSCM;
import hudson.scm.SCM;
import hudson.scm.SCMDescriptor;
import io.jenkins.plugins.sluice.jenkins.gate.GateRecord;
import io.jenkins.plugins.sluice.jenkins.gate.GatesAction;
import io.jenkins.plugins.sluice.report.Reports;
import io.jenkins.plugins.sluice.verdict.GateVerdict;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import jenkins.branch.BranchSource;
import jenkins.scm.api.SCMFile;
import jenkins.scm.api.SCMFileSystem;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMHeadEvent;
import jenkins.scm.api.SCMHeadObserver;
import jenkins.scm.api.SCMHeadOrigin;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMSource;
import jenkins.scm.api.SCMSourceCriteria;
import jenkins.scm.api.SCMSourceDescriptor;
import jenkins.scm.api.mixin.ChangeRequestSCMHead;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.multibranch.WorkflowMultiBranchProject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What a build is judged by never comes from the change that it judges. */
@WithJenkins
class UntrustedPullRequestTest {

    private static final String STRICT =
            "sluice: 1\ngates:\n  build:\n    reference: target-branch\n    criteria: ['tests.failed = 0', 'tests.total drops at most 0']\n";
    private static final String LAX = "sluice: 1\ngates:\n  build:\n    criteria: ['tests.failed <= 99']\n";

    private static String jenkinsfile(String policyInWorkspace, int tests, boolean failing) {
        String cases = "";
        for (int i = 0; i < tests; i++) {
            cases += "<testcase classname=\"C\" name=\"t" + i + "\"/>";
        }
        return "node {\n"
                + "writeFile file: 'sluice.yaml', text: '''" + policyInWorkspace + "'''\n"
                + "writeFile file: 'target/surefire-reports/TEST-a.xml', text: '''<testsuite>" + cases
                + (failing ? "<testcase classname=\"C\" name=\"bad\"><failure/></testcase>" : "")
                + "</testsuite>'''\n"
                + "qualityGate(name: 'build', onInconclusive: 'unstable')\n}";
    }

    private static WorkflowRun build(
            JenkinsRule jenkins, WorkflowMultiBranchProject project, String branch, Result result) throws Exception {
        WorkflowJob job = project.getItem(branch);
        assertThat(job).as("job of " + branch).isNotNull();
        jenkins.waitUntilNoActivity();
        WorkflowRun run = job.getLastBuild();
        assertThat(run).isNotNull();
        return jenkins.assertBuildStatus(result, run);
    }

    @Test
    void givenAStrangersPullRequest_whenItBringsALaxPolicy_thenTheTrustedOneJudgesAndTheTargetIsTheReference(
            JenkinsRule jenkins) throws Exception {
        PaperSource.write("main", "Jenkinsfile", jenkinsfile(STRICT, 3, false));
        PaperSource.write("main", "sluice.yaml", STRICT);
        // The Jenkinsfile is the trusted one too; its workspace is what the change brings.
        PaperSource.write(PaperSource.PULL, "Jenkinsfile", "echo 'not run'");
        WorkflowMultiBranchProject project = jenkins.createProject(WorkflowMultiBranchProject.class, "shop");
        project.getSourcesList().add(new BranchSource(new PaperSource()));
        project.scheduleBuild2(0).getFuture().get();
        WorkflowRun main = build(jenkins, project, "main", Result.UNSTABLE);
        assertThat(GatesAction.of(main).get(0).getPolicySource()).isEqualTo("sluice.yaml");

        PaperSource.write("main", "Jenkinsfile", jenkinsfile(LAX, 2, true));
        WorkflowJob pull = project.getItem(PaperSource.PULL);
        WorkflowRun run = jenkins.assertBuildStatus(Result.FAILURE, pull.scheduleBuild2(0));

        GateRecord gate = GatesAction.of(run).get(0);
        assertThat(gate.getPolicySource()).isEqualTo("sluice.yaml of tip of main");
        GateVerdict verdict = Reports.read(GatesAction.journal(run, gate)).verdict();
        assertThat(verdict.context().branch()).isEqualTo(PaperSource.PULL);
        assertThat(verdict.context().targetBranch()).isEqualTo("main");
        assertThat(verdict.reference().how()).isEqualTo("target-branch");
        assertThat(verdict.reference().run())
                .isEqualTo(GatesAction.of(main).get(0).getId());
    }

    @Test
    void givenATrustedRevisionWithoutAPolicy_whenAStrangerBringsOne_thenItIsNotRead(JenkinsRule jenkins)
            throws Exception {
        PaperSource.write("main", "Jenkinsfile", jenkinsfile(LAX, 2, true).replace("'build'", "'other'"));
        WorkflowMultiBranchProject project = jenkins.createProject(WorkflowMultiBranchProject.class, "shop2");
        project.getSourcesList().add(new BranchSource(new PaperSource()));
        PaperSource.write("main", "sluice.yaml", STRICT);
        project.scheduleBuild2(0).getFuture().get();

        WorkflowRun run = build(jenkins, project, PaperSource.PULL, Result.FAILURE);

        jenkins.assertLogContains("sluice.yaml of tip of main has no gate 'other'; it has build", run);
        assertThat(GatesAction.of(run)).isEmpty();
    }

    /** A repository of a branch {@code main} and a pull request of a stranger, whose files are in memory. */
    public static final class PaperSource extends SCMSource {

        static final String PULL = "PR-1";

        /** By head the files by path. */
        private static final Map<String, Map<String, String>> FILES = new ConcurrentHashMap<>();

        static void write(String head, String path, String text) {
            FILES.computeIfAbsent(head, first -> new ConcurrentHashMap<>()).put(path, text);
        }

        @Override
        protected void retrieve(
                @Nullable SCMSourceCriteria criteria,
                SCMHeadObserver observer,
                @Nullable SCMHeadEvent<?> event,
                TaskListener listener)
                throws IOException, InterruptedException {
            for (String name : List.of("main", PULL)) {
                SCMHead head = name.equals(PULL) ? new Pull() : new SCMHead(name);
                observer.observe(head, new Revision(head));
            }
        }

        @Override
        public SCMRevision getTrustedRevision(SCMRevision revision, TaskListener listener) {
            return revision.getHead() instanceof Pull ? new Revision(new SCMHead("main")) : revision;
        }

        @Override
        public SCM build(SCMHead head, @Nullable SCMRevision revision) {
            return new Paper(
                    revision == null ? head.getName() : revision.getHead().getName());
        }

        /** A change of a stranger. */
        static final class Pull extends SCMHead implements ChangeRequestSCMHead {

            private static final long serialVersionUID = 1L;

            Pull() {
                super(PULL);
            }

            @Override
            public String getId() {
                return "1";
            }

            @Override
            public SCMHead getTarget() {
                return new SCMHead("main");
            }

            @Override
            public SCMHeadOrigin getOrigin() {
                return new SCMHeadOrigin.Fork("stranger");
            }
        }

        static final class Revision extends SCMRevision {

            private static final long serialVersionUID = 1L;

            Revision(SCMHead head) {
                super(head);
            }

            @Override
            public boolean equals(@Nullable Object other) {
                return other instanceof Revision revision && getHead().equals(revision.getHead());
            }

            @Override
            public int hashCode() {
                return getHead().hashCode();
            }

            @Override
            public String toString() {
                return "tip of " + getHead().getName();
            }
        }

        static final class Paper extends NullSCM {

            private final String head;

            Paper(String head) {
                this.head = head;
            }

            @Override
            public String getKey() {
                return "paper " + head;
            }

            @TestExtension
            public static final class DescriptorImpl extends SCMDescriptor<Paper> {
                public DescriptorImpl() {
                    super(null);
                }
            }
        }

        @TestExtension
        public static final class DescriptorImpl extends SCMSourceDescriptor {}

        @TestExtension
        public static final class Reading extends SCMFileSystem.Builder {

            @Override
            public boolean supports(SCM scm) {
                return scm instanceof Paper;
            }

            @Override
            public boolean supports(SCMSource source) {
                return source instanceof PaperSource;
            }

            @Override
            @SuppressWarnings("rawtypes")
            protected boolean supportsDescriptor(SCMDescriptor descriptor) {
                return false;
            }

            @Override
            protected boolean supportsDescriptor(SCMSourceDescriptor descriptor) {
                return false;
            }

            @Override
            public SCMFileSystem build(Item owner, SCM scm, @Nullable SCMRevision revision) {
                return new Files(((Paper) scm).head, revision);
            }

            @Override
            public SCMFileSystem build(SCMSource source, SCMHead head, @Nullable SCMRevision revision) {
                return new Files(
                        revision == null ? head.getName() : revision.getHead().getName(), revision);
            }
        }

        private static final class Files extends SCMFileSystem {

            private final Map<String, String> files;

            Files(String head, @Nullable SCMRevision revision) {
                super(revision);
                this.files = FILES.getOrDefault(head, Map.of());
            }

            @Override
            public long lastModified() {
                return 0;
            }

            @Override
            public SCMFile getRoot() {
                return new Root(files);
            }
        }

        private static final class Root extends SCMFile {

            private final Map<String, String> files;

            Root(Map<String, String> files) {
                this.files = files;
            }

            @Override
            protected SCMFile newChild(String name, boolean assumeIsDirectory) {
                return new Leaf(this, name, files.get(name));
            }

            @Override
            public Iterable<SCMFile> children() {
                return files.keySet().stream()
                        .map(name -> newChild(name, false))
                        .toList();
            }

            @Override
            public long lastModified() {
                return 0;
            }

            @Override
            protected Type type() {
                return Type.DIRECTORY;
            }

            @Override
            public InputStream content() throws IOException {
                throw new IOException("a folder");
            }
        }

        private static final class Leaf extends SCMFile {

            private final @Nullable String text;

            Leaf(Root parent, String name, @Nullable String text) {
                super(parent, name);
                this.text = text;
            }

            @Override
            protected SCMFile newChild(String name, boolean assumeIsDirectory) {
                return new Leaf((Root) Objects.requireNonNull(parent()), name, null);
            }

            @Override
            public Iterable<SCMFile> children() {
                return List.of();
            }

            @Override
            public long lastModified() {
                return 0;
            }

            @Override
            protected Type type() {
                return text == null ? Type.NONEXISTENT : Type.REGULAR_FILE;
            }

            @Override
            public InputStream content() throws IOException {
                if (text == null) {
                    throw new FileNotFoundException(getPath());
                }
                return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
