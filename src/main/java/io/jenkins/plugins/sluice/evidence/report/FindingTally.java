package io.jenkins.plugins.sluice.evidence.report;

import io.jenkins.plugins.sluice.evidence.Exemption;
import io.jenkins.plugins.sluice.evidence.FindingSummary;
import io.jenkins.plugins.sluice.evidence.FindingSummary.Finding;
import io.jenkins.plugins.sluice.evidence.FindingSummary.ToolRun;
import io.jenkins.plugins.sluice.evidence.Identities;
import io.jenkins.plugins.sluice.evidence.Identity;
import io.jenkins.plugins.sluice.evidence.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts findings by what criteria select, and gives each an identity; close it when the report turns out unreadable.
 *
 * <p>The identity is a hash of a hash of its method and rule, and of one of these, the first that there is: the tool's own
 * fingerprint ({@code fingerprints:NAME}, {@code partial:NAME}), a hash of the source lines around the place
 * ({@code lines/2}), a hash of the message without digits and the file's name ({@code message/2}). Hashes of hashes,
 * because rules, messages and lines come again and again and are then hashed once. The tool's name is not in it, as a
 * report may name it last; rows of different tools differ in their keys.
 */
final class FindingTally implements AutoCloseable {

    static final int MOST_KEYS = 100_000;
    static final int MOST_PATHS = 1_000_000;
    static final int MOST_RUNS = 10_000;

    /** Rules and methods of all keys, and all paths, are so many characters at most. */
    static final int MOST_KEY_CHARS = 16 * 1024 * 1024;

    static final int MOST_PATH_CHARS = 32 * 1024 * 1024;

    private static final String BY_LINES = "lines/2";
    private static final String BY_MESSAGE = "message/2";
    /** Beyond this many characters of messages in all, each further one is cut short. */
    private static final int MOST_DETAIL_CHARS = 4 * 1024 * 1024;

    private static final Comparator<FindingSummary.Key> KEYS = Comparator.comparing(FindingSummary.Key::rule)
            .thenComparing(FindingSummary.Key::tool)
            .thenComparing(FindingSummary.Key::severity)
            .thenComparing(FindingSummary.Key::method)
            .thenComparing(FindingSummary.Key::exemption, Comparator.nullsFirst(Comparator.naturalOrder()));

    private static final int SHORT_MESSAGE = 200;
    private static final int RECENT_KEYS = 1024;
    private static final int RECENT_PATHS = 1 << 15;
    private static final int RECENT_MESSAGES = 1 << 13;
    /** Longer messages are not kept between findings, so that they take no more than a few megabytes. */
    private static final int LONGEST_RECENT_MESSAGE = TextPool.LONGEST;

    private static final int MOST_RECENT_CHARS = 1024 * 1024;

    private final List<Exemption> exemptions;
    private final ExemptionMatcher matcher;
    private final WorkspacePaths workspacePaths;
    private final SourceLines lines;
    private final Identities.Builder rows;
    private final IdentityHash hash = new IdentityHash();
    private final CharText scratch = new CharText();

    private final Map<String, Integer> pathIndexes = new HashMap<>();
    private final List<String> paths = new ArrayList<>();
    private final @Nullable String[] recentPaths = new @Nullable String[RECENT_PATHS];
    private final int[] recentPathIndexes = new int[RECENT_PATHS];
    private final @Nullable String[] recentMessages = new @Nullable String[RECENT_MESSAGES];
    private final long[] recentHigh = new long[RECENT_MESSAGES];
    private final long[] recentLow = new long[RECENT_MESSAGES];
    private int recentChars;
    private final BitSet withoutSource = new BitSet();
    private final Map<List<Integer>, Integer> candidateIndexes = new HashMap<>();
    private final List<List<Integer>> candidateSets = new ArrayList<>(List.of(List.of()));

    private final List<ToolRun> tools = new ArrayList<>();
    private final Map<FindingSummary.Key, Integer> keyIndexes = new TreeMap<>(KEYS);
    private final List<FindingSummary.Key> keys = new ArrayList<>();
    private int[] finalTags = new int[64];
    private final Map<OpenKey, Integer> openKeys = new HashMap<>();
    private final List<OpenKey> told = new ArrayList<>();
    private long[] counts = new long[64];
    private long[] kindHigh = new long[64];
    private long[] kindLow = new long[64];
    private final int[] recentTags = new int[RECENT_KEYS];
    private int firstOfRun;
    private boolean inRun;

