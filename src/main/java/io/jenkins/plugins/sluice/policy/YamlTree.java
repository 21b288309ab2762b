package io.jenkins.plugins.sluice.policy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Builds a tree from the events of YAML 1.2 (yaml.org/spec/1.2.2). Anchors, aliases, tags and merge keys are refused
 * where they stand, so that nothing is ever expanded.
 */
final class YamlTree {

    /** How deep maps and lists may be nested; the policy itself needs 8 levels. */
    static final int DEEPEST = 20;

    private static final String STAR = "put a text that begins with '*' or '&' in quotes";

    private static final YamlNode.Place START = new YamlNode.Place(1, 1);

    private final Problems problems;
    private final Iterator<Event> events;

    private YamlTree(String text, Problems problems) {
        this.problems = problems;
        LoadSettings settings = LoadSettings.builder()
                .setVersionFunction(UnaryOperator.identity())
                .setParseComments(false)
                .build();
        this.events = new Parse(settings).parseString(text).iterator();
    }

    /** The one document of a text; problems are added, and with a broken syntax the answer is empty. */
    static Optional<YamlNode> read(String text, Problems problems) {
        try {
            return new YamlTree(text, problems).document();
        } catch (TooDeep tooDeep) {
            problems.add(
                    tooDeep.place,
                    "",
                    "maps and lists are nested more than " + DEEPEST + " levels deep",
                    "write a policy by its reference in docs/policy.md");
        } catch (MarkedYamlEngineException broken) {
            YamlNode.Place place = broken.getProblemMark()
                    .or(broken::getContextMark)
                    .map(YamlTree::place)
                    .orElse(START);
            Misfit misfit = syntax(String.valueOf(broken.getContext()), String.valueOf(broken.getProblem()));
            problems.add(place, "", "not YAML: " + misfit.what(), misfit.fix());
        } catch (ReaderException broken) {
            problems.add(
                    place(text, broken.getPosition()),
                    "",
                    String.format(Locale.ROOT, "character U+%04X is not allowed", broken.getCodePoint()),
                    "remove it, or write it as an escape in double quotes");
        } catch (YamlEngineException broken) {
            problems.add(START, "", "not YAML: " + Quoted.plain(String.valueOf(broken.getMessage())), "write YAML 1.2");
        }
        return Optional.empty();
    }

    private Optional<YamlNode> document() {
        Optional<YamlNode> root = Optional.empty();
        while (events.hasNext()) {
            Event event = events.next();
            if (event instanceof DocumentStartEvent start) {
                if (root.isPresent()) {
                    problems.add(place(event), "", "a second document begins", "write one document in one file");
                    return root;
                }
                directives(start);
                root = Optional.of(node(events.next(), 0));
            }
        }
        if (root.isEmpty()) {
            problems.add(START, "", "the policy is empty", "begin with 'sluice: 1'");
        }
        return root;
    }

    private void directives(DocumentStartEvent start) {
        boolean other = start.getSpecVersion()
                .filter(version -> version.getMajor() != 1 || version.getMinor() != 2)
                .isPresent();
        if (other) {
            problems.add(place(start), "", "the %YAML directive names another version", "remove it; this is YAML 1.2");
        }
        Map<String, String> tags = start.getTags();
        if (tags.keySet().stream().anyMatch(handle -> !handle.equals("!") && !handle.equals("!!"))) {
            problems.add(place(start), "", "tags are not allowed", "remove the %TAG directive");
        }
    }

    private YamlNode node(Event event, int depth) {
        if (event instanceof AliasEvent alias) {
            problems.add(
                    place(event),
                    "",
                    "alias " + Quoted.of("*" + alias.getAlias().getValue()) + " is not allowed",
                    "write the value itself, or " + STAR);
            return new YamlNode.Broken(place(event));
        }
        if (depth > DEEPEST) {
            throw new TooDeep(place(event));
        }
        refuseProperties(event);
        if (event instanceof ScalarEvent scalar) {
            return scalar(scalar);
        }
        return event instanceof MappingStartEvent
                ? new YamlNode.Mapping(place(event), entries(depth))
                : new YamlNode.Sequence(place(event), items(depth));
    }

