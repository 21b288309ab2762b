package io.jenkins.plugins.sluice.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which migrations there are, and what says that they were tested: exactly one of {@code evidence} and {@code dryRun}.
 *
 * @param files globs of the migrations, at least one
 * @param evidence the name of evidence of the gate that holds their test report, or null
 * @param dryRun globs of what a dry run wrote, or empty
 */
public record MigrationCheck(List<String> files, @Nullable String evidence, List<String> dryRun) {

    public MigrationCheck {
        files = List.copyOf(files);
        dryRun = List.copyOf(dryRun);
        if ((evidence == null) == dryRun.isEmpty()) {
            throw new IllegalArgumentException("either evidence or a dry run says whether migrations were tested");
        }
    }
}
