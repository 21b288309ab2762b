package io.jenkins.plugins.sluice.jenkins.page;

import hudson.model.Run;
import io.jenkins.plugins.sluice.jenkins.gate.GateRecord;
import io.jenkins.plugins.sluice.jenkins.gate.GatesAction;
import io.jenkins.plugins.sluice.jenkins.ledger.Ledger;
import io.jenkins.plugins.sluice.report.JournalState;
import io.jenkins.plugins.sluice.report.ReportModel;
import io.jenkins.plugins.sluice.report.Reports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Whether a gate's journal is the one that was written when the gate was judged: by its own chain of hashes, by what the
 * build recorded, and by the controller's ledger, which does not lie with the build.
 *
 * @param model what the journal tells, or null when it tells nothing
 * @param text what was found, in a sentence
 */
record JournalCheck(State state, @Nullable ReportModel model, String text) {

    private static final Logger LOGGER = Logger.getLogger(JournalCheck.class.getName());

    /** So the journal is called in reports, as nobody needs the controller's paths. */
    static final String FILE_NAME = "journal.jsonl";

    /** What was found. */
    enum State {
        /** It is the one that the ledger knows. */
        RECORDED,
        /** It is the one that the build recorded; the ledger has nothing of it, or no longer. */
        NOT_IN_LEDGER,
        /** It is not the one that was recorded. */
        EXCHANGED,
        /** It is there, but nothing can be read from it. */
        UNREADABLE,
        /** It is not there. */
        MISSING
    }

    /** Whether the page must warn of it. */
    boolean alarming() {
        return state != State.RECORDED && state != State.NOT_IN_LEDGER;
    }

    static JournalCheck of(Run<?, ?> run, GateRecord gate) {
        Path journal = GatesAction.journal(run, gate);
        Optional<Ledger.Entry> entry = entry(gate);
        String expected = entry.map(Ledger.Entry::head).orElse(gate.getHead());
        if (!Files.exists(journal)) {
            return new JournalCheck(State.MISSING, null, Messages.JournalCheck_Missing(expected));
        }
        ReportModel model;
        try {
            ReportModel read = Reports.read(journal);
            model = new ReportModel(
                    read.verdict(),
                    new JournalState(
                            FILE_NAME, read.journal().head(), read.journal().state()));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, e, () -> "cannot show a gate of " + run);
            String why = String.valueOf(e.getMessage()).replace(journal.toString(), FILE_NAME);
            return new JournalCheck(State.UNREADABLE, null, Messages.JournalCheck_Unreadable(why));
        }
        String head = model.journal().head();
        if (!expected.equals(head) || !expected.equals(gate.getHead())) {
            String found = head == null ? Messages.JournalCheck_NoHead() : head;
            return new JournalCheck(
                    State.EXCHANGED,
                    model,
                    entry.isPresent() && expected.equals(head)
                            ? Messages.JournalCheck_BuildDiffers(gate.getHead(), expected)
                            : Messages.JournalCheck_Exchanged(found, expected));
        }
        return entry.isPresent()
                ? new JournalCheck(State.RECORDED, model, Messages.JournalCheck_Recorded())
                : new JournalCheck(State.NOT_IN_LEDGER, model, Messages.JournalCheck_NotInLedger());
    }

    private static Optional<Ledger.Entry> entry(GateRecord gate) {
        try {
            return Ledger.get().find(gate.getId(), Instant.ofEpochMilli(gate.getAtMillis()));
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "cannot read the ledger of journal heads", e);
            return Optional.empty();
        }
    }
}
