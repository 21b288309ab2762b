package io.jenkins.plugins.sluice.jenkins.configuration;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.sluice.jenkins.credential.CredentialKinds;
import java.util.List;
import org.jenkinsci.Symbol;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.verb.POST;

/** A server that answers questions about metrics or logs. */
public class MetricSource extends Endpoint<MetricSource> {

    private static final List<String> KINDS = List.of("prometheus", "loki", "elasticsearch", "web");

    private final String kind;

    /**
     * Defines a source.
     *
     * @param name what policies call it
     * @param kind {@code prometheus}, {@code loki}, {@code elasticsearch} or {@code web}
     * @param url where its API begins
     */
    @DataBoundConstructor
    public MetricSource(String name, String kind, String url) {
        super(name, url);
        this.kind = Util.fixNull(kind).strip();
    }

    /** {@code prometheus}, {@code loki}, {@code elasticsearch} or {@code web}. */
    public String getKind() {
        return kind;
    }

    @Override
    String kindOfEntry() {
        return "metric source";
    }

    @Override
    public @Nullable String problem() {
        return KINDS.contains(kind)
                ? super.problem()
                : Messages.MetricSource_Kind_Wrong(kind, String.join(", ", KINDS));
    }

    /** Describes a source of metrics. */
    @Extension
    @Symbol("metricSource")
    public static class DescriptorImpl extends EndpointDescriptor<MetricSource> {

        @Override
        public String getDisplayName() {
            return Messages.MetricSource_DisplayName();
        }

        /** The kinds to choose from. */
        @POST
        public ListBoxModel doFillKindItems(@AncestorInPath @Nullable Item item) {
            ListBoxModel model = new ListBoxModel();
            if (Configuring.may(item)) {
                model.add(Messages.MetricSource_Prometheus(), "prometheus");
                model.add(Messages.MetricSource_Loki(), "loki");
                model.add(Messages.MetricSource_Elasticsearch(), "elasticsearch");
                model.add(Messages.MetricSource_Web(), "web");
            }
            return model;
        }

        @Override
        CredentialKinds credentialKinds() {
            return CredentialKinds.HTTP;
        }
    }
}
