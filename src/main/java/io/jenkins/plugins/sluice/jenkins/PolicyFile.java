package io.jenkins.plugins.sluice.jenkins;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.sluice.evidence.report.AnalysisModelReader;
import io.jenkins.plugins.sluice.policy.Policy;
import io.jenkins.plugins.sluice.policy.PolicyException;
import io.jenkins.plugins.sluice.policy.PolicyReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import jenkins.scm.api.SCMFileSystem;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMRevisionAction;
import jenkins.scm.api.SCMSource;
import org.jspecify.annotations.Nullable;

/**
 * A policy file of the repository. What a build is judged by must not come from the change that it judges: in a multibranch
 * job it is read at the revision that the source trusts, as the step {@code readTrusted} does, and from the workspace only
 * where that is the revision which is built.
 */
final class PolicyFile {

    private final Run<?, ?> run;
    private final TaskListener log;

    PolicyFile(Run<?, ?> run, TaskListener log) {
        this.run = run;
        this.log = log;
    }

    /**
     * Reads the policy.
     *
     * @param path relative to the workspace, or to the root of the repository
     * @param workspace the folder that the step runs in, or null outside of a node
     * @throws AbortException when it is not there or must not be read, with what to do
     * @throws PolicyException when it is no policy
     */
    Policy read(String path, @Nullable FilePath workspace) throws IOException, InterruptedException, PolicyException {
        Job<?, ?> job = run.getParent();
        SCMSource source = SCMSource.SourceByItem.findSource(job);
        SCMHead head = SCMHead.HeadByItem.findHead(job);
        if (source != null && head != null) {
            SCMRevision built = built(source, head);
            SCMRevision trusted = source.getTrustedRevision(built, log);
            if (!trusted.equals(built)) {
                return parse(path + " of " + trusted, trusted(source, head, trusted, path));
            }
        }
        if (workspace == null) {
            throw new AbortException("the policy file '" + path
                    + "' is read from the workspace, but this step runs on no agent; put it inside of node, or name"
                    + " criteria or a shared policy");
        }
        return parse(path, inWorkspace(workspace, path));
    }

    private SCMRevision built(SCMSource source, SCMHead head) throws IOException, InterruptedException {
        SCMRevision built = SCMRevisionAction.getRevision(source, run);
        if (built == null) {
            built = source.fetch(head, log);
        }
        if (built == null) {
            throw new AbortException("cannot tell which revision of " + head.getName()
                    + " is built, so no policy can be trusted; name criteria in the Jenkinsfile, or a shared policy");
        }
        return built;
    }

    private byte[] trusted(SCMSource source, SCMHead head, SCMRevision revision, String path)
            throws IOException, InterruptedException {
        try (SCMFileSystem files = SCMFileSystem.of(source, head, revision)) {
            if (files == null) {
                throw new AbortException("this change is not trusted, and its source cannot be read without a checkout,"
                        + " so the policy '" + path + "' of " + revision
                        + " cannot be had; name criteria in the Jenkinsfile, or a shared policy");
            }
            try (InputStream content = files.child(path).content()) {
                log.getLogger().println("Obtained " + path + " from " + revision);
                return content.readNBytes(PolicyReader.MOST_BYTES + 1);
            } catch (FileNotFoundException | java.nio.file.NoSuchFileException e) {
                throw new AbortException("the trusted revision " + revision + " has no policy '" + path
                        + "'; merge one first, name criteria in the Jenkinsfile, or a shared policy");
            }
        }
    }

    private static byte[] inWorkspace(FilePath workspace, String path) throws IOException, InterruptedException {
        FilePath file = workspace.child(path);
        if (!workspace.isDescendant(path)) {
            throw new AbortException("the policy file '" + path + "' lies outside of the workspace; put it inside");
        }
        if (!file.exists()) {
            throw new AbortException("the workspace has no policy '" + path
                    + "'; check it out first, name another with 'policy', or name criteria");
        }
        try (InputStream content = file.read()) {
            return content.readNBytes(PolicyReader.MOST_BYTES + 1);
        }
    }

    private static Policy parse(String source, byte[] bytes) throws PolicyException {
        return new PolicyReader(AnalysisModelReader.formats()).read(source, bytes);
    }
}
