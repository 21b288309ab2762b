package io.jenkins.plugins.sluice.jenkins.metric;

import hudson.Extension;
import hudson.model.UnprotectedRootAction;
import hudson.security.Permission;
import io.jenkins.plugins.sluice.jenkins.permission.SluicePermissions;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import jenkins.model.Jenkins;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.verb.GET;

/**
 * {@code /sluice-metrics/}: the figures in Prometheus' text format, or in OpenMetrics' for who accepts it. For users with
 * Sluice/Administer or Overall/SystemRead, and for who has the token of {@link MetricsConfiguration}; all others get 403.
 */
@Extension
public final class MetricsEndpoint implements UnprotectedRootAction {

    static final String URL = "sluice-metrics";

    private static final String BEARER = "bearer ";

    /** Either of them is enough. */
    private static final Permission[] PERMITTED = {SluicePermissions.ADMINISTER, Jenkins.SYSTEM_READ};

    private final ExpositionFormats formats = ExpositionFormats.init();

    @Override
    public @Nullable String getIconFileName() {
        return null;
    }

    @Override
    public @Nullable String getDisplayName() {
        return null;
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    /** Answers with all figures. */
    @GET
    public void doIndex(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        Jenkins jenkins = Jenkins.get();
        String token = bearer(request.getHeader("Authorization"));
        if (token == null) {
            jenkins.checkAnyPermission(PERMITTED);
        } else if (!jenkins.hasAnyPermission(PERMITTED)
                && !MetricsConfiguration.get().accepts(token)) {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        ExpositionFormatWriter writer = formats.findWriter(request.getHeader("Accept"));
        response.setContentType(writer.getContentType());
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        writer.write(response.getOutputStream(), SluiceMetrics.get().scrape());
    }

    private static @Nullable String bearer(@Nullable String header) {
        return header != null && header.toLowerCase(Locale.ROOT).startsWith(BEARER)
                ? header.substring(BEARER.length()).strip()
                : null;
    }
}
