package io.jenkins.plugins.sluice.evidence.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What counters of one arm gained in a block, from their raw samples; nothing is interpolated, so that the gains of
 * successive blocks add up to the counter.
 *
 * <p>Terms: a <em>target</em> is what was scraped, known by the pod label and Prometheus' own {@code job} and {@code
 * instance}; all its series share the times of its scrapes. A <em>pod</em> is all targets with the same pod label; without
 * such a label each target stands alone, and is only summed with the others at the end.
 *
 * <p>Rules:
 * <ol>
 *   <li>A series gains its last sample until the block's end less its last sample until the block's start.
 *   <li>A drop is a restart of the whole target, wherever in its series it shows. A pod with a restart in the block is left
 *       out of it, total and errors alike. A series that was last seen before a restart and comes back later starts at 0.
 *   <li>A series that first appears in the block starts at 0 when its target was up before: when another series of the
 *       target has an earlier sample, or {@code up} was 1 earlier. Otherwise the target is new or was not scraped, and the
 *       series starts at its first sample.
 *   <li>A pod that was not seen after the block's end, two scrapes later, ended in the block and is left out. One that was
 *       not seen since before the block's start does not belong to it.
 * </ol>
 */
final class CounterDifference {

    private static final long USUAL_INTERVAL = 60_000;
    /** Above this, doubles are no whole numbers any more, and differences are not exact. */
    private static final double LARGEST = 1L << 53;

    private static final int MOST_NAMES = 5;
    static final String JOB = "job";
    static final String INSTANCE = "instance";

    private final List<Pod> pods;
    private final boolean empty;

    /**
     * Counters of one arm.
     *
     * @param podLabel names the pod, or null
     * @param total series of all that is counted
     * @param bad series of the part that is bad; empty where there is none, or while it is not known
     * @param upSince when each target was first seen up, in milliseconds since 1970, as far as that is known
     */
    CounterDifference(
            @Nullable String podLabel,
            List<SampledSeries> total,
            List<SampledSeries> bad,
            Map<TargetName, Long> upSince) {
        Map<TargetName, List<Member>> byTarget = new LinkedHashMap<>();
        gather(podLabel, total, false, byTarget);
        gather(podLabel, bad, true, byTarget);
        Map<String, Pod> byPod = new TreeMap<>();
        byTarget.forEach((name, members) -> {
            Target target = new Target(name, members, upSince.getOrDefault(name, Long.MAX_VALUE));
            byPod.computeIfAbsent(name.unit(), unit -> new Pod(unit, name.pod()))
                    .targets
                    .add(target);
        });
        this.pods = List.copyOf(byPod.values());
        this.empty = byTarget.values().stream().flatMap(Collection::stream).allMatch(Member::bad);
    }

    private static void gather(
            @Nullable String podLabel,
            List<SampledSeries> series,
            boolean bad,
            Map<TargetName, List<Member>> byTarget) {
        for (SampledSeries one : series) {
            if (one.size() > 0) {
                byTarget.computeIfAbsent(target(podLabel, one), key -> new ArrayList<>())
                        .add(new Member(one, bad));
            }
        }
    }

    /** The target that a series is of. */
    static TargetName target(@Nullable String podLabel, SampledSeries series) {
        return new TargetName(
                podLabel == null ? "" : series.label(podLabel), series.label(JOB), series.label(INSTANCE));
    }

    /**
     * What a target is known by.
     *
     * @param pod {@code ""} where there is no label of pods
     * @param job {@code ""} where the source has none
     * @param instance {@code ""} where the source has none
     */
    record TargetName(String pod, String job, String instance) {

        /** What is left out as a whole. */
        String unit() {
            return pod.isEmpty() ? (job + " " + instance).strip() : pod;
        }
    }

    private record Member(SampledSeries series, boolean bad) {}

    /**
     * What a series gained.
     *
     * @param bad whether it counts what is bad
     * @param from the sample it started from, or -1 when it started at 0
     * @param to the sample that it came to
     */
    record Gain(SampledSeries series, boolean bad, int from, int to) {

        /** Whole: samples are rounded before they are subtracted, so that gains of successive blocks add up. */
        long amount() {
            return Math.round(series.value(to)) - (from < 0 ? 0 : Math.round(series.value(from)));
        }

