package io.jenkins.plugins.sluice.cli.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A small service with the reports that real tools wrote for it, in two states: the accepted release, and a change that
 * breaks a test, deletes another and brings a new finding.
 */
public final class SampleProject {

    private SampleProject() {}

    /** The project's two states. */
    public enum State {
        BEFORE("before"),
        AFTER("after");

        private final String folder;

        State(String folder) {
            this.folder = folder;
        }
    }

    /** Writes the project in this state and its policy into an empty or new folder. */
    public static void write(State state, Path folder) throws IOException {
        String prefix = state.folder + "/";
        for (String path : paths()) {
            if (path.startsWith(prefix)) {
                copy(path, folder.resolve(path.substring(prefix.length())));
            } else if (!path.contains("/")) {
                copy(path, folder.resolve(path));
            }
        }
    }

    private static List<String> paths() throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(open("files.txt"), StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.isBlank()).toList();
        }
    }

    private static void copy(String resource, Path file) throws IOException {
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try (InputStream stream = open(resource)) {
            Files.copy(stream, file);
        }
    }

    private static InputStream open(String resource) throws IOException {
        InputStream stream = SampleProject.class.getResourceAsStream(resource);
        if (stream == null) {
            throw new IOException("the sample project's " + resource + " is missing from this build; build it again");
        }
        return stream;
    }
}
