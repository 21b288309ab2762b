package io.jenkins.plugins.sluice.jenkins.gate;

import hudson.model.InvisibleAction;
import hudson.model.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import jenkins.model.RunAction2;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The gates of a build, in the order in which they were judged; their journals lie beside {@code build.xml}. */
@ExportedBean
public final class GatesAction extends InvisibleAction implements RunAction2 {

    private static final String FOLDER = "sluice";

    private final ArrayList<GateRecord> gates = new ArrayList<>();

    private transient @Nullable Run<?, ?> run;

    @Override
    public void onAttached(Run<?, ?> r) {
        run = r;
    }

    @Override
    public void onLoad(Run<?, ?> r) {
        run = r;
    }

    /** The gates of a build; empty when it has none. */
    public static List<GateRecord> of(Run<?, ?> run) {
        GatesAction action = run.getAction(GatesAction.class);
        return action == null ? List.of() : action.getGates();
    }

    /** The gate of a build with this id. */
    public static Optional<GateRecord> find(Run<?, ?> run, String id) {
        return of(run).stream().filter(gate -> gate.getId().equals(id)).findFirst();
    }

    /** Adds a gate to its build and saves the build. */
    public static void add(Run<?, ?> run, GateRecord gate) throws IOException {
        GatesAction action;
        synchronized (run) {
            action = run.getAction(GatesAction.class);
            if (action == null) {
                action = new GatesAction();
                run.addAction(action);
            }
        }
        synchronized (action.gates) {
            action.gates.add(gate);
        }
        run.save();
    }

    /** Where the journals of a build's gates lie. */
    public static Path folder(Run<?, ?> run) {
        return run.getRootDir().toPath().resolve(FOLDER);
    }

    /** The journal of a gate. */
    public static Path journal(Run<?, ?> run, GateRecord gate) {
        return folder(run).resolve(gate.getId() + ".jsonl");
    }

    /** The gates as they are now. */
    @Exported
    public List<GateRecord> getGates() {
        synchronized (gates) {
            return List.copyOf(gates);
        }
    }

    /** The build. */
    public @Nullable Run<?, ?> getRun() {
        return run;
    }
}
