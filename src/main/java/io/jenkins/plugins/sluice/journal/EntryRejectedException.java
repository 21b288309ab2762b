package io.jenkins.plugins.sluice.journal;

/** An entry that cannot stand in a journal. Nothing was written, and the journal goes on. */
public final class EntryRejectedException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String pointer;

    EntryRejectedException(String type, String pointer, String reason) {
        super("entry " + type + ", data" + (pointer.isEmpty() ? "" : " at " + pointer) + ": " + reason);
        this.pointer = pointer;
    }

    /** Where in the entry's data, as a JSON pointer (RFC 6901) of redacted keys; empty for the whole. */
    public String pointer() {
        return pointer;
    }
}
