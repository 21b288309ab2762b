package io.jenkins.plugins.sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/journal.md shows is so. */
class DocumentationTest {
    @TempDir
    Path folder;

    private String text = "";

    @BeforeEach
    void readDocumentation() throws IOException {
        text = Files.readString(Path.of("docs", "journal.md"));
    }

    @Test
    void givenTheExample_whenVerified_thenIntactWithTheHeadThatTheTextNames() throws IOException {
        String fence = "```jsonl\n";
        int start = text.indexOf(fence) + fence.length();
        Path file =
                Files.writeString(folder.resolve("example.jsonl"), text.substring(start, text.indexOf("```", start)));

        assertThat(JournalReader.verify(file))
                .isInstanceOfSatisfying(
                        Verification.Intact.class,
                        intact -> assertThat(text).contains("The head of the example is `" + intact.head() + "`"));
    }

    @Test
    void givenTheFlaws_whenLookedUp_thenEachIsExplained() {
        for (Flaw flaw : Flaw.values()) {
            assertThat(text).contains("`" + flaw + "`");
        }
    }
}
