package io.jenkins.plugins.sluice.policy;

import static io.jenkins.plugins.sluice.policy.CommonShapes.choice;
import static io.jenkins.plugins.sluice.policy.CommonShapes.globs;
import static io.jenkins.plugins.sluice.policy.CommonShapes.section;

import io.jenkins.plugins.sluice.policy.Shape.Setting;
import io.jenkins.plugins.sluice.policy.Shape.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The keys of the policy file: the one description that reading, the JSON Schema and the documentation are made from. */
final class PolicyModel {

    /** The formats that the engine reads itself. */
    static final List<String> OWN_FORMATS =
            List.of("junit", "jacoco", "cobertura", "pit", "sarif", "jmeter-csv", "jmeter-xml");

    private static final Shape.Section PICK = section(
            "pick",
            "a map that says where a number is",
            Shape.OneOf.of("where the value is", "pointer", "xpath", "key"),
            List.of(),
            new Setting(
                    "pointer",
                    false,
                    Text.of(
                            "a JSON Pointer",
                            "(?![\\s\\S]*~(?![01]))(?:/[\\s\\S]*)?",
                            "write a JSON Pointer (RFC 6901) such as /bundle/size",
                            "/bundle/size"),
                    "",
                    "where the number is in a JSON file (RFC 6901)"),
            new Setting(
                    "xpath",
                    false,
                    Text.any("an XPath expression", "/report/@size"),
                    "",
                    "where the number is in an XML file (XPath 1.0)"),
            new Setting(
                    "key",
                    false,
                    Text.any("a property's key", "bundle.size"),
                    "",
                    "where the number is in a properties file"),
            new Setting(
                    "unit", false, new Shape.Choice(CommonShapes.UNITS), "none", "the unit of the number in the file"));

    private static final Shape.Section EVIDENCE = section(
            "evidence",
            "a map that says which files are evidence",
            Shape.OneOf.NONE,
            List.of(),
            new Setting(
                    "files",
                    true,
                    globs(),
                    "",
                    "which files, as globs relative to the workspace: `*` within a folder, `**` across folders"),
            new Setting("exclude", false, globs(), "", "which of these files to leave out"),
            new Setting(
                    "format",
                    false,
                    Text.parsed(
                            "the name of a format", "[A-Za-z0-9][A-Za-z0-9._-]*", OWN_FORMATS.toArray(new String[0])),
                    "recognised by content",
                    "the format of the files"),
            new Setting(
                    "atLeast",
                    false,
                    new Shape.Whole(1, Integer.MAX_VALUE),
                    "1",
                    "how many files there must be; with fewer, all that they answer is unknown"),
            new Setting(
                    "tools",
                    false,
                    new Shape.Sequence(
                            "a tool's name or a list of them", Text.any("a tool's name", "spotbugs"), 1, true),
                    "",
                    "tools that must have reported, ignoring case"),
            new Setting(
                    "emptyMeansClean",
                    false,
                    new Shape.Flag(),
                    "false",
                    "whether an empty report proves that nothing was found, in formats that cannot tell a clean run from a crashed one"),
            new Setting(
                    "pick",
                    false,
                    new Shape.Named(
                            "a map of names",
                            Subject.CUSTOM_NAME,
                            "write 1 to 63 letters a-z, A-Z and digits, a letter first",
                            PICK),
                    "",
                    "numbers to pick from each file, by the name that criteria call them: `custom.<name>`"));

    /** What a criterion looks like; the parser tells more. */
    static final Text CRITERION = Text.parsed(
            "a criterion",
            CriterionPattern.regex(),
            Stream.concat(
                            Arrays.stream(Property.values()).map(Property::example),
                            Stream.of(
                                    "metrics.errorRate < 1%",
                                    "metrics.p95 <= 500ms",
                                    "metrics.errorRate not worse than baseline",
                                    "metrics.errorRate not worse than baseline by 0.1pp",
                                    "metrics.errorRate not worse than baseline times 1.5"))
                    .toArray(String[]::new));

    private static final Shape.Section CRITERION_MAP =
            new Shape.Section("criterion", "a map with 'criterion'", criterionSettings(), Shape.OneOf.NONE, List.of());

    private static List<Setting> criterionSettings() {
        List<Setting> settings = new ArrayList<>(
                List.of(
                        new Setting("criterion", true, CRITERION, "", "what must hold"),
                        new Setting(
                                "id",
                                false,
                                Text.of("an id", CommonShapes.ID, CommonShapes.ID_FIX, "no-new-findings"),
                                "all left of the limit",
                                "what its trend is kept under; unique in its gate"),
                        new Setting(
                                "criticality",
                                false,
                                choice(Criterion.Criticality.values()),
                                "fail",
                                "what it does to the gate when it is broken: fail it, make it unstable, or add a note"),
                        new Setting(
                                "onNoData",
                                false,
                                choice(Criterion.OnNoData.values()),
                                "hold",
                                "what becomes of it without data: broken, unknown, or left out"),
                        new Setting(
                                "onNoReference",
                                false,
                                choice(Criterion.OnNoReference.values()),
                                "hold",
                                "what becomes of it when it needs a reference and there is none: broken, unknown, or left out")));
        settings.addAll(MetricModel.JUDGE);
        return settings;
    }

