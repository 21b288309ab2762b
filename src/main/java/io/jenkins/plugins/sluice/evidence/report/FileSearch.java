package io.jenkins.plugins.sluice.evidence.report;

import io.jenkins.plugins.sluice.evidence.EvidenceSet.Skipped;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Finds report files in a workspace. Symbolic links are never followed. */
public final class FileSearch {

    /** Folders in which build tools leave their output; searched at the top and in modules up to two levels down. */
    static final Set<String> OUTPUT_FOLDERS = Set.of(
            "target",
            "build",
            "out",
            "dist",
            "reports",
            "report",
            "test-results",
            "test-reports",
            "coverage",
            "results");

    /** Folders that hold reports and nothing else: a file in them that is no report is unknown evidence. */
    static final Set<String> REPORT_FOLDERS =
            Set.of("surefire-reports", "failsafe-reports", "test-results", "test-reports", "pit-reports");

    /** Folders that are never searched unless a pattern names them. */
    static final Set<String> CLOSED_FOLDERS = Set.of("node_modules", "bower_components", "vendor", "src", "venv");

    /** Folders in output folders that hold no reports. */
    static final Set<String> OUTPUT_WITHOUT_REPORTS = Set.of(
            "classes",
            "test-classes",
            "generated-sources",
            "generated-test-sources",
            "tmp",
            "libs",
            "lib",
            // TestNG's copies of the reports above it
            "junitreports");

    /** What the names of reports end with. */
    static final Set<String> EXTENSIONS = Set.of("xml", "json", "sarif", "jtl", "csv");

    /** Those of them that nearly always are reports; other files of the same folders may be anything. */
    static final Set<String> TELLING_EXTENSIONS = Set.of("sarif", "jtl");

    /** How deep modules lie. */
    static final int MODULE_DEPTH = 2;

    private static final String OWN_REPORT = "the report of an earlier gate";
    private static final String LINKED_FOLDER = "a symbolic link to a folder; links are not followed";
    private static final String NO_REGULAR_FILE = "not a regular file; links are not followed";

    private final Path workspace;
    private final Runnable checkpoint;

    /**
     * Searches in this folder.
     *
     * @param workspace absolute, real
     * @param checkpoint called for every folder; may throw to end the search
     */
    public FileSearch(Path workspace, Runnable checkpoint) {
        this.workspace = workspace;
        this.checkpoint = checkpoint;
    }

    /**
     * Files that match one of the patterns and none of the exclusions.
     *
     * @throws IOException when the workspace itself cannot be searched
     */
    public Found matching(List<String> patterns, List<String> exclude) throws IOException {
        Found found = new Found();
        Files.walkFileTree(workspace, new Matching(patterns, exclude, found));
        return found;
    }

    /** What the usual places hold. */
    Found usual() throws IOException {
        Found found = new Found();
        Files.walkFileTree(workspace, Set.of(), MODULE_DEPTH + 1, new Modules(found));
        return found;
    }

    /** A walk that goes on where a file vanishes, and notes the folders that it may not look into. */
    private abstract class Walk extends SimpleFileVisitor<Path> {

        final Found found;

        Walk(Found found) {
            this.found = found;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (file.equals(workspace)) {
                throw failure;
            }
            if (!(failure instanceof NoSuchFileException)) {
                found.unsearchable.put(
                        relative(file),
                        "it cannot be looked into: " + failure.getClass().getSimpleName());
            }
            return FileVisitResult.CONTINUE;
        }

        /** What an earlier run reported is no evidence for the next one: its JUnit file would count as tests. */
        final boolean isOwnReport(Path folder) {
            boolean own = Files.isDirectory(folder.resolve("journals"), LinkOption.NOFOLLOW_LINKS)
                    && Files.isRegularFile(folder.resolve("report.xml"), LinkOption.NOFOLLOW_LINKS)
                    && Files.isRegularFile(folder.resolve("report.html"), LinkOption.NOFOLLOW_LINKS);
            if (own) {
                found.skipped.add(new Skipped(relative(folder), OWN_REPORT));
            }
            return own;
        }
    }

    private final class Matching extends Walk {

        private final Map<String, Glob> wanted = new LinkedHashMap<>();
        private final Set<String> named = new HashSet<>();
        private final List<Glob> unwanted;

        Matching(List<String> patterns, List<String> exclude, Found found) {
            super(found);
            for (String pattern : patterns) {
                wanted.put(pattern, Glob.of(pattern));
                named.addAll(Arrays.asList(pattern.split("/", -1)));
            }
            unwanted = exclude.stream().map(Glob::of).toList();
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            checkpoint.run();
            return folder.equals(workspace) || (mayMatchBelow(folder) && !isOwnReport(folder))
                    ? FileVisitResult.CONTINUE
                    : FileVisitResult.SKIP_SUBTREE;
        }

