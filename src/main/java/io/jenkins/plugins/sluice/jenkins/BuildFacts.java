package io.jenkins.plugins.sluice.jenkins;

import hudson.EnvVars;
import hudson.model.Job;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.sluice.jenkins.gate.GateFolders;
import io.jenkins.plugins.sluice.jenkins.gate.GateRecord;
import io.jenkins.plugins.sluice.jenkins.gate.GatesAction;
import io.jenkins.plugins.sluice.jenkins.gate.ReferenceBuild;
import io.jenkins.plugins.sluice.step.GateRequest.Past;
import io.jenkins.plugins.sluice.verdict.GateVerdict;
import io.jenkins.plugins.sluice.verdict.GateVerdict.Context;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import jenkins.scm.api.SCMHead;
import jenkins.scm.api.SCMRevision;
import jenkins.scm.api.SCMRevisionAction;
import jenkins.scm.api.mixin.ChangeRequestSCMHead;
import jenkins.scm.api.mixin.ChangeRequestSCMHead2;
import org.jenkinsci.plugins.workflow.actions.ThreadNameAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jspecify.annotations.Nullable;

/** What a build is of, and which builds it is compared with. */
final class BuildFacts {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    private BuildFacts() {}

    /** The names of enclosing parallel branches and matrix cells, outermost first, or null outside of them. */
    static @Nullable String place(FlowNode node) {
        List<String> names = new ArrayList<>();
        for (FlowNode block : node.iterateEnclosingBlocks()) {
            ThreadNameAction branch = block.getPersistentAction(ThreadNameAction.class);
            if (branch != null) {
                names.add(branch.getThreadName());
            }
        }
        Collections.reverse(names);
        return names.isEmpty() ? null : String.join(" / ", names);
    }

    /** What is built. */
    static Context context(Run<?, ?> run, EnvVars variables, @Nullable String place) {
        SCMHead head = SCMHead.HeadByItem.findHead(run.getParent());
        String branch = head == null ? variables.get("BRANCH_NAME") : head.getName();
        String target = null;
        if (head instanceof ChangeRequestSCMHead change) {
            target = change.getTarget().getName();
            if (head instanceof ChangeRequestSCMHead2 named) {
                branch = named.getOriginName();
            }
        }
        return new Context(run.getParent().getFullName(), branch, target, commit(run, variables), url(run), place);
    }

    private static @Nullable String commit(Run<?, ?> run, EnvVars variables) {
        String named = variables.get("GIT_COMMIT");
        if (named != null) {
            return named;
        }
        return run.getActions(SCMRevisionAction.class).stream()
                .map(SCMRevisionAction::getRevision)
                .map(SCMRevision::toString)
                .filter(revision -> COMMIT.matcher(revision).matches())
                .findFirst()
                .orElse(null);
    }

    /** The build's URL, or null while the controller has none. */
    static @Nullable String url(Run<?, ?> run) {
        String root = Jenkins.get().getRootUrl();
        return root == null ? null : root + run.getUrl();
    }

    /** A gate's page, relative to its build's. */
    static String page(GateRecord gate) {
        return "gates/" + gate.getId() + "/";
    }

    /** Where the runs are that a gate is compared with. */
    static Past past(Run<?, ?> run, String gate, Context context, TaskListener log) {
        Job<?, ?> job = run.getParent();
        Optional<Job<?, ?>> target = target(job, context.targetBranch());
        String key = GateVerdict.key(gate, context);
        String preferred = null;
        Optional<Run<?, ?>> reference = ReferenceBuild.first(run, log);
        if (reference.isPresent()) {
            Job<?, ?> of = reference.get().getParent();
            if (of.equals(job) || target.filter(of::equals).isPresent()) {
                preferred = GatesAction.of(reference.get()).stream()
                        .filter(record -> record.getKey().equals(key))
                        .map(GateRecord::getId)
                        .findFirst()
                        .orElse(null);
            }
        }
        return new Past(
                GateFolders.history(job), target.map(GateFolders::history).orElse(null), preferred, null);
    }

    /** The job that builds the branch which a pull request will be merged into. */
    private static Optional<Job<?, ?>> target(Job<?, ?> job, @Nullable String branch) {
        if (branch == null) {
            return Optional.empty();
        }
        for (Object sibling : job.getParent().getItems()) {
            if (sibling instanceof Job<?, ?> other) {
                SCMHead head = SCMHead.HeadByItem.findHead(other);
                if (head != null && head.getName().equals(branch) && !(head instanceof ChangeRequestSCMHead)) {
                    return Optional.of(other);
                }
            }
        }
        return Optional.empty();
    }
}
