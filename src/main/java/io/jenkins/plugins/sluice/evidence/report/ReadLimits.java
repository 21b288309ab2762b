package io.jenkins.plugins.sluice.evidence.report;

/**
 * What a reader may use.
 *
 * @param depth deepest nesting of elements, objects or arrays
 * @param textBytes longest text that is kept, in characters; longer ones are cut when they are only shown and an error
 *     when they decide
 * @param checkpoint called at least every 64 KiB of input; throws {@link java.util.concurrent.CancellationException} to
 *     stop the read
 */
public record ReadLimits(int depth, int textBytes, Runnable checkpoint) {

    /** 500 levels, 8 KiB, never cancelled. */
    public static final ReadLimits DEFAULT = new ReadLimits(500, 8 * 1024, () -> {});
}
