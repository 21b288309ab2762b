package io.jenkins.plugins.sluice.verdict;

import io.jenkins.plugins.sluice.evidence.Identity;
import io.jenkins.plugins.sluice.evidence.IdentityRows;
import io.jenkins.plugins.sluice.evidence.TestSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Failures of several reports in one ascending walk, each with how often it occurs, and how often without a waiver. */
final class FailureRows implements AutoCloseable {

    private static final Comparator<IdentityRows.Cursor> BY_IDENTITY = (one, other) -> {
        int byHigh = Long.compareUnsigned(one.high(), other.high());
        return byHigh != 0 ? byHigh : Long.compareUnsigned(one.low(), other.low());
    };

    private final List<IdentityRows.Cursor> cursors = new ArrayList<>();
    private final PriorityQueue<IdentityRows.Cursor> next;
    private Identity identity = new Identity(0, 0);
    private long count;
    private long counted;

    private FailureRows(List<IdentityRows> rows) {
        next = new PriorityQueue<>(Math.max(1, rows.size()), BY_IDENTITY);
        for (IdentityRows each : rows) {
            if (each.size() > 0) {
                IdentityRows.Cursor cursor = each.cursor();
                cursors.add(cursor);
                offer(cursor);
            }
        }
    }

    /** Takes an identity that one side has more often than the other. */
    interface Surplus {
        void more(Identity identity, long count);
    }

    /**
     * Compares as multisets.
     *
     * @param added told of what no waiver covers and is more often in {@code now} than in {@code before} at all
     * @param gone told of what is more often in {@code before}
     */
    static void compare(List<IdentityRows> now, List<IdentityRows> before, Surplus added, Surplus gone) {
        try (FailureRows here = new FailureRows(now);
                FailureRows there = new FailureRows(before)) {
            boolean inHere = here.advance();
            boolean inThere = there.advance();
            while (inHere || inThere) {
                int order = !inHere ? 1 : !inThere ? -1 : here.identity.compareTo(there.identity);
                long earlier = order >= 0 ? there.count : 0;
                long surplus = (order <= 0 ? here.counted : 0) - earlier;
                long lost = earlier - (order <= 0 ? here.count : 0);
                if (surplus > 0) {
                    added.more(here.identity, surplus);
                } else if (lost > 0) {
                    gone.more(there.identity, lost);
                }
                if (order <= 0) {
                    inHere = here.advance();
                }
                if (order >= 0) {
                    inThere = there.advance();
                }
            }
        }
    }

    private boolean advance() {
        IdentityRows.Cursor first = next.poll();
        if (first == null) {
            return false;
        }
        identity = new Identity(first.high(), first.low());
        count = 0;
        counted = 0;
        take(first);
        for (IdentityRows.Cursor same = next.peek();
                same != null && same.high() == identity.high() && same.low() == identity.low();
                same = next.peek()) {
            next.poll();
            take(same);
        }
        return true;
    }

    private void take(IdentityRows.Cursor cursor) {
        count++;
        counted += cursor.tag() == TestSummary.EXEMPT ? 0 : 1;
        offer(cursor);
    }

    private void offer(IdentityRows.Cursor cursor) {
        if (cursor.advance()) {
            next.add(cursor);
        }
    }

    @Override
    public void close() {
        cursors.forEach(IdentityRows.Cursor::close);
    }
}
