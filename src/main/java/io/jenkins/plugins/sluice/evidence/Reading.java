package io.jenkins.plugins.sluice.evidence;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;

/** What came of reading a report file. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "outcome")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Reading.Whole.class, name = "whole"),
    @JsonSubTypes.Type(value = Reading.Stale.class, name = "stale"),
    @JsonSubTypes.Type(value = Reading.Unreadable.class, name = "unreadable")
})
public sealed interface Reading {

    /** The whole report was read. */
    record Whole(Summary summary, List<Caution> cautions) implements Reading {
        public Whole {
            cautions = List.copyOf(cautions);
        }
    }

    /**
     * The whole report was read, but it is older than the run that it should tell about.
     *
     * @param written when it was written
     * @param since when the run started
     */
    record Stale(Instant written, Instant since) implements Reading {}

    /**
     * The report is no evidence.
     *
     * @param why what is wrong, where, and what to do, without a final full stop
     */
    record Unreadable(String why) implements Reading {}
}
