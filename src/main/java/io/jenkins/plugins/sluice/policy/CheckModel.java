package io.jenkins.plugins.sluice.policy;

import static io.jenkins.plugins.sluice.policy.CommonShapes.choice;
import static io.jenkins.plugins.sluice.policy.CommonShapes.globs;
import static io.jenkins.plugins.sluice.policy.CommonShapes.section;

import io.jenkins.plugins.sluice.policy.Shape.Setting;
import io.jenkins.plugins.sluice.policy.Shape.Text;
import java.util.List;

/** The part of {@link PolicyModel} about release checks. */
final class CheckModel {

    static final Shape.Section REVIEW = section(
            "review",
            "a map with 'provider', 'source' and 'repository'",
            Shape.OneOf.NONE,
            List.of(),
            new Setting("provider", true, choice(ReviewCheck.Provider.values()), "", "whose API it is"),
            new Setting(
                    "source",
                    true,
                    Text.of("the id of a source", CommonShapes.ID, CommonShapes.ID_FIX, "github"),
                    "",
                    "the source that is asked, by its id"),
            new Setting(
                    "repository",
                    true,
                    Text.of(
                            "a repository",
                            "[\\w.-]+(?:/[\\w.-]+)+",
                            "write it as the provider does, such as shop/web",
                            "shop/web"),
                    "",
                    "the repository, with all groups or the owner before it"));

    static final Shape.Section ALERTS = section(
            "alerts",
            "a map with 'source' and 'rules'",
            Shape.OneOf.NONE,
            List.of(),
            new Setting("source", true, MetricModel.SOURCE, "", "the metric source with the alert rules, by its id"),
            new Setting(
                    "rules",
                    true,
                    new Shape.Sequence(
                            "the name of an alert rule or a list of them",
                            Text.any("the name of an alert rule", "ShopErrorRate"),
                            1,
                            true),
                    "",
                    "the alert rules that must be in place"),
            new Setting(
                    "alertmanager",
                    false,
                    Text.of("the id of a source", CommonShapes.ID, CommonShapes.ID_FIX, "alertmanager"),
                    "",
                    "the source that silences and routes them, by its id"),
            new Setting(
                    "receiver",
                    false,
                    Text.any("the name of a receiver", "team-shop"),
                    "any",
                    "the receiver that they must reach"));

    static final Shape.Section ROLLBACK = section(
            "rollback",
            "a map with 'plan' and 'covers'",
            Shape.OneOf.NONE,
            List.of(),
            new Setting("plan", true, CommonShapes.PATH, "", "the file with the plan, relative to the workspace"),
            new Setting("covers", true, globs(), "", "the files whose change makes the plan outdated"));

    static final Shape.Section MIGRATION = section(
            "migration",
            "a map with 'files' and what tested them",
            Shape.OneOf.of("what tested them", "evidence", "dryRun"),
            List.of(),
            new Setting("files", true, globs(), "", "the migrations"),
            new Setting(
                    "evidence",
                    false,
                    Text.of("the name of evidence", CommonShapes.NAME.pattern(), CommonShapes.NAME_FIX, "migrations"),
                    "",
                    "the entry under `evidence` that holds their test report"),
            new Setting("dryRun", false, globs(), "", "what a dry run of them wrote"));

    /** All sections, in the order in which they are documented. */
    static final List<Shape.Section> SECTIONS = List.of(REVIEW, ALERTS, ROLLBACK, MIGRATION);

    private CheckModel() {}
}
