package io.jenkins.plugins.sluice.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A journal has one writer, and somebody else is it. */
public final class JournalHeldException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Holder holder;

    JournalHeldException(Path journal, @Nullable Holder holder) {
        super(journal + ": is being written by " + (holder == null ? "another process" : holder)
                + "; a journal has one writer, wait for it to end");
        this.holder = holder;
    }

    /** Who writes it; empty when it did not say, or has not yet. */
    public Optional<Holder> holder() {
        return Optional.ofNullable(holder);
    }
}
