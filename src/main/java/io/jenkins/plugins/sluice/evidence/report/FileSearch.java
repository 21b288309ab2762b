package io.jenkins.plugins.sluice.evidence.report;

import io.jenkins.plugins.sluice.evidence.EvidenceSet.Skipped;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Finds report files in a workspace. Symbolic links are never followed. */
final class FileSearch {

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

    /** Where gates write their own reports, which say nothing about what they judge. */
    private static final String OWN_REPORTS = "sluice-report";

    /** Folders that are never searched unless a pattern names them. */
    static final Set<String> CLOSED_FOLDERS =
            Set.of("node_modules", "bower_components", "vendor", "src", "venv", OWN_REPORTS);

    private static final Set<String> OUTPUT_WITHOUT_REPORTS =
            Set.of("classes", "test-classes", "generated-sources", "generated-test-sources", "tmp", "libs", "lib");

    private static final Set<String> EXTENSIONS = Set.of("xml", "json", "sarif", "jtl", "csv");

    private static final int MODULE_DEPTH = 2;

    private final Path workspace;
    private final Runnable checkpoint;

    /** @param workspace absolute, real */
    FileSearch(Path workspace, Runnable checkpoint) {
        this.workspace = workspace;
        this.checkpoint = checkpoint;
    }

    /** Files that match one of the patterns and none of the exclusions, in order of path, relative with {@code /}. */
    Set<String> matching(List<String> patterns, List<String> exclude) throws IOException {
        Map<String, Glob> wanted = new LinkedHashMap<>();
        patterns.forEach(pattern -> wanted.put(pattern, Glob.of(pattern)));
        List<Glob> unwanted = exclude.stream().map(Glob::of).toList();
        Set<String> found = new TreeSet<>();
        Files.walkFileTree(workspace, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                checkpoint.run();
                String path = relative(folder);
                String name = nameOf(folder);
                boolean closed = name.equals(".git") || name.equals("node_modules") || name.equals(OWN_REPORTS);
                boolean mayMatch = wanted.entrySet().stream()
                        .filter(pattern -> !closed || pattern.getKey().contains(name))
                        .anyMatch(pattern -> pattern.getValue().mayMatchBelow(path));
                return path.isEmpty() || mayMatch ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String path = relative(file);
                if (wanted.values().stream().anyMatch(glob -> glob.matches(path))
                        && unwanted.stream().noneMatch(glob -> glob.matches(path))
                        && !attributes.isDirectory()) {
                    found.add(path);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    /** What the usual places hold. */
    Usual usual() throws IOException {
        Usual usual = new Usual(new TreeSet<>(), new TreeSet<>(), new ArrayList<>());
        Files.walkFileTree(workspace, Set.of(), MODULE_DEPTH + 1, modules(usual));
        return usual;
    }

    private FileVisitor<Path> modules(Usual usual) {
        return new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                checkpoint.run();
                if (folder.equals(workspace)) {
                    return FileVisitResult.CONTINUE;
                }
                String name = nameOf(folder);
                if (OUTPUT_FOLDERS.contains(name)) {
                    Files.walkFileTree(folder, output(usual));
                    return FileVisitResult.SKIP_SUBTREE;
                }
                return isClosed(name) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isDirectory() && OUTPUT_FOLDERS.contains(nameOf(file))) {
                    Files.walkFileTree(file, output(usual));
                } else if (attributes.isRegularFile() && workspace.equals(file.getParent())) {
                    look(file, usual);
                }
                return FileVisitResult.CONTINUE;
            }
        };
    }

    private FileVisitor<Path> output(Usual usual) {
        return new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                checkpoint.run();
                String name = nameOf(folder);
                return isClosed(name) || OUTPUT_WITHOUT_REPORTS.contains(name)
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile()) {
                    look(file, usual);
                } else {
                    usual.skipped.add(new Skipped(relative(file), "not a regular file; links are not followed"));
                }
                return FileVisitResult.CONTINUE;
            }
        };
    }

    private void look(Path file, Usual usual) {
        String name = nameOf(file);
        int dot = name.lastIndexOf('.');
        String path = relative(file);
        if (name.startsWith(".") || dot < 0 || !EXTENSIONS.contains(name.substring(dot + 1))) {
            return;
        }
        usual.candidates.add(path);
        if (name.endsWith(".xml") || name.endsWith(".sarif") || name.endsWith(".jtl")) {
            for (Path folder : workspace.relativize(file)) {
                if (REPORT_FOLDERS.contains(folder.toString())) {
                    usual.mustBeReports.add(path);
                }
            }
        }
    }

    private static boolean isClosed(String name) {
        return name.startsWith(".") || CLOSED_FOLDERS.contains(name);
    }

    private String relative(Path path) {
        return workspace.relativize(path).toString().replace('\\', '/');
    }

    private static String nameOf(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }

    /**
     * What the usual places hold.
     *
     * @param candidates files that may be reports
     * @param mustBeReports those of them that are unknown evidence when they are none
     * @param skipped files that were not looked at
     */
    record Usual(Set<String> candidates, Set<String> mustBeReports, List<Skipped> skipped) {}
}
