package io.jenkins.plugins.sluice.evidence.reference;

import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.evidence.reference.Earlier.Run;
import io.jenkins.plugins.sluice.evidence.reference.Reference.Acceptance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder with what earlier runs observed, a lane's runs in a folder of their own: a small file with the values of the
 * last {@value #MOST_RUNS} runs, and whole references for the last {@value #MOST_ACCEPTED} accepted ones and the last
 * {@value #MOST_OTHERS} others, which a person may still accept.
 *
 * <p>Several writers may share it, in this process and others; every file is replaced in one move, so readers need no
 * lock. A file that is there but unreadable is an error and never the same as no reference.
 */
public final class History {

    public static final int MOST_RUNS = 1_000;
    public static final int MOST_ACCEPTED = 50;
    public static final int MOST_OTHERS = 20;

    private static final String RUN = "run-";
    private static final String JSON = ".json";

    private final Path folder;
    private final ReferenceFile files;

    /** @param folder made when the first run is recorded */
    public History(Path folder, EvidenceCodec codec) {
        this.folder = folder;
        this.files = new ReferenceFile(codec);
    }

    /**
     * The runs of a lane with their values; none when it has no runs yet.
     *
     * @throws UnreadableReference when the lane's values are there but cannot be read
     */
    public Earlier earlier(Lane lane) throws IOException {
        return new Earlier(runs(lane));
    }

    /**
     * The last accepted run of a lane.
     *
     * @throws UnreadableReference when there is one but it cannot be read
     */
    public Optional<Reference> last(Lane lane) throws IOException {
        Optional<Run> last = earlier(lane).last();
        return last.isEmpty() ? Optional.empty() : Optional.of(whole(lane, last.get()));
    }

    /**
     * An accepted run of a lane, by its id; none when the lane does not have it, or no longer as a whole.
     *
     * @throws UnreadableReference when it is there but cannot be read
     */
    public Optional<Reference> accepted(Lane lane, String run) throws IOException {
        for (Run kept : runs(lane)) {
            if (kept.run().equals(run) && kept.accepted() && Files.exists(file(lane, run))) {
                return Optional.of(whole(lane, kept));
            }
        }
        return Optional.empty();
    }

    private Reference whole(Lane lane, Run run) throws IOException {
        Path file = file(lane, run.run());
        Reference reference;
        try {
            reference = files.read(file);
        } catch (NoSuchFileException e) {
            throw new UnreadableReference(
                    file, "is gone, though the history lists its run; restore it, or accept another run", e);
        }
        if (!reference.run().equals(run.run()) || !reference.gate().equals(lane.gate())) {
            throw new UnreadableReference(
                    file,
                    "is of run '" + reference.run() + "' of gate '" + reference.gate()
                            + "'; someone moved it here; remove it, or restore the right one");
        }
        return reference;
    }

    /**
     * Keeps a run, accepted or not, as the newest of its lane; recorded again, it takes the place of what was recorded
     * under its id. What is beyond the bounds is forgotten, but never the last accepted run.
     *
     * @param lane made by {@link Lane#ofRun}
     * @param values by the criterion's id; what is unknown is absent
     */
    public void record(Lane lane, Reference reference, Map<String, Quantity> values) throws IOException {
        if (!reference.gate().equals(lane.gate())) {
            throw new IllegalArgumentException(
                    "a run of gate '" + reference.gate() + "' is none of gate '" + lane.gate() + "'");
        }
        Path home = home(lane);
        Files.createDirectories(home);
        FolderLock.whileHolding(home, () -> {
            HistoryIndex index = new HistoryIndex(home);
            List<Run> runs = new ArrayList<>(runs(lane));
            if (!index.exists()) {
                // Before the first run's file, so that a file without an index is always a loss.
                index.write(lane, List.of());
            }
            runs.removeIf(run -> run.run().equals(reference.run()));
            runs.add(new Run(
                    reference.run(),
                    reference.at(),
                    next(runs),
                    reference.commit(),
                    reference.candidate(),
                    reference.acceptance(),
                    values));
            files.write(file(lane, reference.run()), reference);
            List<Run> kept = bounded(runs);
            index.write(lane, kept);
            forget(home, kept);
        });
    }

    /**
     * Makes a kept run the one that later runs are compared with, in each lane that has it.
     *
     * @return the references as they are now, one a lane
     * @throws IOException when no lane has the run any more, with a message that says so
     */
    public List<Reference> accept(String run, Acceptance acceptance) throws IOException {
        List<Reference> accepted = new ArrayList<>();
        for (Path home : homes()) {
            FolderLock.whileHolding(home, () -> accept(home, run, acceptance).ifPresent(accepted::add));
        }
        if (accepted.isEmpty()) {
            throw new IOException(folder + ": has no run '" + run + "' that can be accepted; of each branch the last "
                    + MOST_ACCEPTED + " accepted runs and the last " + MOST_OTHERS + " others are kept");
        }
        return accepted;
    }

    private Optional<Reference> accept(Path home, String run, Acceptance acceptance) throws IOException {
        HistoryIndex index = new HistoryIndex(home);
        HistoryIndex.Content content = index.read().orElse(null);
        if (content == null || !Files.exists(home.resolve(fileName(run)))) {
            return Optional.empty();
        }
        List<Run> runs = new ArrayList<>(content.runs());
        int at = runs.stream().map(Run::run).toList().indexOf(run);
        if (at < 0) {
            return Optional.empty();
        }
        Run old = runs.get(at);
        Reference reference = whole(content.lane(), old).acceptedBy(acceptance);
        runs.set(at, new Run(run, old.at(), next(runs), old.commit(), old.candidate(), acceptance, old.values()));
        files.write(home.resolve(fileName(run)), reference);
        index.write(content.lane(), runs);
        return Optional.of(reference);
    }

    /** What is in the folder and should not be, a sentence without a final full stop each; in order of path. */
    public List<String> problems() throws IOException {
        List<String> problems = new ArrayList<>();
        for (Path gate : list(folder)) {
            if (!Files.isDirectory(gate) || !name(gate).startsWith("gate-")) {
                problems.add(gate + ": is no part of a history");
                continue;
            }
            for (Path home : list(gate)) {
                if (isHome(home)) {
                    addProblems(home, problems);
                } else {
                    problems.add(home + ": is no part of a history");
                }
            }
        }
        return problems;
    }

    private void addProblems(Path home, List<String> problems) throws IOException {
        Set<String> listed = new HashSet<>();
        try {
            Optional<HistoryIndex.Content> content = new HistoryIndex(home).read();
            content.ifPresent(all -> all.runs().forEach(run -> listed.add(fileName(run.run()))));
            if (content.isPresent() && !home(content.get().lane()).equals(home)) {
                problems.add(home + ": holds the values of another branch or gate");
            }
        } catch (UnreadableReference e) {
            problems.add(String.valueOf(e.getMessage()));
        }
        for (Path file : list(home)) {
            String name = name(file);
            if (WholeFile.isLeftover(name)) {
                problems.add(file + ": was left by a writer that was stopped; the next recorded run removes it");
            } else if (isRun(name)) {
                try {
                    files.read(file).evidence().close();
                } catch (UnreadableReference e) {
                    problems.add(String.valueOf(e.getMessage()));
                }
                if (!listed.contains(name)) {
                    problems.add(file + ": is of a run that the history does not list");
                }
            } else if (!name.equals(HistoryIndex.NAME) && !name.equals(FolderLock.NAME)) {
                problems.add(file + ": is no part of a history");
            }
        }
    }

    private List<Run> runs(Lane lane) throws IOException {
        Path home = home(lane);
        Optional<HistoryIndex.Content> content = new HistoryIndex(home).read();
        if (content.isPresent() && !content.get().lane().equals(lane)) {
            throw new UnreadableReference(
                    home, "holds the values of another branch or gate; someone moved it here; remove it");
        }
        if (content.isEmpty()) {
            for (Path file : list(home)) {
                if (isRun(name(file))) {
                    throw new UnreadableReference(
                            home.resolve(HistoryIndex.NAME),
                            "is gone, though runs are there; restore it, or remove its folder");
                }
            }
        }
        return content.map(HistoryIndex.Content::runs).orElse(List.of());
    }

    private static long next(List<Run> runs) {
        return runs.stream().mapToLong(Run::order).max().orElse(0) + 1;
    }

    private static List<Run> bounded(List<Run> runs) {
        int surplus = runs.size() - MOST_RUNS;
        if (surplus <= 0) {
            return runs;
        }
        Optional<Run> last = new Earlier(runs).last();
        List<Run> kept = new ArrayList<>(runs.subList(surplus, runs.size()));
        last.filter(run -> !kept.contains(run)).ifPresent(run -> kept.set(0, run));
        return kept;
    }

    private static void forget(Path home, List<Run> runs) throws IOException {
        Set<String> kept = new HashSet<>();
        List<Run> newestFirst = runs.stream()
                .sorted(Comparator.comparingLong(Run::order).reversed())
                .toList();
        newestFirst.stream().filter(Run::accepted).limit(MOST_ACCEPTED).forEach(run -> kept.add(fileName(run.run())));
        newestFirst.stream()
                .filter(run -> !run.accepted())
                .limit(MOST_OTHERS)
                .forEach(run -> kept.add(fileName(run.run())));
        for (Path file : list(home)) {
            String name = name(file);
            if (WholeFile.isLeftover(name) || (isRun(name) && !kept.contains(name))) {
                Files.deleteIfExists(file);
            }
        }
    }

    private List<Path> homes() throws IOException {
        List<Path> homes = new ArrayList<>();
        for (Path gate : list(folder)) {
            if (Files.isDirectory(gate)) {
                list(gate).stream().filter(History::isHome).forEach(homes::add);
            }
        }
        return homes;
    }

    private static boolean isHome(Path path) {
        return Files.isDirectory(path)
                && (name(path).startsWith("branch-") || name(path).startsWith("pull-"));
    }

    private static boolean isRun(String name) {
        return name.startsWith(RUN) && name.endsWith(JSON);
    }

    private Path home(Lane lane) {
        return folder.resolve(lane.gateFolder()).resolve(lane.folder());
    }

    private Path file(Lane lane, String run) {
        return home(lane).resolve(fileName(run));
    }

    private static String fileName(String run) {
        return RUN + SafeName.of(run) + JSON;
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static List<Path> list(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }
}
