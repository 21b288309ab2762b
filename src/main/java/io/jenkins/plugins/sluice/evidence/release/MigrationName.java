package io.jenkins.plugins.sluice.evidence.release;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What names a migration in a text: its path, its file's name, where that has a digit also the name without what follows
 * its first or last dot, and its version, which is a {@code V}, {@code B}, {@code U} or {@code R} with digits before two underscores
 * ({@code V12_1__orders.sql}: {@code V12_1} and {@code V12.1}), or four digits or more at the beginning of the name
 * ({@code 20260131_orders.rb}). Whatever names more than one of the migrations names none of them.
 *
 * <p>It must stand alone: between characters that are no letters and no digits, and a version not before another part of a
 * longer version, so that {@code V1} is not in {@code V12} or {@code V1.2}.
 */
record MigrationName(String file, List<Mark> marks) {

    private static final Pattern FLYWAY = Pattern.compile("([VBUR][0-9]+(?:[._][0-9]+)*)__.*");
    private static final Pattern DIGITS = Pattern.compile("([0-9]{4,})(?:[^0-9].*|)");

    MigrationName {
        marks = List.copyOf(marks);
    }

    /** The names of all migrations, in order. */
    static List<MigrationName> of(Collection<String> files) {
        Map<String, Set<String>> filesOf = new HashMap<>();
        Set<String> sorted = new TreeSet<>(files);
        for (String file : sorted) {
            texts(file)
                    .forEach(text -> filesOf.computeIfAbsent(text, none -> new TreeSet<>())
                            .add(file));
        }
        List<MigrationName> names = new ArrayList<>();
        for (String file : sorted) {
            List<Mark> marks = texts(file).stream()
                    .filter(text -> filesOf.getOrDefault(text, Set.of()).size() == 1)
                    .map(Mark::of)
                    .toList();
            names.add(new MigrationName(file, marks));
        }
        return names;
    }

    private static Set<String> texts(String file) {
        String name = file.substring(file.lastIndexOf('/') + 1);
        Set<String> texts = new LinkedHashSet<>(List.of(file, name));
        if (name.lastIndexOf('.') > 0) {
            for (int end : new int[] {name.lastIndexOf('.'), name.indexOf('.', 1)}) {
                String stem = name.substring(0, end);
                if (stem.chars().anyMatch(Character::isDigit)) {
                    texts.add(stem);
                }
            }
        }
        Matcher version = FLYWAY.matcher(name);
        Matcher digits = DIGITS.matcher(name);
        if (version.matches()) {
            texts.add(version.group(1));
            texts.add(version.group(1).replace('_', '.'));
        } else if (digits.matches()) {
            texts.add(digits.group(1));
        }
        return texts;
    }

    /** A text that must stand alone. */
    record Mark(String text, Pattern alone) {

        static Mark of(String text) {
            return new Mark(
                    text,
                    Pattern.compile("(?<![\\p{L}\\p{N}])(?<![0-9][._])" + Pattern.quote(text)
                            + "(?![\\p{L}\\p{N}])(?![._][0-9])"));
        }

        boolean isIn(String longer) {
            return longer.contains(text) && alone.matcher(longer).find();
        }
    }

    /** Whether a text names this migration. */
    boolean isIn(String text) {
        return marks.stream().anyMatch(mark -> mark.isIn(text));
    }

    /** The first text in natural order that names it, or null. */
    @Nullable
    String firstIn(Collection<String> texts) {
        return texts.stream().filter(this::isIn).min(String::compareTo).orElse(null);
    }
}
