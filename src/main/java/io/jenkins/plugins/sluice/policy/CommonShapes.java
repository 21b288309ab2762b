package io.jenkins.plugins.sluice.policy;

import io.jenkins.plugins.sluice.evidence.Unit;
import io.jenkins.plugins.sluice.policy.Shape.Setting;
import io.jenkins.plugins.sluice.policy.Shape.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What several parts of the model use; it uses none of them. */
final class CommonShapes {

    /** Names of gates and of evidence. */
    static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    static final String NAME_FIX = "write 1 to 63 of a-z, 0-9 and '-', a letter first";

    /** Ids of criteria, waivers and sources. */
    static final String ID = "[A-Za-z0-9][A-Za-z0-9._-]{0,62}";

    static final String ID_FIX = "write 1 to 63 letters, digits, '.', '_' and '-', a letter or digit first";

    /** The units that a number from elsewhere may have. */
    static final List<String> UNITS = Arrays.stream(Unit.values())
            .filter(unit -> unit != Unit.NONE && unit != Unit.PERCENTAGE_POINT)
            .map(Unit::symbol)
            .toList();

    /** Files, anywhere below the workspace. */
    static final Text GLOB = Text.of(
            "a glob",
            "(?![/~]|[A-Za-z]:)(?!(?:.*/)?\\.\\.(?:/|$))[^\\\\\\x00-\\x1F]*[^\\\\\\s\\x00-\\x1F][^\\\\\\x00-\\x1F]*",
            "write a glob relative to the workspace, with '/' between folders and without '..'",
            "**/target/surefire-reports/*.xml");

    /** A file. */
    static final Text PATH = Text.of(
            "a path",
            GLOB.pattern().pattern(),
            "write a path relative to the workspace, with '/' between folders and without '..'",
            "docs/rollback.md");

    private CommonShapes() {}

    /** Globs, or one alone. */
    static Shape.Sequence globs() {
        return new Shape.Sequence("a glob or a list of globs", GLOB, 1, true);
    }

    static Shape.Section section(
            String name, String described, Shape.OneOf exactlyOneOf, List<String> anyOf, Setting... settings) {
        return new Shape.Section(name, described, List.of(settings), exactlyOneOf, anyOf);
    }

    static Shape.Choice choice(Enum<?>[] values) {
        return new Shape.Choice(Arrays.stream(values).map(CommonShapes::word).toList());
    }

    /** How a constant is written in the file. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
