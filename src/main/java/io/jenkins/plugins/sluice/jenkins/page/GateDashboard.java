package io.jenkins.plugins.sluice.jenkins.page;

import hudson.Util;
import hudson.model.Api;
import hudson.model.ItemGroup;
import hudson.model.Items;
import hudson.model.Job;
import io.jenkins.plugins.sluice.jenkins.ledger.GateIndex;
import io.jenkins.plugins.sluice.jenkins.ledger.IndexedGate;
import io.jenkins.plugins.sluice.report.Tone;
import io.jenkins.plugins.sluice.report.Words;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.Stapler;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * The last outcome of every gate of the jobs below a folder or the controller, as far as who looks may see the jobs. It
 * reads the jobs' indexes and loads no build.
 */
@ExportedBean
public abstract class GateDashboard {

    /** So many gates are shown at most; a filter finds the others. */
    public static final int MOST_ROWS = 1_000;

    private static final Logger LOGGER = Logger.getLogger(GateDashboard.class.getName());

    /** The worst first. */
    private static final List<Tone> ORDER =
            List.of(Tone.BAD, Tone.BROKE, Tone.UNKNOWN, Tone.WARN, Tone.QUIET, Tone.GOOD);

    /** Whose jobs are shown. */
    abstract ItemGroup<?> group();

    /**
     * A gate of a job.
     *
     * @param job the job's name below the folder
     * @param url the job's address, relative to Jenkins' root
     * @param linked whether its build is still there
     */
    @ExportedBean(defaultVisibility = 2)
    public record Row(
            @Exported String job,
            @Exported String url,
            @Exported(inline = true) IndexedGate gate,
            @Exported boolean linked) {

        /** How long ago it was judged. */
        public String age() {
            long millis = Duration.between(gate.at(), Instant.now()).toMillis();
            return Util.getTimeSpanString(Math.max(0, millis));
        }

        /** Where the gate's page is, relative to Jenkins' root. */
        public String gateUrl() {
            return url + gate.build() + "/" + GatesTab.URL + "/" + gate.id() + "/";
        }
    }

    /**
     * How many gates have a tone.
     *
     * @param chosen whether only these are shown
     */
    public record Count(String toneKey, String word, long count, boolean chosen) {}

    /**
     * What the page shows.
     *
     * @param rows the worst and newest first, at most {@value GateDashboard#MOST_ROWS}
     * @param matching how many gates the filter leaves
     * @param all how many gates there are
     * @param text what is looked for, or ""
     * @param tone which tone is looked for, or ""
     */
    public record View(List<Row> rows, long matching, long all, List<Count> counts, String text, String tone) {

        /** Whether some are not shown. */
        public boolean cut() {
            return rows.size() < matching;
        }
    }

    /** What is asked for by the parameters {@code text} and {@code tone} of the request. */
    public View getView() {
        StaplerRequest2 request = Stapler.getCurrentRequest2();
        return view(
                request == null ? null : request.getParameter("text"),
                request == null ? null : request.getParameter("tone"));
    }

    /** The gates that are asked for. */
    @Exported(inline = true)
    public List<Row> getGates() {
        return getView().rows();
    }

    public Api getApi() {
        return new Api(this);
    }

    private View view(@Nullable String text, @Nullable String tone) {
        String sought = text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
        String toneKey = tone == null ? "" : tone;
        List<Row> all = rows();
        List<Row> named = all.stream().filter(row -> matches(row, sought)).toList();
        List<Row> matching = named.stream()
                .filter(row -> toneKey.isEmpty() || row.gate().tone().key().equals(toneKey))
                .sorted(Comparator.comparing(
                                (Row row) -> ORDER.indexOf(row.gate().tone()))
                        .thenComparing(row -> row.gate().at(), Comparator.reverseOrder()))
                .toList();
        List<Count> counts = new ArrayList<>();
        for (Tone each : ORDER) {
            long count = named.stream().filter(row -> row.gate().tone() == each).count();
            if (count > 0 || each.key().equals(toneKey)) {
                counts.add(new Count(
                        each.key(), Words.toneWord(each), count, each.key().equals(toneKey)));
            }
        }
        return new View(
                matching.subList(0, Math.min(MOST_ROWS, matching.size())),
                matching.size(),
                all.size(),
                counts,
                text == null ? "" : text.strip(),
                toneKey);
    }

    private static boolean matches(Row row, String sought) {
        return sought.isEmpty()
                || row.job().toLowerCase(Locale.ROOT).contains(sought)
                || row.gate().key().toLowerCase(Locale.ROOT).contains(sought);
    }

    @SuppressWarnings("rawtypes")
    private List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (Job each : Items.allItems(group(), Job.class)) {
            Job<?, ?> job = each;
            if (!job.hasPermission(PageAccess.VIEW)) {
                continue;
            }
            List<IndexedGate> last = List.of();
            try {
                last = GateIndex.of(job).last();
            } catch (IOException e) {
                LOGGER.log(Level.WARNING, e, () -> "cannot read the gates of " + job.getFullName());
            }
            for (IndexedGate gate : last) {
                rows.add(new Row(
                        job.getRelativeDisplayNameFrom(group()),
                        job.getUrl(),
                        gate,
                        BuildsOnDisk.has(job, gate.build())));
            }
        }
        return rows;
    }
}
