package io.jenkins.plugins.sluice.jenkins.ledger;

import io.jenkins.plugins.sluice.report.Tone;
import io.jenkins.plugins.sluice.report.Words;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What the index knows of one gate of one build, which may be gone.
 *
 * @param build the build's number
 * @param id the walk's id
 * @param place where in the build it stands, or null
 * @param outcome {@code PASS}, {@code WARN}, {@code INCONCLUSIVE} or {@code FAIL}
 * @param why in one sentence
 * @param millis how long it took
 */
@ExportedBean(defaultVisibility = 2)
public record IndexedGate(
        @Exported int build,
        @Exported String id,
        @Exported String gate,
        @Exported @Nullable String place,
        @Exported String outcome,
        Tone tone,
        @Exported String why,
        Instant at,
        @Exported long millis,
        @Exported(inline = true) List<Value> values) {

    public IndexedGate {
        values = List.copyOf(values);
    }

    /**
     * A criterion's value.
     *
     * @param id the criterion's id
     * @param title what was measured
     * @param number for comparing with earlier ones only
     * @param text the same for people
     */
    @ExportedBean(defaultVisibility = 2)
    public record Value(
            @Exported String id,
            @Exported String title,
            @Exported double number,
            @Exported String text,
            Tone tone) {}

    /** The gate's name and, where it has one, its place: what it is known by across builds. */
    public String key() {
        return place == null ? gate : gate + "@" + place;
    }

    /** Its colour and icon, as a word. */
    public String toneKey() {
        return tone.key();
    }

    /** What the colour means. */
    public String toneWord() {
        return Words.toneWord(tone);
    }

    /** When it was judged, in milliseconds since the epoch. */
    @Exported(name = "atMillis")
    public long atMillis() {
        return at.toEpochMilli();
    }

    /** {@code good}, {@code warn}, {@code bad}, {@code broke} or {@code unknown}. */
    @Exported(name = "tone")
    public String exportedTone() {
        return tone.key();
    }

    /** The same without its values, which only a trend shows. */
    IndexedGate withoutValues() {
        return new IndexedGate(build, id, gate, place, outcome, tone, why, at, millis, List.of());
    }
}
