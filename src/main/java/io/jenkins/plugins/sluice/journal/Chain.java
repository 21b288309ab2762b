package io.jenkins.plugins.sluice.journal;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/** Gives lines their place: each the next number, the time, and the hash of the line before. Not thread-safe. */
final class Chain {
    private final InstantSource clock;
    private final MessageDigest sha256 = Line.sha256();
    private long entries;
    private String head;

    /** Goes on after so many entries, the last of which has this hash. */
    Chain(InstantSource clock, long entries, String head) {
        this.clock = clock;
        this.entries = entries;
        this.head = head;
    }

    long entries() {
        return entries;
    }

    /** @throws EntryRejectedException when the line is too long; the chain is then as it was */
    PendingLine add(Line.Draft draft) {
        draft.complete(clock.instant(), head, entries + 1);
        head = Line.hash(sha256, draft.bytes(), 0, draft.length());
        entries++;
        return new PendingLine(
                ByteBuffer.wrap(draft.bytes(), 0, draft.length()),
                new Appended(entries, head),
                new CompletableFuture<>());
    }
}
