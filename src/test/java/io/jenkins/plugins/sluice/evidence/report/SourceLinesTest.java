package io.jenkins.plugins.sluice.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.sluice.evidence.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceLinesTest {

    private static final int FILES = 150;

    @TempDir
    private Path folder;

    @Test
    void givenLines_whenHashed_thenItIsThatOfTheTextWithSingleBlanks() throws IOException {
        Files.writeString(folder.resolve("a.c"), "one\n\n  two\t 2\nthrée\r\n\nfour\nfive\nsix");
        SourceLines lines = new SourceLines(new WorkspacePaths(folder));
        assertThat(lines.find(0, "a.c", 4)).isTrue();
        // the file is in UTF-8, so its bytes are those that a text is hashed by
        assertThat(new Identity(lines.high(), lines.low()))
                .isEqualTo(IdentityHash.of("one\ntwo 2\nthrée\nfour\nfive\n"));
        assertThat(lines.find(0, "a.c", 9)).isFalse();
        assertThat(lines.find(0, "a.c", 0)).isFalse();
        assertThat(lines.find(1, "none.c", 1)).isFalse();
        assertThat(lines.has(0, "a.c")).isTrue();
        assertThat(lines.has(1, "none.c")).isFalse();
    }

    @Test
    void givenMoreFilesThanAreKept_whenTheyComeAgainAndAgain_thenTheirHashesStayTheSame() throws IOException {
        for (int file = 0; file < FILES; file++) {
            Files.writeString(folder.resolve(file + ".c"), "a " + file + "\n\nb\nc\n\n\nd\ne\n");
        }
        SourceLines lines = new SourceLines(new WorkspacePaths(folder));
        List<Object> first = round(lines);
        assertThat(round(lines)).isEqualTo(first);
        assertThat(round(lines)).isEqualTo(first);
    }

    @Property(tries = 300)
    void givenAnyFile_whenItsLinesAreHashed_thenAsPlainTextSays(
            @ForAll @StringLength(max = 60) @Chars({'a', 'b', 'ü', ' ', '\t', '\n', '\r', '\u001c'}) String text)
            throws IOException {
        Path workspace = Files.createTempDirectory("sluice-lines");
        try {
            Files.writeString(workspace.resolve("a.c"), text);
            String[] all = text.split("\r\n|\r|\n", -1);
            SourceLines lines = new SourceLines(new WorkspacePaths(workspace));
            for (int line = 1; line <= all.length + 1; line++) {
                String around = line > all.length ? "" : around(all, line - 1);
                boolean some = around.length() > 1;
                assertThat(lines.find(0, "a.c", line)).isEqualTo(some);
                if (some) {
                    assertThat(new Identity(lines.high(), lines.low())).isEqualTo(IdentityHash.of(around));
                }
            }
            assertThat(lines.has(0, "a.c")).isEqualTo(!text.isEmpty());
        } finally {
            Files.deleteIfExists(workspace.resolve("a.c"));
            Files.delete(workspace);
        }
    }

    /** The line, up to two before and two after it that are not blank; a text is blank where all of these are. */
    private static String around(String[] all, int line) {
        List<String> found = new ArrayList<>(List.of(tidy(all[line])));
        for (int i = line - 1; i >= 0 && found.size() < 3; i--) {
            if (!tidy(all[i]).equals("\n")) {
                found.add(0, tidy(all[i]));
            }
        }
        int most = found.size() + 2;
        for (int i = line + 1; i < all.length && found.size() < most; i++) {
            if (!tidy(all[i]).equals("\n")) {
                found.add(tidy(all[i]));
            }
        }
        return String.join("", found);
    }

    private static String tidy(String line) {
        return line.replaceAll("[ \t-\r]+", " ").replaceAll("^ | $", "") + "\n";
    }

    private static List<Object> round(SourceLines lines) {
        List<Object> told = new ArrayList<>();
        for (int file = 0; file < FILES; file++) {
            for (int line = 1; line < 12; line++) {
                boolean found = lines.find(file, file + ".c", line);
                told.add(found ? new Identity(lines.high(), lines.low()) : file + ":" + line);
            }
            told.add(lines.has(file, file + ".c"));
        }
        return told;
    }
}
