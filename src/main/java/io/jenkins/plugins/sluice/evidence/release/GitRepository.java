package io.jenkins.plugins.sluice.evidence.release;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Reads a repository with the {@code git} command, which knows every format of repositories. Only commands that read
 * objects are run: no hook, no pager, no external program that the repository's own configuration names, no network.
 */
final class GitRepository {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long MOST_BYTES = 64L << 20;

    private static final List<String> SAFELY = List.of(
            "--no-pager",
            "--literal-pathspecs",
            "-c",
            "core.fsmonitor=false",
            "-c",
            "core.hooksPath=/dev/null",
            "-c",
            "core.quotePath=false");

    private static final Map<String, String> QUIETLY = Map.of(
            "GIT_OPTIONAL_LOCKS", "0",
            "GIT_TERMINAL_PROMPT", "0",
            "GIT_NO_LAZY_FETCH", "1",
            "GIT_NO_REPLACE_OBJECTS", "1",
            "LC_ALL", "C");

    private final Path folder;
    private final Path temporaryFolder;
    private final Runnable checkpoint;

    /**
     * Reads the repository that a folder lies in.
     *
     * @param temporaryFolder where the command's output goes
     * @param checkpoint called before and while a command runs; may throw to stop it
     */
    GitRepository(Path folder, Path temporaryFolder, Runnable checkpoint) {
        this.folder = folder;
        this.temporaryFolder = temporaryFolder;
        this.checkpoint = checkpoint;
    }

    /**
     * What a command prints.
     *
     * @throws NoAnswer when it fails, cannot be run or takes too long
     * @throws IOException when the temporary folder cannot be used
     */
    String run(String... arguments) throws IOException {
        checkpoint.run();
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        command.addAll(SAFELY);
        command.addAll(Arrays.asList(arguments));
        Path out = Files.createTempFile(temporaryFolder, "git", ".out");
        Path err = Files.createTempFile(temporaryFolder, "git", ".err");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
            builder.environment().putAll(QUIETLY);
            int status = ended(started(builder), arguments[0]);
            if (status != 0) {
                String said = Files.readString(err, StandardCharsets.ISO_8859_1);
                throw new NoAnswer("git " + arguments[0] + " failed (" + status + ")"
                        + (said.isBlank() ? "" : ": " + Api.cut(said)));
            }
            if (Files.size(out) > MOST_BYTES) {
                throw new NoAnswer("git " + arguments[0] + " tells more than is read");
            }
            return new String(Files.readAllBytes(out), StandardCharsets.UTF_8);
        } finally {
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        }
    }

    private static Process started(ProcessBuilder builder) {
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return process;
        } catch (IOException e) {
            throw new NoAnswer("the git command cannot be run where the workspace lies; install git there");
        }
    }

    private int ended(Process process, String command) {
        try {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
                checkpoint.run();
                if (System.nanoTime() - end > 0) {
                    throw new NoAnswer("git " + command + " did not end within " + PATIENCE.toMinutes() + " minutes");
                }
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NoAnswer("git " + command + " was interrupted");
        } finally {
            process.destroyForcibly();
        }
    }
}