    private static final Shape.Section GATE = section(
            "gate",
            "a map with 'criteria'",
            Shape.OneOf.NONE,
            List.of(),
            new Setting(
                    "evidence",
                    false,
                    new Shape.Named("a map of evidence", CommonShapes.NAME, CommonShapes.NAME_FIX, EVIDENCE),
                    "the usual report folders",
                    "which files are evidence, by names that selectors refer to"),
            new Setting(
                    "criteria",
                    true,
                    new Shape.Sequence("a list of criteria", new Shape.TextOr(CRITERION, CRITERION_MAP), 1, false),
                    "",
                    "what must hold"),
            new Setting(
                    "reference",
                    false,
                    Text.parsed(
                            "a reference",
                            "last|target-branch|file:.*\\S.*|best of (?:[2-9]|[1-9][0-9]{1,2}|1000)",
                            "last",
                            "target-branch",
                            "file:reference.json",
                            "best of 10"),
                    "last",
                    "what the run is compared with: `last`, `target-branch`, `file:PATH` or `best of N`"),
            new Setting(
                    "metrics", false, MetricModel.METRICS, "", "which live metrics are watched, see `docs/metrics.md`"),
            new Setting("review", false, CheckModel.REVIEW, "", "where the code review is looked up"),
            new Setting("alerts", false, CheckModel.ALERTS, "", "which alert rules must be in place"),
            new Setting("rollback", false, CheckModel.ROLLBACK, "", "which file is the plan for going back"),
            new Setting("migration", false, CheckModel.MIGRATION, "", "which migrations must have been tested"),
            new Setting("score", false, new Shape.Reserved(), "", "reserved"));

    private static final Shape.Section WAIVER = section(
            "waiver",
            "a map with owner, reason and expires",
            Shape.OneOf.NONE,
            List.of("tool", "rule", "path", "message", "test"),
            new Setting(
                    "id",
                    false,
                    Text.of("an id", CommonShapes.ID, CommonShapes.ID_FIX, "legacy-xss"),
                    "W and its number in the list",
                    "what reports call it"),
            new Setting(
                    "tool",
                    false,
                    Text.any("a tool's name", "spotbugs"),
                    "any",
                    "findings of this tool, ignoring case"),
            new Setting(
                    "rule",
                    false,
                    Text.any("a glob over rules", "XSS_*"),
                    "any",
                    "findings whose rule matches this glob"),
            new Setting(
                    "path",
                    false,
                    Text.any("a glob over paths", "src/legacy/**"),
                    "any",
                    "findings whose path matches this glob"),
            new Setting(
                    "message",
                    false,
                    Text.any("a glob over messages", "**deprecated**"),
                    "any",
                    "findings whose message matches this glob"),
            new Setting(
                    "test",
                    false,
                    Text.any("a glob over tests", "com.example.FlakyTest.*"),
                    "",
                    "failed tests whose full name matches this glob; not together with the keys for findings"),
            new Setting("owner", true, Text.any("a person or team", "team-web"), "", "who answers for it"),
            new Setting("reason", true, Text.any("a text", "rewritten in March"), "", "why it is accepted"),
            new Setting(
                    "expires",
                    true,
                    Text.of("a date", "[0-9]{4}-[0-9]{2}-[0-9]{2}", "write YYYY-MM-DD", "2027-03-31"),
                    "",
                    "the first day, in UTC, on which it no longer applies"));

    /** The whole file. */
    static final Shape.Section POLICY = section(
            "policy",
            "a map that begins with 'sluice: 1'",
            Shape.OneOf.NONE,
            List.of(),
            new Setting("sluice", true, new Shape.Whole(1, 1), "", "the version of this format; always the first key"),
            new Setting(
                    "gates",
                    true,
                    new Shape.Named("a map of gates", CommonShapes.NAME, CommonShapes.NAME_FIX, GATE),
                    "",
                    "the gates, by name"),
            new Setting(
                    "waivers",
                    false,
                    new Shape.Sequence("a list of waivers", WAIVER, 0, false),
                    "none",
                    "accepted exceptions, for all gates"));

    /** All sections, in the order in which they are documented. */
    static final List<Shape.Section> SECTIONS = Stream.of(
                    List.of(POLICY, GATE, EVIDENCE, PICK, CRITERION_MAP),
                    MetricModel.SECTIONS,
                    CheckModel.SECTIONS,
                    List.of(WAIVER))
            .flatMap(List::stream)
            .toList();

    private PolicyModel() {}
}
