package io.jenkins.plugins.sluice.journal;

import java.time.Instant;

/**
 * The process that writes a journal.
 *
 * @param pid its process id
 * @param host the name of its machine, {@code unknown} when the machine does not know it
 * @param since when the process started, to the millisecond; {@link Instant#EPOCH} when the system does not tell
 */
public record Holder(long pid, String host, Instant since) {
    @Override
    public String toString() {
        return "process " + pid + " on " + host + ", started " + since;
    }
}
