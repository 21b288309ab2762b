package io.jenkins.plugins.sluice.jenkins.page;

import hudson.model.InvisibleAction;
import hudson.model.Run;
import java.io.IOException;
import java.io.Serializable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which gates of a build a person made the reference of later ones. Stored in {@code build.xml}, so its fields are plain. */
public final class AcceptedReferences extends InvisibleAction {

    private final ArrayList<Decision> decisions = new ArrayList<>();

    /** One decision. */
    public static final class Decision implements Serializable {

        private static final long serialVersionUID = 1L;

        private final String id;
        private final String who;
        private final String why;
        private final long atMillis;

        Decision(String id, String who, String why, Instant at) {
            this.id = id;
            this.who = who;
            this.why = why;
            this.atMillis = at.toEpochMilli();
        }

        /** The walk's id. */
        public String getId() {
            return id;
        }

        /** The person's id. */
        public String getWho() {
            return who;
        }

        public String getWhy() {
            return why;
        }

        /** In milliseconds since the epoch. */
        public long getAtMillis() {
            return atMillis;
        }
    }

    /** The last decision about a gate. */
    static Optional<Decision> of(Run<?, ?> run, String id) {
        AcceptedReferences all = run.getAction(AcceptedReferences.class);
        return all == null
                ? Optional.empty()
                : all.all().stream().filter(decision -> decision.id.equals(id)).reduce((earlier, later) -> later);
    }

    /** Adds a decision to its build and saves the build. */
    static void add(Run<?, ?> run, Decision decision) throws IOException {
        AcceptedReferences all;
        synchronized (run) {
            all = run.getAction(AcceptedReferences.class);
            if (all == null) {
                all = new AcceptedReferences();
                run.addAction(all);
            }
        }
        synchronized (all.decisions) {
            all.decisions.add(decision);
        }
        run.save();
    }

    private List<Decision> all() {
        synchronized (decisions) {
            return List.copyOf(decisions);
        }
    }
}