    private void refuseProperties(Event event) {
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            problems.add(
                    place(event),
                    "",
                    "anchor " + Quoted.of("&" + node.getAnchor().get().getValue()) + " is not allowed",
                    "remove it, and write values where they are needed");
        }
        Optional<String> tag = event instanceof ScalarEvent scalar
                ? scalar.getTag()
                : event instanceof CollectionStartEvent collection ? collection.getTag() : Optional.empty();
        if (tag.isPresent()) {
            problems.add(place(event), "", "tag " + Quoted.of(tag.get()) + " is not allowed", "remove it");
        }
    }

    private List<YamlNode> items(int depth) {
        List<YamlNode> items = new ArrayList<>();
        Event event = events.next();
        while (event.getEventId() != Event.ID.SequenceEnd) {
            items.add(node(event, depth + 1));
            event = events.next();
        }
        return items;
    }

    private List<YamlNode.Entry> entries(int depth) {
        List<YamlNode.Entry> entries = new ArrayList<>();
        Event event = events.next();
        while (event.getEventId() != Event.ID.MappingEnd) {
            YamlNode key = node(event, depth + 1);
            YamlNode value = node(events.next(), depth + 1);
            if (key instanceof YamlNode.Scalar scalar) {
                entries.add(new YamlNode.Entry(scalar, value));
            } else if (!(key instanceof YamlNode.Broken)) {
                problems.add(key.place(), "", "a key is a text, found " + key.shown(), "write a text before the colon");
            }
            event = events.next();
        }
        return entries;
    }

    private static YamlNode.Scalar scalar(ScalarEvent event) {
        YamlNode.Place start = place(event);
        YamlNode.Place end = event.getEndMark().map(YamlTree::place).orElse(start);
        int quotes = event.isPlain() ? 0 : 1;
        String value = event.getValue();
        boolean exact = start.line() == end.line()
                && end.column() - start.column() - 2 * quotes == value.codePointCount(0, value.length())
                && !event.isLiteral()
                && !event.isFolded();
        return new YamlNode.Scalar(start, value, event.isPlain(), exact ? quotes : -1);
    }

    private static YamlNode.Place place(Event event) {
        return event.getStartMark().map(YamlTree::place).orElse(START);
    }

    private static YamlNode.Place place(Mark mark) {
        return new YamlNode.Place(mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static YamlNode.Place place(String text, int codePoints) {
        int line = 1;
        int column = 1;
        int[] before = text.codePoints().limit(codePoints).toArray();
        for (int point : before) {
            line = point == '\n' ? line + 1 : line;
            column = point == '\n' ? 1 : column + 1;
        }
        return new YamlNode.Place(line, column);
    }

    private static Misfit syntax(String context, String problem) {
        if (problem.contains("TAB")) {
            return new Misfit("a tab begins a word", "indent with spaces, never with tabs");
        }
        if (context.contains("alias") || context.contains("anchor")) {
            return new Misfit(Quoted.plain(problem), STAR);
        }
        String fix = "check indentation, quotes and brackets here and just before";
        if (problem.contains("mapping values are not allowed")) {
            fix = "put a text that holds ': ' in quotes, or check the indentation";
        } else if (problem.contains("could not find expected ':'")) {
            fix = "write 'key: value', with a space after the colon";
        } else if (problem.contains("found character")) {
            fix = "put a text that begins with this character in quotes";
        } else if (problem.contains("end of stream") || problem.contains("stream end")) {
            fix = "close the quote or bracket";
        }
        return new Misfit(Quoted.plain(problem), fix);
    }

    /** Ends the walk where it goes too deep. */
    private static final class TooDeep extends RuntimeException {

        private final transient YamlNode.Place place;

        TooDeep(YamlNode.Place place) {
            super(null, null, false, false);
            this.place = place;
        }
    }
}
