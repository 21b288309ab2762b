package io.jenkins.plugins.sluice.jenkins.gate;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Run;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Is told of gates: for indexes, metrics and other systems. Called on a thread of the gates' pool, after the verdict is
 * durable and recorded; what goes wrong in a listener is logged and never changes a verdict.
 */
public abstract class GateListener implements ExtensionPoint {

    private static final Logger LOGGER = Logger.getLogger(GateListener.class.getName());

    /**
     * A gate begins to read its evidence.
     *
     * @param place where in the build it stands, or null
     */
    public void onBegun(Run<?, ?> run, String gate, @Nullable String place) {}

    /** A gate was judged. */
    public abstract void onJudged(JudgedGate gate);

    /** Tells all listeners. */
    public static void begun(Run<?, ?> run, String gate, @Nullable String place) {
        for (GateListener listener : ExtensionList.lookup(GateListener.class)) {
            guarded(listener, () -> listener.onBegun(run, gate, place));
        }
    }

    /** Tells all listeners. */
    public static void judged(JudgedGate gate) {
        for (GateListener listener : ExtensionList.lookup(GateListener.class)) {
            guarded(listener, () -> listener.onJudged(gate));
        }
    }

    private static void guarded(GateListener listener, Runnable told) {
        try {
            told.run();
        } catch (RuntimeException | LinkageError e) {
            LOGGER.log(Level.WARNING, e, () -> "a listener failed; the gate's verdict stands: " + listener.getClass());
        }
    }
}