    private final Map<Severity, List<Detail>> plainDetails = new EnumMap<>(Severity.class);
    private final Map<Severity, List<Detail>> coveredDetails = new EnumMap<>(Severity.class);
    private final Map<Severity, List<Detail>> details = new EnumMap<>(Severity.class);
    private long findings;
    private long detailChars;
    private long pathChars;
    private long toldChars;
    private long keyChars;
    private @Nullable String tooMuch;

    FindingTally(List<Exemption> exemptions, @Nullable Path workspace, Identities.Builder rows) {
        this.exemptions = List.copyOf(exemptions);
        this.matcher = new ExemptionMatcher(exemptions);
        this.workspacePaths = new WorkspacePaths(workspace);
        this.lines = new SourceLines(workspacePaths);
        this.rows = rows;
        for (Severity severity : Severity.values()) {
            plainDetails.put(severity, new ArrayList<>());
            coveredDetails.put(severity, new ArrayList<>());
            details.put(severity, new ArrayList<>());
        }
    }

    /** A key as far as it is known before its run ends; has an order so that rules of equal hash do not slow the map. */
    private record OpenKey(String rule, Severity severity, String method, int candidates)
            implements Comparable<OpenKey> {

        private static final Comparator<OpenKey> ORDER = Comparator.comparing(OpenKey::rule)
                .thenComparing(OpenKey::severity)
                .thenComparing(OpenKey::method)
                .thenComparingInt(OpenKey::candidates);

        @Override
        public int compareTo(OpenKey other) {
            return ORDER.compare(this, other);
        }
    }

    private record Detail(long number, Identity identity, int tag, int path, int line, String message) {}

    void beginRun() {
        if (inRun) {
            throw new IllegalStateException("a run begins within a run");
        }
        inRun = true;
        openKeys.clear();
        firstOfRun = told.size();
    }

    void finding(RawFinding finding) {
        if (!inRun) {
            throw new IllegalStateException("a finding outside of any run");
        }
        if (tooMuch != null) {
            return;
        }
        int path = finding.path == null ? -1 : pathIndex(finding.path, finding.knownPath);
        String place = path < 0 ? null : paths.get(path);
        boolean around = finding.fingerprint == null && place != null && findLines(path, place, finding.line);
        String method = method(finding, around);
        int candidates = exemptions.isEmpty() ? 0 : candidates(finding, place);
        int tag = tag(finding.rule, finding.severity, method, candidates);
        if (tooMuch != null) {
            return;
        }
        identify(tag, finding, around, place);
        counts[tag]++;
        rows.add(hash.high(), hash.low(), path, tag);
        List<Detail> kept = (candidates == 0 ? plainDetails : coveredDetails).get(finding.severity);
        if (kept != null && kept.size() < FindingSummary.MOST_DETAILS) {
            int most = detailChars < MOST_DETAIL_CHARS ? Integer.MAX_VALUE : SHORT_MESSAGE;
            String message = TextCut.cut(finding.message, most);
            detailChars += message.length();
            kept.add(new Detail(findings, hash.identity(), tag, path, finding.line, message));
        }
        findings++;
    }

    private int pathIndex(String told, @Nullable KnownText known) {
        if (known == null) {
            return pathIndex(told);
        }
        if (known.tally != this) {
            known.pathIndex = pathIndex(told);
            known.tally = this;
        }
        return known.pathIndex;
    }

    private int pathIndex(String told) {
        int slot = TextPool.slot(told.hashCode(), RECENT_PATHS);
        if (told.equals(recentPaths[slot])) {
            return recentPathIndexes[slot];
        }
        if (told.equals(recentPaths[slot ^ 1])) {
            return recentPathIndexes[slot ^ 1];
        }
        int index = slowPathIndex(told);
        recentPaths[slot ^ 1] = recentPaths[slot];
        recentPathIndexes[slot ^ 1] = recentPathIndexes[slot];
        recentPaths[slot] = told;
        recentPathIndexes[slot] = index;
        return index;
    }

    private int slowPathIndex(String told) {
        Integer known = pathIndexes.get(told);
        if (known != null) {
            return known;
        }
        String relative = workspacePaths.relative(told);
        Integer index = pathIndexes.get(relative);
        if (index == null) {
            if (paths.size() == MOST_PATHS) {
                tooMuch = "it has findings in more than " + MOST_PATHS + " files";
                return -1;
            }
            index = paths.size();
            paths.add(relative);
            pathChars += relative.length();
            pathIndexes.put(relative, index);
            if (pathChars > MOST_PATH_CHARS) {
                tooMuch = "its paths are more than " + MOST_PATH_CHARS + " characters in all";
                return -1;
            }
        }
        if (!relative.equals(told) && pathIndexes.size() < 2 * MOST_PATHS && toldChars < MOST_PATH_CHARS) {
            toldChars += told.length();
            pathIndexes.put(told, index);
        }
        return index;
    }

