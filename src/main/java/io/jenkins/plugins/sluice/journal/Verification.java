package io.jenkins.plugins.sluice.journal;

/**
 * What a walk over a journal's whole chain found. Only {@link Intact} says that a journal is complete; and only against
 * a head that was kept elsewhere does it say that it is the journal of that day, for whoever may write the file may
 * write a whole new chain.
 *
 * <p>{@code entries} counts the lines that are whole and chained, {@code head} is the hash of the last of them (64
 * zeros when there is none).
 */
public sealed interface Verification {
    /** The chain holds and ends with {@code closed}. */
    record Intact(long entries, String head) implements Verification {}

    /** The chain holds and goes on: still being written, left by a crash, or cut at the end of a line. */
    record Open(long entries, String head) implements Verification {}

    /**
     * The chain holds up to a last line that has no end: a crash, a write under way, or a cut.
     *
     * @param line the number of the unfinished line
     * @param bytes how many bytes of it there are, at least 1
     */
    record Torn(long entries, String head, long line, long bytes) implements Verification {}

    /**
     * The chain does not hold.
     *
     * @param line the first line that cannot follow what is before it
     */
    record Altered(long entries, String head, long line, Flaw flaw) implements Verification {}

    /**
     * The chain holds, but its head is not the expected one: lines after it were lost, or the chain was rewritten.
     *
     * @param expected the head that was asked for
     * @param foundAt the line whose hash is the expected head, so that the journal has only grown since; 0 for none
     */
    record HeadDiffers(long entries, String head, String expected, long foundAt) implements Verification {}

    /** Written by a newer Sluice, whose format this one cannot judge. */
    record NewerFormat(long format) implements Verification {}

    /** The file has no bytes: nothing was ever durable, or everything was cut off. */
    record Empty() implements Verification {}
}
