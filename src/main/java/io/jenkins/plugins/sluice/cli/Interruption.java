package io.jenkins.plugins.sluice.cli;

import java.io.PrintStream;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * What is done when a signal ends the command: the JVM runs this as a shutdown hook, and ends with 128 and the signal's
 * number, 130 after Ctrl-C.
 */
final class Interruption implements Runnable {

    private final Deque<Runnable> tidying = new ConcurrentLinkedDeque<>();
    private volatile @Nullable String leftBehind;

    /** Remembers what the user is told, a half sentence; null when nothing is left behind. */
    void leaves(@Nullable String what) {
        leftBehind = what;
    }

    /** Remembers what is to be removed. */
    void tidy(Runnable removal) {
        tidying.add(removal);
    }

    /** Forgets what was removed already. */
    void tidied(Runnable removal) {
        tidying.remove(removal);
    }

    /** Removes what is to be removed; what cannot be removed stays. */
    @Override
    public void run() {
        tidying.forEach(Runnable::run);
    }

    /** Tells it in one line. */
    void tell(PrintStream err) {
        String left = leftBehind;
        err.println("sluice: interrupted" + (left == null ? "" : "; " + left));
        err.flush();
    }
}