    private boolean findLines(int path, String place, int line) {
        if (withoutSource.get(path)) {
            return false;
        }
        boolean found = lines.find(path, place, line);
        if (!found && !lines.has(path, place)) {
            withoutSource.set(path);
        }
        return found;
    }

    private static String method(RawFinding finding, boolean around) {
        if (finding.fingerprintName != null && finding.fingerprint != null) {
            return finding.fingerprintName;
        }
        return around ? BY_LINES : BY_MESSAGE;
    }

    private void identify(int tag, RawFinding finding, boolean around, @Nullable String path) {
        if (finding.fingerprintName != null && finding.fingerprint != null) {
            hash.bits(kindHigh[tag], kindLow[tag]).field(finding.fingerprint);
        } else if (around) {
            hash.bits(kindHigh[tag], kindLow[tag]).bits(lines.high(), lines.low());
        } else {
            addMessage(tag, finding.message);
            hash.field(path == null ? "" : path, path == null ? 0 : path.lastIndexOf('/') + 1);
        }
        hash.finish();
    }

    /** A message is hashed once when it comes as the same string again and again, as most do. */
    @SuppressWarnings("ReferenceEquality") // a string that is equal only is hashed again, to the same bits
    private void addMessage(int tag, CharSequence message) {
        if (!(message instanceof String text) || text.length() > LONGEST_RECENT_MESSAGE) {
            hashMessage(message);
            hash.bits(kindHigh[tag], kindLow[tag]).bits(hash.high(), hash.low());
            return;
        }
        int slot = TextPool.slot(text.hashCode(), RECENT_MESSAGES);
        String recent = recentMessages[slot];
        if (recent != text) {
            recentChars += text.length() - (recent == null ? 0 : recent.length());
            if (recentChars > MOST_RECENT_CHARS) {
                Arrays.fill(recentMessages, null);
                recentChars = text.length();
            }
            hashMessage(text);
            recentMessages[slot] = text;
            recentHigh[slot] = hash.high();
            recentLow[slot] = hash.low();
        }
        hash.bits(kindHigh[tag], kindLow[tag]).bits(recentHigh[slot], recentLow[slot]);
    }

    private void hashMessage(CharSequence message) {
        scratch.setWithoutDigits(message);
        hash.field(scratch).finish();
    }

    /** The exemptions that may cover a finding, first one first; an exemption for any tool ends the list. */
    private int candidates(RawFinding finding, @Nullable String path) {
        String message = finding.message.toString();
        List<Integer> found = null;
        for (int i = 0; i < exemptions.size(); i++) {
            Exemption exemption = exemptions.get(i);
            if (matcher.matchesFinding(exemption, finding.rule, path, message)) {
                found = found == null ? new ArrayList<>(2) : found;
                found.add(i);
                if (exemption.tool() == null) {
                    break;
                }
            }
        }
        if (found == null) {
            return 0;
        }
        Integer known = candidateIndexes.get(found);
        if (known == null) {
            known = candidateSets.size();
            candidateSets.add(found);
            candidateIndexes.put(found, known);
        }
        return known;
    }

    private int tag(String rule, Severity severity, String method, int candidates) {
        int slot = (31 * rule.hashCode() + severity.rank() + candidates) & (RECENT_KEYS - 1);
        int recent = recentTags[slot];
        if (recent >= firstOfRun && recent < told.size()) {
            OpenKey key = told.get(recent);
            if (key.severity() == severity
                    && key.candidates() == candidates
                    && key.rule().equals(rule)
                    && key.method().equals(method)) {
                return recent;
            }
        }
        OpenKey key = new OpenKey(rule, severity, method, candidates);
        Integer known = openKeys.get(key);
        if (known != null) {
            recentTags[slot] = known;
            return known;
        }
        int tag = told.size();
        if (tag == MOST_KEYS) {
            tooMuch = "it has more than " + MOST_KEYS + " combinations of tool, rule, severity and fingerprint";
            return 0;
        }
        keyChars += rule.length() + method.length();
        if (keyChars > MOST_KEY_CHARS) {
            tooMuch = "its rules and fingerprints have names of more than " + MOST_KEY_CHARS + " characters in all";
            return 0;
        }
        told.add(key);
        openKeys.put(key, tag);
        recentTags[slot] = tag;
        if (tag == counts.length) {
            counts = Arrays.copyOf(counts, 2 * tag);
            finalTags = Arrays.copyOf(finalTags, 2 * tag);
            kindHigh = Arrays.copyOf(kindHigh, 2 * tag);
            kindLow = Arrays.copyOf(kindLow, 2 * tag);
        }
        hash.field(method).field(rule).finish();
        kindHigh[tag] = hash.high();
        kindLow[tag] = hash.low();
        return tag;
    }

