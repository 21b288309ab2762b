package io.jenkins.plugins.sluice.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.sluice.evidence.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
