package io.jenkins.plugins.sluice.evidence.report;

import java.util.List;
import java.util.stream.Stream;

/** SarifReader keeps the contract of all readers. */
class SarifReaderContractTest extends ReportReaderContract {

    static final String SMALL = """
            {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [
             {"tool": {"driver": {"name": "Lint", "version": "1.2", "rules": [
                {"id": "R1", "defaultConfiguration": {"level": "error"},
                 "messageStrings": {"m": {"text": "use {0}, not {1}"}}}]}},
              "results": [
                {"ruleId": "R1", "ruleIndex": 0, "message": {"id": "m", "arguments": ["ä", "b"]},
                 "locations": [{"physicalLocation": {"artifactLocation": {"uri": "src/a%20b.c"},
                                                     "region": {"startLine": 3}}}],
                 "fingerprints": {"x/v1": "abc"}},
                {"ruleId": "R2", "level": "note", "message": {"text": "two"}},
                {"ruleId": "R2", "kind": "pass", "message": {"text": "three"}}]}]}
            """;

    static final String TOOL_LAST = """
            {"runs": [{"results": [{"ruleIndex": 0, "message": {"id": "m"}}],
              "tool": {"driver": {"rules": [{"id": "R1", "messageStrings": {"m": {"text": "late"}}}],
                                  "name": "Lint"}}}], "version": "2.1.0"}
            """;

    @Override
    ReportReader reader() {
        return new SarifReader();
    }

    @Override
    Syntax syntax() {
        return Syntax.JSON;
    }

    @Override
    List<ReportReader> allReaders() {
        return Stream.concat(super.allReaders().stream(), Stream.of(new SarifReader()))
                .toList();
    }

    @Override
    List<Document> documents() {
        return Stream.concat(
                        Stream.of(Document.of("small sarif", SMALL), Document.of("tool last", TOOL_LAST)),
                        Samples.present("sarif/flawfinder.sarif", "sarif/suppressed.sarif").stream())
                .toList();
    }
}
