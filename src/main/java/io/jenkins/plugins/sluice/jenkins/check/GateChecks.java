package io.jenkins.plugins.sluice.jenkins.check;

import hudson.ExtensionList;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.checks.api.ChecksConclusion;
import io.jenkins.plugins.checks.api.ChecksDetails.ChecksDetailsBuilder;
import io.jenkins.plugins.checks.api.ChecksOutput.ChecksOutputBuilder;
import io.jenkins.plugins.checks.api.ChecksStatus;
import io.jenkins.plugins.sluice.jenkins.gate.GateListener;
import io.jenkins.plugins.sluice.jenkins.gate.GateRecord;
import io.jenkins.plugins.sluice.jenkins.gate.JudgedGate;
import io.jenkins.plugins.sluice.report.MarkdownReport;
import io.jenkins.plugins.sluice.verdict.GateVerdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.variant.OptionalExtension;
import org.jspecify.annotations.Nullable;

/**
 * Publishes each gate as a check of its commit, in progress while it reads and concluded by its verdict:
 *
 * <ul>
 *   <li>pass: success,
 *   <li>warn: neutral, which lets a pull request be merged and is not green,
 *   <li>fail: failure,
 *   <li>inconclusive: action required. Code hosts do not merge over it where the check is required, as unknown is never
 *       healthy; and it is no failure of the change: somebody has to look why the gate cannot tell.
 * </ul>
 *
 * <p>A gate that runs in shadow stops nothing, so its check does not either: it is neutral whatever the verdict. A check
 * whose build ends before its gate was judged is cancelled.
 */
@OptionalExtension(requirePlugins = "checks-api")
public final class GateChecks extends GateListener {

    /** What code hosts take for the text of a check, in bytes of UTF-8. */
    static final int MOST_SUMMARY_BYTES = 65_535;

    /** Longer ones are refused or cut in the middle of a word. */
    static final int MOST_TITLE = 250;

    /** The page of a build's gates, below the build. */
    private static final String PAGE = "gates/";

    private final CheckPublishing publishing = new CheckPublishing();

    /** Names of the checks that are in progress, by build. */
    private final Map<String, Set<String>> open = new ConcurrentHashMap<>();

    @Override
    public void onBegun(Run<?, ?> run, String gate, @Nullable String place) {
        String name = name(gate, place);
        open.computeIfAbsent(run.getExternalizableId(), none -> ConcurrentHashMap.newKeySet())
                .add(name);
        publishing.publish(
                run,
                check(run, name, PAGE)
                        .withStatus(ChecksStatus.IN_PROGRESS)
                        .withStartedAt(LocalDateTime.now(ZoneOffset.UTC))
                        .build(),
                TaskListener.NULL);
    }

    @Override
    public void onJudged(JudgedGate judged) {
        GateRecord record = judged.record();
        String name = name(record.getGate(), record.getPlace());
        open.computeIfPresent(judged.run().getExternalizableId(), (run, names) -> {
            names.remove(name);
            return names.isEmpty() ? null : names;
        });
        Instant ended = Instant.ofEpochMilli(record.getAtMillis());
        publishing.publish(
                judged.run(),
                check(judged.run(), name, PAGE + record.getId() + "/")
                        .withStatus(ChecksStatus.COMPLETED)
                        .withStartedAt(
                                LocalDateTime.ofInstant(ended.minusMillis(record.getDurationMillis()), ZoneOffset.UTC))
                        .withCompletedAt(LocalDateTime.ofInstant(ended, ZoneOffset.UTC))
                        .withConclusion(conclusion(judged.model().verdict()))
                        .withOutput(new ChecksOutputBuilder()
                                .withTitle(title(record))
                                .withSummary(summary(judged))
                                .build())
                        .build(),
                judged.listener());
    }

    private void onCompleted(Run<?, ?> run, TaskListener log) {
        Set<String> left = open.remove(run.getExternalizableId());
        if (left == null) {
            return;
        }
        for (String name : left) {
            publishing.publish(
                    run,
                    check(run, name, PAGE)
                            .withStatus(ChecksStatus.COMPLETED)
                            .withConclusion(ChecksConclusion.CANCELED)
                            .build(),
                    log);
        }
    }

    private static ChecksDetailsBuilder check(Run<?, ?> run, String name, String page) {
        ChecksDetailsBuilder check = new ChecksDetailsBuilder().withName(name);
        String root = Jenkins.get().getRootUrl();
        return root == null ? check : check.withDetailsURL(root + run.getUrl() + page);
    }

    private static String name(String gate, @Nullable String place) {
        return place == null ? Messages.GateChecks_Name(gate) : Messages.GateChecks_NameWithPlace(gate, place);
    }

    private static ChecksConclusion conclusion(GateVerdict verdict) {
        if (verdict.shadow()) {
            return ChecksConclusion.NEUTRAL;
        }
        return switch (verdict.outcome()) {
            case PASS -> ChecksConclusion.SUCCESS;
            case WARN -> ChecksConclusion.NEUTRAL;
            case INCONCLUSIVE -> ChecksConclusion.ACTION_REQUIRED;
            case FAIL -> ChecksConclusion.FAILURE;
        };
    }

    private static String title(GateRecord record) {
        String title = record.getHeadline() + ": " + record.getWhy();
        int most = title.codePointCount(0, title.length());
        return most <= MOST_TITLE ? title : title.substring(0, title.offsetByCodePoints(0, MOST_TITLE - 1)) + "…";
    }

    private static String summary(JudgedGate judged) {
        StringBuilder report = new StringBuilder();
        try {
            MarkdownReport.write(judged.model(), report);
        } catch (IOException e) {
            throw new UncheckedIOException("a text takes whatever is written", e);
        }
        return cut(report.toString());
    }

    /**
     * At the end of a line, with a word about it; code hosts refuse the whole check if its text is longer. (What the Checks
     * API offers for it can be some bytes too long.)
     */
    static String cut(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MOST_SUMMARY_BYTES) {
            return text;
        }
        String notice = Messages.GateChecks_Cut();
        int end = MOST_SUMMARY_BYTES - notice.getBytes(StandardCharsets.UTF_8).length;
        int line = end;
        while (line > 0 && bytes[line - 1] != '\n') {
            line--;
        }
        while ((bytes[end] & 0xc0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, line > 0 ? line : end, StandardCharsets.UTF_8) + notice;
    }

    /** Ends the checks of gates that a build left behind. */
    @OptionalExtension(requirePlugins = "checks-api")
    public static final class LeftBehind extends RunListener<Run<?, ?>> {

        @Override
        public void onCompleted(Run<?, ?> run, TaskListener log) {
            GateChecks checks = ExtensionList.lookup(GateListener.class).get(GateChecks.class);
            if (checks != null) {
                checks.onCompleted(run, log);
            }
        }
    }
}