    void endRun(String tool, @Nullable String version, @Nullable String trouble, RuleSeverities severities) {
        if (!inRun) {
            throw new IllegalStateException("a run ends that never began");
        }
        inRun = false;
        if (tools.size() == MOST_RUNS) {
            tooMuch = "it has more than " + MOST_RUNS + " runs";
        }
        if (tooMuch != null) {
            return;
        }
        tools.add(new ToolRun(tool, version, trouble));
        String[] exemptionOf = new String[candidateSets.size()];
        for (int i = 0; i < exemptionOf.length; i++) {
            exemptionOf[i] = exemption(candidateSets.get(i), tool);
        }
        Severity[] severityOf = new Severity[told.size() - firstOfRun];
        boolean[] exempt = new boolean[severityOf.length];
        for (int tag = firstOfRun; tag < told.size(); tag++) {
            OpenKey open = told.get(tag);
            Severity severity = severities.of(open.rule(), open.severity());
            String exemption = exemptionOf[open.candidates()];
            severityOf[tag - firstOfRun] = severity;
            exempt[tag - firstOfRun] = exemption != null;
            FindingSummary.Key key = new FindingSummary.Key(tool, open.rule(), severity, open.method(), exemption, 0);
            Integer index = keyIndexes.putIfAbsent(key, keys.size());
            finalTags[tag] = index == null ? keys.size() : index;
            if (index == null) {
                keys.add(key);
            }
        }
        for (Severity own : Severity.values()) {
            List<Detail> ofRun = new ArrayList<>();
            drain(plainDetails.get(own), ofRun);
            drain(coveredDetails.get(own), ofRun);
            ofRun.sort(Comparator.comparingLong(Detail::number));
            for (Detail detail : ofRun) {
                int tag = detail.tag() - firstOfRun;
                List<Detail> kept = details.get(severityOf[tag]);
                if (!exempt[tag] && kept != null && kept.size() < FindingSummary.MOST_DETAILS) {
                    kept.add(detail);
                }
            }
        }
    }

    private static void drain(@Nullable List<Detail> from, List<Detail> into) {
        if (from != null) {
            into.addAll(from);
            from.clear();
        }
    }

    private @Nullable String exemption(List<Integer> candidates, String tool) {
        for (int candidate : candidates) {
            Exemption exemption = exemptions.get(candidate);
            if (matcher.matchesTool(exemption, tool)) {
                return exemption.id();
            }
        }
        return null;
    }

    /**
     * The findings of all runs that ended.
     *
     * @throws UnreadableReport when there were more keys or paths than are kept
     */
    FindingSummary toSummary() throws UnreadableReport {
        if (tooMuch != null) {
            close();
            throw new UnreadableReport(tooMuch);
        }
        if (inRun) {
            throw new IllegalStateException("a run has not ended");
        }
        long[] finalCounts = new long[keys.size()];
        for (int tag = 0; tag < told.size(); tag++) {
            finalCounts[finalTags[tag]] += counts[tag];
        }
        List<FindingSummary.Key> counted = new ArrayList<>();
        for (FindingSummary.Key key : keys) {
            counted.add(new FindingSummary.Key(
                    key.tool(),
                    key.rule(),
                    key.severity(),
                    key.method(),
                    key.exemption(),
                    finalCounts[counted.size()]));
        }
        List<Detail> all = new ArrayList<>();
        details.values().forEach(all::addAll);
        all.sort(Comparator.comparingLong(Detail::number));
        List<Finding> shown = new ArrayList<>(all.size());
        for (Detail each : all) {
            shown.add(new Finding(each.identity(), finalTags[each.tag()], each.path(), each.line(), each.message()));
        }
        return new FindingSummary(tools, counted, rows.build(Arrays.copyOf(finalTags, told.size())), paths, shown);
    }

    /** Frees what waits in a file; without effect after {@link #toSummary}. */
    @Override
    public void close() {
        rows.close();
    }
}
