package io.jenkins.plugins.sluice.jenkins.page;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.sluice.jenkins.gate.GateFolders;
import io.jenkins.plugins.sluice.jenkins.gate.GateListener;
import io.jenkins.plugins.sluice.jenkins.gate.GateRecord;
import io.jenkins.plugins.sluice.jenkins.gate.GatesAction;
import io.jenkins.plugins.sluice.jenkins.gate.JudgedGate;
import io.jenkins.plugins.sluice.journal.Journals;
import io.jenkins.plugins.sluice.policy.Policy;
import io.jenkins.plugins.sluice.policy.PolicyException;
import io.jenkins.plugins.sluice.policy.PolicyReader;
import io.jenkins.plugins.sluice.report.ReportModel;
import io.jenkins.plugins.sluice.report.Reports;
import io.jenkins.plugins.sluice.report.Words;
import io.jenkins.plugins.sluice.step.GateRequest;
import io.jenkins.plugins.sluice.step.GateResult;
import io.jenkins.plugins.sluice.step.QualityGate;
import io.jenkins.plugins.sluice.step.host.Host;
import io.jenkins.plugins.sluice.step.host.Workspace;
import io.jenkins.plugins.sluice.verdict.GateVerdict.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Gates on builds as the step makes them, but without a Pipeline: the engine judges a folder. */
public final class MadeGates {

    private final Path folder;

    public MadeGates(Path folder) {
        this.folder = folder;
    }

    /** Writes a file of the workspace. */
    public MadeGates write(String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return this;
    }

    /** Writes a JUnit report: tests that begin with {@code !} fail. */
    public MadeGates tests(String... tests) throws IOException {
        StringBuilder xml = new StringBuilder("<testsuite name='s'>");
        for (String test : tests) {
            String name = (test.startsWith("!") ? test.substring(1) : test).replace("<", "&lt;");
            xml.append("<testcase classname='C' name='").append(name).append("'>");
            xml.append(test.startsWith("!") ? "<failure message='was &lt;b>wrong&lt;/b>'/>" : "")
                    .append("</testcase>");
        }
        return write("TEST-s.xml", xml.append("</testsuite>").toString());
    }

    /** Judges criteria over the folder and records the gate on the build. */
    public GateRecord judge(Run<?, ?> run, String gate, @Nullable String place, String... criteria) throws IOException {
        try {
            return judge(run, PolicyReader.inline("test", "criteria", gate, List.of(criteria)), place);
        } catch (PolicyException e) {
            throw new IOException(e);
        }
    }

    /** Judges a policy's first gate over the folder and records it on the build. */
    public GateRecord judge(Run<?, ?> run, Policy policy, @Nullable String place) throws IOException {
        try (Journals journals = Journals.start(text -> text, InstantSource.system(), Runnable::run)) {
            GateResult result = new QualityGate(new FolderHost(), journals)
                    .run(
                            new GateRequest(
                                    policy,
                                    policy.gates().get(0),
                                    new Context(
                                            run.getParent().getFullName(),
                                            "main",
                                            null,
                                            "c0ffee0123456789",
                                            null,
                                            place),
                                    false,
                                    null,
                                    new GateRequest.Past(GateFolders.history(run.getParent()), null, null, null),
                                    null,
                                    GatesAction.folder(run)),
                            new FolderWorkspace());
            ReportModel model = Reports.read(result.journal());
            GateRecord record = new GateRecord(
                    result.verdict().run(),
                    result.verdict().gate(),
                    place,
                    result.verdict().outcome(),
                    Words.tone(result.verdict()).key(),
                    GateRecord.Consequence.CONTINUED,
                    Words.headline(result.verdict().outcome()),
                    Words.why(result.verdict()),
                    result.verdict().at(),
                    Duration.ofMillis(1_234),
                    result.head(),
                    null,
                    result.verdict().policySource());
            GatesAction.add(run, record);
            GateListener.judged(new JudgedGate(run, record, model, TaskListener.NULL));
            return record;
        }
    }

    private final class FolderWorkspace implements Workspace {

        @Override
        public Path folder() {
            return folder;
        }

        @Override
        public Path temporaryFolder() {
            return folder;
        }

        @Override
        public Executor executor() {
            return Runnable::run;
        }

        @Override
        public void checkpoint() {}
    }

    private final class FolderHost implements Host {

        private final Random random = new Random();

        @Override
        public Path temporaryFolder() {
            return folder;
        }

        @Override
        public InstantSource clock() {
            return InstantSource.system();
        }

        @Override
        public RandomGenerator random() {
            return random;
        }

        @Override
        public void progress(String line) {}

        @Override
        public String redact(String text) {
            return text;
        }
    }
}
