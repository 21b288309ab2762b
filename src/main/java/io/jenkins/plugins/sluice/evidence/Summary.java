package io.jenkins.plugins.sluice.evidence;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What one report file or release check said, reduced to what criteria, references and reports need. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = TestSummary.class, name = "tests"),
    @JsonSubTypes.Type(value = CoverageSummary.class, name = "coverage"),
    @JsonSubTypes.Type(value = MutationSummary.class, name = "mutation"),
    @JsonSubTypes.Type(value = FindingSummary.class, name = "findings"),
    @JsonSubTypes.Type(value = LoadSummary.class, name = "load"),
    @JsonSubTypes.Type(value = PickedValues.class, name = "custom"),
    @JsonSubTypes.Type(value = ReviewSummary.class, name = "review"),
    @JsonSubTypes.Type(value = AlertSummary.class, name = "alerts"),
    @JsonSubTypes.Type(value = RollbackSummary.class, name = "rollback"),
    @JsonSubTypes.Type(value = MigrationSummary.class, name = "migration")
})
public sealed interface Summary
        permits TestSummary,
                CoverageSummary,
                MutationSummary,
                FindingSummary,
                LoadSummary,
                PickedValues,
                ReviewSummary,
                AlertSummary,
                RollbackSummary,
                MigrationSummary {}
