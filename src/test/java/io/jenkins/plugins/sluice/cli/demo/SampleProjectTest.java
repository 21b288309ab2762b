package io.jenkins.plugins.sluice.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The files of the sample project, which the class path cannot list. */
class SampleProjectTest {

    private static final String INDEX = "files.txt";
    private static final Path SOURCES = Path.of("src/main/resources/io/jenkins/plugins/sluice/cli/demo");

    @Test
    void givenTheFolder_whenComparedWithTheIndex_thenTheIndexIsComplete() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            List<String> present = files.filter(Files::isRegularFile)
                    .map(file -> SOURCES.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !name.equals(INDEX))
                    .sorted()
                    .toList();
            assertThat(index()).containsExactlyElementsOf(present);
        }
    }

    @Test
    void givenTheIndex_whenReadFromTheClassPath_thenEveryFileIsTheSameBytes() throws IOException {
        for (String name : index()) {
            assertThat(bytes(name)).as(name).isNotEmpty().isEqualTo(Files.readAllBytes(SOURCES.resolve(name)));
        }
    }

    @Test
    void givenEveryFile_whenRead_thenItIsTextThatNamesNoMachine() throws IOException {
        for (String name : index()) {
            // The strict decoder of readString refuses what is not UTF-8.
            assertThat(Files.readString(SOURCES.resolve(name)))
                    .as(name)
                    .endsWith("\n")
                    .doesNotContain("\r")
                    .doesNotContain("<property ", "/tmp/", "/home/", "/root/", "file:/");
        }
    }

    @Test
    void givenBothStates_whenCompared_thenOnlyTheVouchersAreNew() throws IOException {
        List<String> before = state("before/");
        assertThat(state("after/"))
                .containsAll(before)
                .filteredOn(name -> !before.contains(name))
                .containsExactly("src/main/java/com/example/parcel/Vouchers.java");
    }

    private static List<String> state(String prefix) throws IOException {
        return index().stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .toList();
    }

    private static List<String> index() throws IOException {
        return Files.readString(SOURCES.resolve(INDEX)).lines().toList();
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = SampleProjectTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return in.readAllBytes();
        }
    }
}