        private boolean mayMatchBelow(Path folder) {
            String name = nameOf(folder);
            boolean closed = name.equals(".git") || name.equals("node_modules");
            String path = relative(folder);
            return (!closed || named.contains(name))
                    && wanted.values().stream().anyMatch(glob -> glob.mayMatchBelow(path));
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String path = relative(file);
            boolean excluded = unwanted.stream().anyMatch(glob -> glob.matches(path));
            if (!excluded && wanted.values().stream().anyMatch(glob -> glob.matches(path))) {
                found.add(path, file);
            } else if (!excluded && attributes.isSymbolicLink() && Files.isDirectory(file) && mayMatchBelow(file)) {
                found.skipped.add(new Skipped(path, LINKED_FOLDER));
            }
            return FileVisitResult.CONTINUE;
        }
    }

    private final class Modules extends Walk {

        Modules(Found found) {
            super(found);
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            checkpoint.run();
            if (folder.equals(workspace)) {
                return FileVisitResult.CONTINUE;
            }
            String name = nameOf(folder);
            if (!isClosed(name) && isOwnReport(folder)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            if (OUTPUT_FOLDERS.contains(name)) {
                Files.walkFileTree(folder, new Output(found));
                return FileVisitResult.SKIP_SUBTREE;
            }
            return isClosed(name) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            if (OUTPUT_FOLDERS.contains(nameOf(file))) {
                if (attributes.isDirectory()) {
                    Files.walkFileTree(file, new Output(found));
                } else if (attributes.isSymbolicLink()) {
                    found.skipped.add(new Skipped(relative(file), LINKED_FOLDER));
                }
            } else if (workspace.equals(file.getParent())) {
                look(file, attributes, found);
            }
            return FileVisitResult.CONTINUE;
        }
    }

    private final class Output extends Walk {

        Output(Found found) {
            super(found);
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            checkpoint.run();
            String name = nameOf(folder);
            return isClosed(name) || OUTPUT_WITHOUT_REPORTS.contains(name) || isOwnReport(folder)
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isSymbolicLink() && Files.isDirectory(file)) {
                found.skipped.add(new Skipped(relative(file), LINKED_FOLDER));
            } else {
                look(file, attributes, found);
            }
            return FileVisitResult.CONTINUE;
        }
    }

    private void look(Path file, BasicFileAttributes attributes, Found found) {
        String name = nameOf(file);
        String extension = name.substring(name.lastIndexOf('.') + 1);
        if (attributes.isDirectory()
                || name.startsWith(".")
                || extension.length() == name.length()
                || !EXTENSIONS.contains(extension)) {
            return;
        }
        if (!attributes.isRegularFile()) {
            found.skipped.add(new Skipped(relative(file), NO_REGULAR_FILE));
            return;
        }
        String path = found.add(relative(file), file);
        boolean telling = TELLING_EXTENSIONS.contains(extension);
        for (Path folder : workspace.relativize(file)) {
            telling |=
                    REPORT_FOLDERS.contains(folder.toString()) && (extension.equals("xml") || attributes.size() == 0);
        }
        if (telling) {
            found.mustBeReports.add(path);
        }
    }

    private static boolean isClosed(String name) {
        return name.startsWith(".") || CLOSED_FOLDERS.contains(name);
    }

    /** The path with {@code /}; percent-encoded where its bytes are no text, so that different files have different names. */
    private String relative(Path file) {
        Path path = workspace.relativize(file);
        String name = path.toString().replace(File.separatorChar, '/');
        if (isText(path)) {
            return name;
        }
        return file.toUri()
                .getRawPath()
                .substring(workspace.toUri().getRawPath().length());
    }

    private static boolean isText(Path path) {
        try {
            return path.getFileSystem().getPath(path.toString()).equals(path);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static String nameOf(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }

    /**
     * What a search found.
     *
     * @param files by path, relative with {@code /}, in order
     * @param mustBeReports those of them that are unknown evidence when they are no reports
     * @param skipped what was not looked at
     * @param unsearchable why a file or folder could not be looked into, by path: it is unknown what it holds
     */
    public record Found(
            SortedMap<String, Path> files,
            Set<String> mustBeReports,
            List<Skipped> skipped,
            SortedMap<String, String> unsearchable) {

        Found() {
            this(new TreeMap<>(), new HashSet<>(), new ArrayList<>(), new TreeMap<>());
        }

        /** Adds a file; of two with the same name, which only encoded names can have, the second gets a mark. */
        private String add(String path, Path file) {
            String name = path;
            while (files.putIfAbsent(name, file) != null) {
                name += "~";
            }
            return name;
        }
    }
}
