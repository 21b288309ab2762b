package io.jenkins.plugins.sluice.jenkins.configuration;

import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.StaplerRequest2;

/** What is configured in one place. Stored by Jenkins: plain fields, which are null where an older version wrote none. */
final class Settings {

    private @Nullable ArrayList<DefinedPolicy> policies;
    private @Nullable ArrayList<MetricSource> sources;
    private @Nullable ArrayList<KubernetesCluster> clusters;
    private @Nullable ArrayList<FreezeWindow> freezeWindows;
    private @Nullable ArrayList<String> approverGroups;
    private @Nullable String onFail;
    private @Nullable String onInconclusive;
    private @Nullable String policyFile;

    /**
     * Reads a submitted form.
     *
     * @throws Descriptor.FormException that names what is wrong
     */
    static Settings of(StaplerRequest2 request, JSONObject form) throws Descriptor.FormException {
        Settings settings = new Settings();
        try {
            settings.policies(list(request, form, "policies", DefinedPolicy.class));
            settings.sources(list(request, form, "sources", MetricSource.class));
            settings.clusters(list(request, form, "clusters", KubernetesCluster.class));
            settings.freezeWindows(list(request, form, "freezeWindows", FreezeWindow.class));
            settings.approverGroups(Lines.of(form.optString("approverGroups")));
            settings.onFail(form.optString("onFail"));
            settings.onInconclusive(form.optString("onInconclusive"));
            settings.policyFile(form.optString("policyFile"));
        } catch (IllegalArgumentException wrong) {
            throw new Descriptor.FormException(String.valueOf(wrong.getMessage()), wrong, "policies");
        }
        return settings;
    }

    private static <T extends Describable<T>> List<T> list(
            StaplerRequest2 request, JSONObject form, String field, Class<T> type) throws Descriptor.FormException {
        List<T> entries = new ArrayList<>();
        Object value = form.opt(field);
        for (Object entry : value instanceof JSONArray many ? many : value == null ? List.of() : List.of(value)) {
            if (entry instanceof JSONObject object && !object.isNullObject()) {
                entries.add(type.cast(Jenkins.get().getDescriptorOrDie(type).newInstance(request, object)));
            }
        }
        return entries;
    }

    boolean isEmpty() {
        return policies().isEmpty()
                && sources().isEmpty()
                && clusters().isEmpty()
                && freezeWindows().isEmpty()
                && approverGroups().isEmpty()
                && onFail == null
                && onInconclusive == null
                && policyFile == null;
    }

    List<DefinedPolicy> policies() {
        return copy(policies);
    }

    void policies(@Nullable List<DefinedPolicy> entries) {
        policies = checked("policy", entries);
    }

    List<MetricSource> sources() {
        return copy(sources);
    }

    void sources(@Nullable List<MetricSource> entries) {
        sources = checked("metric source", entries);
    }

    List<KubernetesCluster> clusters() {
        return copy(clusters);
    }

    void clusters(@Nullable List<KubernetesCluster> entries) {
        clusters = checked("Kubernetes cluster", entries);
    }

    List<FreezeWindow> freezeWindows() {
        return copy(freezeWindows);
    }

    void freezeWindows(@Nullable List<FreezeWindow> entries) {
        freezeWindows = checked("freeze window", entries);
    }

    List<String> approverGroups() {
        return copy(approverGroups);
    }

    void approverGroups(@Nullable List<String> groups) {
        approverGroups = Lines.clean(groups);
    }

    @Nullable
    String onFail() {
        return onFail;
    }

    void onFail(@Nullable String value) {
        onFail = oneOf("onFail", value, Defaults.ON_FAIL);
    }

    @Nullable
    String onInconclusive() {
        return onInconclusive;
    }

    void onInconclusive(@Nullable String value) {
        onInconclusive = oneOf("onInconclusive", value, Defaults.ON_INCONCLUSIVE);
    }

    @Nullable
    String policyFile() {
        return policyFile;
    }

    void policyFile(@Nullable String path) {
        String wanted = Util.fixEmptyAndTrim(path);
        String problem = problemOfPath(wanted);
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
        policyFile = wanted;
    }

    static @Nullable String problemOfPath(@Nullable String path) {
        boolean outside = path != null
                && (path.startsWith("/")
                        || path.contains("\\")
                        || List.of(path.split("/", -1)).contains(".."));
        return outside ? Messages.Settings_PolicyFile_Wrong() : null;
    }

    private static @Nullable String oneOf(String what, @Nullable String value, List<String> values) {
        String wanted = Util.fixEmptyAndTrim(value);
        if (wanted != null && !values.contains(wanted)) {
            throw new IllegalArgumentException(
                    what + " is one of " + String.join(", ", values) + ", was '" + wanted + "'");
        }
        return wanted;
    }

    private static <E extends Named> ArrayList<E> checked(String what, @Nullable List<E> entries) {
        ArrayList<E> all = entries == null ? new ArrayList<>() : new ArrayList<>(entries);
        Named.require(what, all);
        return all;
    }

    private static <E> List<E> copy(@Nullable List<E> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