        /** Whether every sample of it can be a count. */
        boolean countable() {
            for (int i = Math.max(from, 0); i <= to; i++) {
                NativeHistogram histogram = series.histogram(i);
                if (!CounterDifference.countable(series.value(i)) || (histogram != null && !histogram.countable())) {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * What one pod gained.
     *
     * @param pod its name, or {@code ""}
     */
    record PodGains(String pod, List<Gain> gains) {}

    /**
     * What all pods gained.
     *
     * @param pods those that count
     * @param began whether any was seen before the block's end
     * @param leftOut those that do not, with the reason
     * @param cautions what a reader should know
     */
    record Gains(List<PodGains> pods, boolean began, List<String> leftOut, List<String> cautions) {}

    /** Whether a sample can be a count: a number, not negative, and small enough to be exact. */
    static boolean countable(double value) {
        return value >= 0 && value <= LARGEST;
    }

    /** Whether there is no series at all of what is counted. */
    boolean isEmpty() {
        return empty;
    }

    /**
     * Why a block cannot be closed yet, or empty when it can.
     *
     * @param delay how much later than its time a sample may arrive, in milliseconds
     */
    Optional<String> open(long start, long end, long now, long delay) {
        Set<String> missing = new TreeSet<>();
        for (Pod pod : pods) {
            for (Target target : pod.targets) {
                long patience = 2 * (target.interval > 0 ? target.interval : USUAL_INTERVAL) + delay;
                // What has not been seen since before the block is not waited for as long as what was seen in it.
                long until = (target.last() < start ? target.last() : end) + patience;
                if (target.last() < end && now < until) {
                    missing.add(pod.unit);
                }
            }
        }
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("not seen after the block's end yet: " + some(List.copyOf(missing)));
    }

    /** The longest time between two scrapes of a target, as a median, in milliseconds; 0 when it is not known. */
    long scrapeInterval() {
        return pods.stream()
                .flatMap(pod -> pod.targets.stream())
                .mapToLong(target -> target.interval)
                .max()
                .orElse(0);
    }

    /** Targets all of whose series first appear in one of these blocks, so that it matters whether they were up before. */
    List<TargetName> appeared(long start, long end) {
        return pods.stream()
                .flatMap(pod -> pod.targets.stream())
                .filter(target -> target.first() > start && target.first() <= end)
                .filter(target -> !target.name.instance().isEmpty())
                .map(target -> target.name)
                .toList();
    }

    /**
     * What was gained after {@code start} and until {@code end}, in milliseconds since 1970, once the block can be closed.
     */
    Gains between(long start, long end) {
        List<PodGains> counted = new ArrayList<>();
        List<String> ended = new ArrayList<>();
        List<String> restarted = new ArrayList<>();
        List<String> fresh = new ArrayList<>();
        boolean began = false;
        for (Pod pod : pods) {
            began |= pod.targets.stream().anyMatch(target -> target.first() <= end);
            // An address that the pod had before a restart is no part of it any more.
            List<Target> there = pod.targets.stream()
                    .filter(target -> target.first() <= end && target.last() >= start)
                    .toList();
            if (there.isEmpty()) {
                continue;
            }
            if (there.stream().anyMatch(target -> target.last() < end)) {
                ended.add(pod.unit);
            } else if (there.stream().anyMatch(target -> target.restartedIn(start, end))) {
                restarted.add(pod.unit);
            } else {
                List<Gain> gains = new ArrayList<>();
                boolean isNew = false;
                for (Target target : there) {
                    isNew |= target.addGains(start, end, gains);
                }
                if (isNew) {
                    fresh.add(pod.unit);
                }
                counted.add(new PodGains(pod.pod, gains));
            }
        }
        List<String> leftOut = new ArrayList<>();
        if (!restarted.isEmpty()) {
            leftOut.add("left out because counters restarted: " + some(restarted));
        }
        if (!ended.isEmpty()) {
            leftOut.add("left out because they ended before the block did: " + some(ended));
        }
        List<String> cautions = new ArrayList<>(leftOut);
        if (!fresh.isEmpty()) {
            cautions.add("new in this block and counted from their first sample: " + some(fresh));
        }
        return new Gains(counted, began, leftOut, cautions);
    }

    private static String some(List<String> names) {
        String shown = names.stream()
                .limit(MOST_NAMES)
                .map(name -> name.isEmpty() ? "the only series" : "'" + name + "'")
                .collect(Collectors.joining(", "));
        return names.size() > MOST_NAMES ? shown + " and " + (names.size() - MOST_NAMES) + " more" : shown;
    }

    private static final class Pod {

        final String unit;
        final String pod;
        final List<Target> targets = new ArrayList<>();

        Pod(String unit, String pod) {
            this.unit = unit;
            this.pod = pod;
        }
    }

    private static final class Target {

        final TargetName name;
        final List<Member> members;
        final long[] scrapes;
        final long[] restarts;
        final long interval;
        final long upSince;

        Target(TargetName name, List<Member> members, long upSince) {
            this.name = name;
            this.members = members;
            this.scrapes = scrapes(members);
            this.restarts = restarts(members);
            this.interval = median(scrapes);
            this.upSince = upSince;
        }

        long first() {
            return scrapes[0];
        }

        long last() {
            return scrapes[scrapes.length - 1];
        }

        boolean restartedIn(long start, long end) {
            return restartAfter(lastScrape(start), lastScrape(end));
        }

        private long lastScrape(long time) {
            int last = SampledSeries.lastUntil(scrapes, time);
            return last < 0 ? Long.MIN_VALUE : scrapes[last];
        }

        private boolean restartAfter(long after, long until) {
            for (long restart : restarts) {
                if (restart > after && restart <= until) {
                    return true;
                }
            }
            return false;
        }

        /** Adds what each series gained; whether the target is new in the block. */
        boolean addGains(long start, long end, List<Gain> gains) {
            long scrapedBefore = lastScrape(start);
            boolean fresh = false;
            for (Member member : members) {
                SampledSeries series = member.series();
                int to = series.lastUntil(end);
                if (to < 0) {
                    continue;
                }
                int from = series.lastUntil(start);
                if (from < 0) {
                    long appeared = series.time(0);
                    boolean wasUp = first() < appeared || upSince < appeared;
                    fresh |= !wasUp;
                    gains.add(new Gain(series, member.bad(), wasUp ? -1 : 0, to));
                } else if (to > from && restartAfter(series.time(from), scrapedBefore)) {
                    gains.add(new Gain(series, member.bad(), -1, to));
                } else {
                    gains.add(new Gain(series, member.bad(), from, to));
                }
            }
            return fresh;
        }

        private static long[] scrapes(List<Member> members) {
            long[] all = members.get(0).series().times();
            for (Member member : members) {
                long[] times = member.series().times();
                if (!Arrays.equals(all, times)) {
                    all = merged(all, times);
                }
            }
            return all;
        }

        private static long[] merged(long[] one, long[] other) {
            long[] merged = new long[one.length + other.length];
            int size = 0;
            int i = 0;
            int j = 0;
            while (i < one.length || j < other.length) {
                if (j == other.length || (i < one.length && one[i] < other[j])) {
                    merged[size++] = one[i++];
                } else {
                    if (i < one.length && one[i] == other[j]) {
                        i++;
                    }
                    merged[size++] = other[j++];
                }
            }
            return Arrays.copyOf(merged, size);
        }

        /**
         * The fewest times that explain every drop: a drop between two samples of a series says only that the restart lies
         * between them, and a series may be missing for long after it.
         */
        private static long[] restarts(List<Member> members) {
            List<long[]> drops = new ArrayList<>();
            for (Member member : members) {
                SampledSeries series = member.series();
                for (int i = 1; i < series.size(); i++) {
                    if (series.value(i) < series.value(i - 1)) {
                        drops.add(new long[] {series.time(i - 1), series.time(i)});
                    }
                }
            }
            drops.sort(Comparator.comparingLong(drop -> drop[1]));
            long[] restarts = new long[drops.size()];
            int size = 0;
            for (long[] drop : drops) {
                if (size == 0 || restarts[size - 1] <= drop[0]) {
                    restarts[size++] = drop[1];
                }
            }
            return Arrays.copyOf(restarts, size);
        }

        private static long median(long[] times) {
            long[] gaps = new long[times.length - 1];
            for (int i = 0; i < gaps.length; i++) {
                gaps[i] = times[i + 1] - times[i];
            }
            Arrays.sort(gaps);
            return gaps.length == 0 ? 0 : gaps[gaps.length / 2];
        }
    }
}
