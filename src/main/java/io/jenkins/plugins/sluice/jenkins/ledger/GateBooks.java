package io.jenkins.plugins.sluice.jenkins.ledger;

import hudson.Extension;
import io.jenkins.plugins.sluice.jenkins.gate.GateListener;
import io.jenkins.plugins.sluice.jenkins.gate.JudgedGate;
import java.io.IOException;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Enters each judged gate in its job's index and in the controller's ledger. */
@Extension
public final class GateBooks extends GateListener {

    private static final Logger LOGGER = Logger.getLogger(GateBooks.class.getName());

    @Override
    public void onJudged(JudgedGate gate) {
        try {
            Ledger.get().judged(gate.run(), gate.record());
        } catch (IOException e) {
            tell(gate, "the ledger of journal heads", e);
        }
        try {
            synchronized (this) {
                GateIndex.of(gate.run().getParent()).add(gate);
            }
        } catch (IOException e) {
            tell(gate, "the job's index of gates", e);
        }
    }

    private static void tell(JudgedGate gate, String book, IOException e) {
        String what = "gate '" + gate.record().getGate() + "' of " + gate.run() + " could not be entered in " + book
                + ", so trends and checks will not know it: " + e.getMessage();
        LOGGER.log(Level.WARNING, what, e);
        gate.listener().error(what);
    }
}
