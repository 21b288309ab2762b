package io.jenkins.plugins.sluice.evidence.release;

import io.jenkins.plugins.sluice.evidence.AlertSummary;
import io.jenkins.plugins.sluice.evidence.MigrationSummary;
import io.jenkins.plugins.sluice.evidence.ReviewSummary;
import io.jenkins.plugins.sluice.evidence.RollbackSummary;
import io.jenkins.plugins.sluice.evidence.Summary;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** The formats of evidence that release checks give. No policy can ask for them by name. */
public enum ReleaseFormat {
    GITHUB_REVIEWS("github-reviews", ReviewSummary.class),
    GITLAB_REVIEWS("gitlab-reviews", ReviewSummary.class),
    PROMETHEUS_ALERTS("prometheus-alerts", AlertSummary.class),
    ROLLBACK_PLAN("rollback-plan", RollbackSummary.class),
    MIGRATION_TESTS("migration-tests", MigrationSummary.class);

    private final String format;
    private final Class<? extends Summary> kind;

    ReleaseFormat(String format, Class<? extends Summary> kind) {
        this.format = format;
        this.kind = kind;
    }

    /** Its name in reports. */
    public String format() {
        return format;
    }

    /** What it is summed up to. */
    public Class<? extends Summary> kind() {
        return kind;
    }

    /** The kind of every format, by its name. */
    public static Map<String, Class<? extends Summary>> kinds() {
        return Arrays.stream(values())
                .collect(Collectors.toUnmodifiableMap(ReleaseFormat::format, ReleaseFormat::kind));
    }
}
