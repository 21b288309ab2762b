package io.jenkins.plugins.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.sluice.cli.Launcher.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Before Java runs: whatever goes wrong ends with 70, because a JVM that does not start ends with 1 like a failed gate. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
class LauncherStartTest {

    private static final List<String> TOOLS = List.of(
            "bash",
            "cat",
            "dirname",
            "env",
            "find",
            "flock",
            "grep",
            "head",
            "mkdir",
            "mktemp",
            "readlink",
            "rm",
            "sed",
            "tput");

    @TempDir
    Path folder;

    private Path home;
    private Path tools;
    private Launcher sluice;

    /** A copy of the repository's beginning, and a PATH with neither Java nor Maven. */
    @BeforeEach
    void freshCopy() throws IOException {
        home = Files.createDirectories(folder.resolve("clone"));
        Files.createDirectories(home.resolve("src/main/java"));
        Files.writeString(home.resolve("pom.xml"), "<project>");
        Files.copy(Launcher.SCRIPT, home.resolve("sluice"));
        tools = Files.createDirectories(folder.resolve("bin"));
        for (String tool : TOOLS) {
            for (String path : List.of("/usr/bin", "/bin")) {
                if (Files.exists(Path.of(path, tool)) && !Files.exists(tools.resolve(tool))) {
                    Files.createSymbolicLink(tools.resolve(tool), Path.of(path, tool));
                }
            }
        }
        sluice = new Launcher(folder)
                .with("PATH", tools.toString())
                .without("SLUICE_CLASS_PATH")
                .without("SLUICE_JAVA_OPTS");
    }

    private Ended run(String... arguments) throws IOException, InterruptedException {
        return sluice.command(Launcher.words(home.resolve("sluice").toString(), arguments));
    }

    private void maven(String... lines) throws IOException {
        Path maven = tools.resolve("mvn");
        Files.writeString(maven, "#!" + tools.resolve("bash") + "\n" + String.join("\n", lines) + "\n");
        assertThat(maven.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void givenNoMaven_whenBuiltForTheFirstTime_thenItSaysWhatToInstall() throws Exception {
        Ended ended = run("gate");

        assertThat(ended.status()).isEqualTo(70);
        assertThat(ended.err()).contains("install Maven");
    }

    @Test
    void givenABuildThatFails_whenBuiltForTheFirstTime_thenItsOutputIsShown() throws Exception {
        maven("echo 'Non-parseable POM'; exit 1");

        Ended ended = run("gate");

        assertThat(ended.status()).isEqualTo(70);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains("Non-parseable POM").contains("the build failed");
    }

    @Test
    void givenABuildThatMakesNothing_whenBuiltForTheFirstTime_thenItIsNotRun() throws Exception {
        maven("exit 0");

        assertThat(run("gate").status()).isEqualTo(70);
    }

    @Test
    void givenABuiltCopy_whenASourceChanges_thenItIsBuiltAgain() throws Exception {
        maven("mkdir -p target/engine/lib && echo jar > target/engine/sluice-engine.jar && echo x >> builds");
        Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, "#!" + tools.resolve("bash") + "\necho \"$@\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        sluice.with("JAVA_HOME", folder.resolve("jdk").toString());

        assertThat(run("gate").out()).contains("sluice-engine.jar gate");
        assertThat(run("gate").err()).isEmpty();
        assertThat(home.resolve("builds")).hasContent("x");
        Path source = Files.writeString(home.resolve("src/main/java/New.java"), "");
        assertThat(source.toFile().setLastModified(System.currentTimeMillis() + 10_000))
                .isTrue();
        assertThat(run("gate").err()).contains("building");
    }

    @Test
    void givenNoJava_whenRun_thenItSaysWhatToInstall() throws Exception {
        Ended ended = sluice.without("JAVA_HOME")
                .command(List.of(home.resolve("sluice").toString(), "gate"));

        assertThat(ended.status()).isEqualTo(70);
        assertThat(ended.err()).contains("JDK 17").contains("JAVA_HOME");
    }

    @Test
    void givenAnOldJava_whenRun_thenItNamesItsVersion() throws Exception {
        Path jdk = Files.createDirectories(folder.resolve("jdk11/bin"));
        Files.writeString(jdk.resolve("java"), "#!/bin/sh\nexit 1\n");
        assertThat(jdk.resolve("java").toFile().setExecutable(true)).isTrue();
        Files.writeString(folder.resolve("jdk11/release"), "JAVA_VERSION=\"11.0.2\"\n");
        sluice.with("JAVA_HOME", folder.resolve("jdk11").toString());

        Ended ended = run("gate");

        assertThat(ended.status()).isEqualTo(70);
        assertThat(ended.err()).contains("Java 11").contains("JDK 17");
    }

    @Test
    void givenAnOptionThatTheJvmRefuses_whenRun_thenItIsNoFailedGate() throws Exception {
        sluice.with("SLUICE_JAVA_OPTS", "-XX:+NoSuchOption");

        Ended ended = run("gate");

        assertThat(ended.status()).isEqualTo(70);
        assertThat(ended.err()).contains("NoSuchOption").contains("SLUICE_JAVA_OPTS");
        assertThat(ended.err().lines()).hasSize(1);
    }
}
