package io.jenkins.plugins.sluice.evidence.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Paths of findings as seen from the workspace; never leads out of it. */
final class WorkspacePaths {

    private static final int MOST_FOLDERS = 1_000;

    private final @Nullable Path root;
    private final Set<Path> realFolders = new HashSet<>();
    private final Set<String> prefixes = new LinkedHashSet<>();

    /** @param workspace its root, or null when there is none: then no file is ever found */
    WorkspacePaths(@Nullable Path workspace) {
        Path real = null;
        if (workspace != null) {
            prefixes.add(prefix(workspace.toAbsolutePath().normalize()));
            try {
                real = workspace.toRealPath();
                prefixes.add(prefix(real));
            } catch (IOException e) {
                // a workspace that is not there holds no files; paths below it are still told apart
                real = null;
            }
        }
        root = real;
    }

    /** Whether any file can be found at all. */
    boolean hasWorkspace() {
        return root != null;
    }

    private static String prefix(Path folder) {
        String text = folder.toString().replace('\\', '/');
        return text.endsWith("/") ? text : text + "/";
    }

    /** A path relative to the workspace where it lies in it, else as it is; with {@code /} and without dots. */
    String relative(String path) {
        String given = path.indexOf('/') < 0 ? path.replace('\\', '/') : path;
        boolean plain = !given.isEmpty()
                && given.charAt(0) != '/'
                && given.indexOf(':') < 0
                && !given.startsWith("./")
                && !given.contains("/.")
                && !given.contains("//");
        if (plain) {
            return given;
        }
        if (given.indexOf("://") > 1) {
            return given;
        }
        String tidy = withoutDots(given);
        for (String prefix : prefixes) {
            if (tidy.startsWith(prefix)) {
                return tidy.substring(prefix.length());
            }
        }
        return tidy;
    }

    private static String withoutDots(String path) {
        boolean absolute = path.startsWith("/");
        Deque<String> kept = new ArrayDeque<>();
        for (String segment : path.split("/", -1)) {
            if (segment.equals("..") && !kept.isEmpty() && !kept.getLast().equals("..")) {
                kept.removeLast();
            } else if (segment.equals("..") ? !absolute : !segment.isEmpty() && !segment.equals(".")) {
                kept.addLast(segment);
            }
        }
        return (absolute ? path.startsWith("//") ? "//" : "/" : "") + String.join("/", kept);
    }

    /** Whether a folder is reached over no link; asked once for the folders that come first. */
    private boolean isReal(Path folder) throws IOException {
        if (realFolders.contains(folder)) {
            return true;
        }
        boolean real = folder.toRealPath().equals(folder);
        if (real && realFolders.size() < MOST_FOLDERS) {
            realFolders.add(folder);
        }
        return real;
    }

    /** The regular file at a relative path, or null when there is none or it lies outside, over a link for instance. */
    @Nullable
    Path file(String relative) {
        if (root == null || relative.isEmpty()) {
            return null;
        }
        try {
            Path file = root.resolve(relative).normalize();
            if (!file.startsWith(root)) {
                return null;
            }
            Path folder = file.getParent();
            if (folder != null && isReal(folder) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                return file;
            }
            if (!Files.isRegularFile(file)) {
                return null;
            }
            Path real = file.toRealPath();
            return real.startsWith(root) ? real : null;
        } catch (InvalidPathException | IOException e) {
            // what cannot be a path here, or vanished, is no file of the workspace
            return null;
        }
    }
}
