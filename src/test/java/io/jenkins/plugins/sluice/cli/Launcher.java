package io.jenkins.plugins.sluice.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Runs the script {@code sluice} as a process, on the classes under test and the JDK that runs the tests, with nothing in
 * its environment but what a test puts there.
 */
final class Launcher {

    static final Path SCRIPT = Path.of("sluice").toAbsolutePath();

    private static final long PATIENCE_SECONDS = 300;

    private final Path folder;
    private final Map<String, String> environment = new TreeMap<>();

    /** @param folder the folder to run in */
    Launcher(Path folder) {
        this.folder = folder;
        environment.put("PATH", System.getenv("PATH"));
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("SLUICE_CLASS_PATH", classPath());
        // Short runs: the time that the second compiler needs never pays.
        environment.put("SLUICE_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
    }

    /** The classes under test and what they need, without the tests. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    Launcher with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Launcher without(String variable) {
        environment.remove(variable);
        return this;
    }

    /** What a process printed and how it ended. */
    record Ended(int status, String out, String err) {}

    Ended run(String... arguments) throws IOException, InterruptedException {
        return command(words(SCRIPT.toString(), arguments));
    }

    /** Another command than the script of this repository. */
    Ended command(List<String> command) throws IOException, InterruptedException {
        return start(command).await();
    }

    Started start(List<String> command) throws IOException {
        Path out = Files.createTempFile("sluice-test", ".out");
        Path err = Files.createTempFile("sluice-test", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return new Started(builder.start(), out, err);
    }

    static List<String> words(String first, String... more) {
        List<String> words = new ArrayList<>(List.of(first));
        words.addAll(List.of(more));
        return words;
    }

    /** A process that may still run. */
    record Started(Process process, Path out, Path err) {

        Ended await() throws IOException, InterruptedException {
            try {
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    throw new AssertionError("still running; it said " + Files.readString(err));
                }
                return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
            } finally {
                process.destroyForcibly();
                Files.delete(out);
                Files.delete(err);
            }
        }
    }
}
