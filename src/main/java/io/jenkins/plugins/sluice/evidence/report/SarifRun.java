package io.jenkins.plugins.sluice.evidence.report;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jenkins.plugins.sluice.evidence.Caution;
import io.jenkins.plugins.sluice.evidence.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of a SARIF log. A result is told as soon as everything it refers to was seen (the tool's rules, base URIs,
 * artifacts); one that comes too early waits, in a file when there are many, until its run ends.
 */
final class SarifRun {

    private static final int TOOL = 1;
    private static final int RESULTS = 1 << 1;
    private static final int BASES = 1 << 2;
    private static final int ARTIFACTS = 1 << 3;
    private static final int INVOCATIONS = 1 << 4;
    private static final int EXTERNAL = 1 << 5;

    private final JsonParser parser;
    private final ReportSink sink;
    private final Path spillFolder;
    private final SarifTool tool;
    private final SarifPlaces places = new SarifPlaces();
    private final SarifInvocations invocations;
    private final SarifResult result;
    private final RawFinding finding = new RawFinding();
    private int seen;
    private boolean scanned;
    private boolean resultsElsewhere;
    private boolean invocationsElsewhere;

    SarifRun(JsonParser parser, ReportSink sink, ReadLimits limits, Path spillFolder, TextPool pool) {
        this.parser = parser;
        this.sink = sink;
        this.spillFolder = spillFolder;
        tool = new SarifTool(limits.textBytes());
        invocations = new SarifInvocations(sink);
        result = new SarifResult(limits.textBytes(), pool);
    }

    void read() throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new UnreadableReport("a run is no object" + JsonInput.at(parser));
        }
        sink.beginRun();
        try (DeferredResults early = new DeferredResults(spillFolder)) {
            for (String name; (name = parser.nextFieldName()) != null; ) {
                JsonToken value = parser.nextToken();
                switch (name) {
                    case "tool" -> {
                        see(TOOL, name);
                        tool.read(parser);
                    }
                    case "results" -> {
                        see(RESULTS, name);
                        results(value, early);
                    }
                    case "originalUriBaseIds" -> {
                        see(BASES, name);
                        places.readBases(parser);
                    }
                    case "artifacts" -> {
                        see(ARTIFACTS, name);
                        places.readArtifacts(parser);
                    }
                    case "invocations" -> {
                        see(INVOCATIONS, name);
                        invocations.read(parser);
                    }
                    case "externalPropertyFileReferences" -> {
                        see(EXTERNAL, name);
                        externalReferences();
                    }
                    default -> parser.skipChildren();
                }
            }
            while (early.next(result)) {
                tell();
            }
        }
        if (places.artifactsLeftOut()) {
            sink.caution(new Caution("it has too many artifacts, only the first " + places.artifacts()
                    + " are used: results that name a later one by number alone have no path"));
        }
        sink.endRun(tool.name(), tool.version(), trouble(), RuleSeverities.OWN);
    }

    private void see(int key, String name) throws UnreadableReport {
        SarifReader.once((seen & key) != 0, parser, name);
        seen |= key;
    }

    private void results(JsonToken value, DeferredResults early) throws IOException {
        if (value == JsonToken.VALUE_NULL) {
            return;
        }
        if (value != JsonToken.START_ARRAY) {
            throw new UnreadableReport("'results' is no array" + JsonInput.at(parser));
        }
        scanned = true;
        for (JsonToken next; (next = parser.nextToken()) != JsonToken.END_ARRAY; ) {
            if (next != JsonToken.START_OBJECT) {
                throw new UnreadableReport("a result is no object" + JsonInput.at(parser));
            }
            result.read(parser);
            if (!result.counts()) {
                continue;
            }
            if ((seen & TOOL) == 0
                    || (result.usesBase() && (seen & BASES) == 0)
                    || (result.usesArtifact() && (seen & ARTIFACTS) == 0)) {
                early.add(result);
            } else {
                tell();
            }
        }
    }

    private void tell() throws UnreadableReport {
        SarifTool.@Nullable Rule rule = tool.rule(result);
        finding.clear();
        finding.rule = result.ruleId != null ? result.ruleId.text : rule == null ? "" : rule.id();
        finding.severity = severity(rule);
        finding.message = tool.message(result, rule);
        finding.path = places.path(result.uri, result.uriBaseId, result.artifact);
        finding.knownPath = result.uri != null && result.uri.comesAgain() ? result.uri : null;
        finding.line = result.line;
        finding.fingerprintName = result.method;
        finding.fingerprint = result.fingerprint;
        sink.finding(finding);
    }

    private Severity severity(SarifTool.@Nullable Rule rule) {
        if (result.securitySeverity != null) {
            return result.securitySeverity;
        }
        if (rule != null && rule.securitySeverity() != null) {
            return rule.securitySeverity();
        }
        if (result.level != null) {
            return result.level;
        }
        return rule != null && rule.level() != null ? rule.level() : Severity.UNKNOWN;
    }

    private void externalReferences() throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        for (String name; (name = parser.nextFieldName()) != null; ) {
            JsonToken value = parser.nextToken();
            boolean some = value != JsonToken.VALUE_NULL && !isEmptyArray(parser);
            resultsElsewhere |= some && name.equals("results");
            invocationsElsewhere |= some && name.equals("invocations");
        }
    }

    /** Goes to the value's end. */
    private static boolean isEmptyArray(JsonParser parser) throws IOException {
        boolean empty = parser.currentToken() == JsonToken.START_ARRAY;
        if (empty) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                empty = false;
                parser.skipChildren();
            }
        } else {
            parser.skipChildren();
        }
        return empty;
    }

    private @Nullable String trouble() {
        List<String> troubles = new ArrayList<>();
        if (!scanned) {
            troubles.add("its run has no results");
        }
        if (resultsElsewhere) {
            troubles.add("some of its results lie in other files, which are not read");
        }
        if (invocationsElsewhere) {
            troubles.add("how its tool ran lies in other files, which are not read");
        }
        if (!tool.named()) {
            troubles.add("its run names no tool");
        }
        String failure = invocations.failure();
        if (failure != null) {
            troubles.add(failure);
        }
        return troubles.isEmpty() ? null : String.join("; ", troubles);
    }
}
