package io.jenkins.plugins.sluice.evidence.reference;

import io.jenkins.plugins.sluice.evidence.FindingSummary;
import io.jenkins.plugins.sluice.evidence.Identity;
import io.jenkins.plugins.sluice.evidence.IdentityRows;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** A walk over the rows of several reports on both sides of a comparison, in order of identity. */
final class MergedRows implements AutoCloseable {

    private final PriorityQueue<Source> sources =
            new PriorityQueue<>(Comparator.comparing((Source source) -> source.cursor.high(), Long::compareUnsigned)
                    .thenComparing(source -> source.cursor.low(), Long::compareUnsigned)
                    .thenComparing(source -> source.before)
                    .thenComparing(source -> source.report));
    private @Nullable Source current;
    private boolean startsIdentity;

    private static final class Source {
        final FindingSummary summary;
        final int report;
        final boolean before;
        final IdentityRows.Cursor cursor;

        Source(FindingSummary summary, int report, boolean before) {
            this.summary = summary;
            this.report = report;
            this.before = before;
            cursor = summary.rows().cursor();
        }
    }

    MergedRows(List<FindingSummary> now, List<FindingSummary> before) {
        add(now, false);
        add(before, true);
    }

    private void add(List<FindingSummary> summaries, boolean before) {
        for (int i = 0; i < summaries.size(); i++) {
            Source source = new Source(summaries.get(i), i, before);
            if (source.cursor.advance()) {
                sources.add(source);
            } else {
                source.cursor.close();
            }
        }
    }

    boolean advance() {
        Source last = current;
        long high = 0;
        long low = 0;
        if (last != null) {
            high = last.cursor.high();
            low = last.cursor.low();
            if (last.cursor.advance()) {
                sources.add(last);
            } else {
                last.cursor.close();
            }
        }
        current = sources.poll();
        if (current == null) {
            return false;
        }
        startsIdentity = last == null || current.cursor.high() != high || current.cursor.low() != low;
        return true;
    }

    private Source current() {
        if (current == null) {
            throw new IllegalStateException("the walk has not begun or is over");
        }
        return current;
    }

    /** Whether this row's identity is another than that of the row before. */
    boolean startsIdentity() {
        return startsIdentity;
    }

    FindingSummary summary() {
        return current().summary;
    }

    /** The index of the row's report on its side. */
    int report() {
        return current().report;
    }

    boolean isBefore() {
        return current().before;
    }

    int path() {
        return current().cursor.path();
    }

    int tag() {
        return current().cursor.tag();
    }

    Identity identity() {
        return new Identity(current().cursor.high(), current().cursor.low());
    }

    @Override
    public void close() {
        sources.forEach(source -> source.cursor.close());
        if (current != null) {
            current.cursor.close();
        }
    }
}
