package io.jenkins.plugins.sluice.verdict;

import io.jenkins.plugins.sluice.evidence.Identity;
import io.jenkins.plugins.sluice.evidence.IdentityRows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Identities of several reports in one ascending walk, each with how often it occurs. */
final class FailureRows implements AutoCloseable {

    private static final Comparator<IdentityRows.Cursor> BY_IDENTITY = (one, other) -> {
        int byHigh = Long.compareUnsigned(one.high(), other.high());
        return byHigh != 0 ? byHigh : Long.compareUnsigned(one.low(), other.low());
    };

    private final List<IdentityRows.Cursor> cursors = new ArrayList<>();
    private final PriorityQueue<IdentityRows.Cursor> next;
    private Identity identity = new Identity(0, 0);
    private long count;

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
     * @param added told of what is more often in {@code now}
     * @param gone told of what is more often in {@code before}
     */
    static void compare(List<IdentityRows> now, List<IdentityRows> before, Surplus added, Surplus gone) {
        try (FailureRows here = new FailureRows(now);
                FailureRows there = new FailureRows(before)) {
            boolean inHere = here.advance();
            boolean inThere = there.advance();
            while (inHere || inThere) {
                int order = !inHere ? 1 : !inThere ? -1 : here.identity.compareTo(there.identity);
                long difference = (order <= 0 ? here.count : 0) - (order >= 0 ? there.count : 0);
                if (difference > 0) {
                    added.more(here.identity, difference);
                } else if (difference < 0) {
                    gone.more(there.identity, -difference);
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
        count = 1;
        offer(first);
        for (IdentityRows.Cursor same = next.peek();
                same != null && same.high() == identity.high() && same.low() == identity.low();
                same = next.peek()) {
            count++;
            next.poll();
            offer(same);
        }
        return true;
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
