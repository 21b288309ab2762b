package io.jenkins.plugins.sluice.evidence.report;

import io.jenkins.plugins.sluice.evidence.Unit;
import io.jenkins.plugins.sluice.evidence.report.ReportSource.Pick;
import io.jenkins.plugins.sluice.evidence.report.ReportSource.Pick.Language;
import java.util.List;
import org.junit.jupiter.api.Nested;

/** Readers of files whose format a policy must name: they keep the contract, and recognise nothing. */
class NamedFormatsContractTest {

    /** What all of them share. */
    abstract static class Named extends ReportReaderContract {
        @Override
        boolean recognisesByContent() {
            return false;
        }
    }

    @Nested
    class PicksFromJson extends Named {
        @Override
        ReportReader reader() {
            return new PickReader(List.of(
                    new Pick("size", Language.POINTER, "/assets/0/size", Unit.BYTE),
                    new Pick("score", Language.POINTER, "/score", Unit.PERCENT)));
        }

        @Override
        Syntax syntax() {
            return Syntax.JSON;
        }

        @Override
        List<Document> documents() {
            return List.of(
                    Document.of(
                            "bundle.json",
                            "{\"score\": 97.25, \"assets\": [{\"name\": \"main-ü.js\", \"size\": 12345}], \"more\": {\"a\": null}}"));
        }
    }

    @Nested
    class PicksFromXml extends Named {
        @Override
        ReportReader reader() {
            return new PickReader(List.of(new Pick("size", Language.XPATH, "/build/size[@unit='B']", Unit.BYTE)));
        }

        @Override
        Syntax syntax() {
            return Syntax.XML;
        }

        @Override
        List<Document> documents() {
            return List.of(
                    Document.of(
                            "build.xml",
                            "<?xml version=\"1.0\"?>\n<build name=\"ü\"><size unit=\"KB\">12</size><size unit=\"B\">12345</size></build>\n"));
        }
    }

    @Nested
    class PicksFromProperties extends Named {
        @Override
        ReportReader reader() {
            return new PickReader(List.of(new Pick("size", Language.KEY, "bundle.size", Unit.BYTE)));
        }

        @Override
        Syntax syntax() {
            return Syntax.OTHER;
        }

        @Override
        boolean mayBeCutAt(byte[] whole, int length) {
            return true; // A properties file has no end that could be missing.
        }

        @Override
        List<Document> documents() {
            return List.of(Document.of("build.properties", "# made by the build\nname=app\nbundle.size = 12345\n"));
        }
    }

    @Nested
    class Checkstyle extends Named {
        @Override
        ReportReader reader() {
            return new AnalysisModelReader("checkstyle", false);
        }

        @Override
        Syntax syntax() {
            return Syntax.XML;
        }

        @Override
        List<Document> documents() {
            return List.of(Document.of(
                    "checkstyle-result.xml",
                    "<?xml version=\"1.0\"?>\n<checkstyle version=\"10.12\"><file name=\"src/A.java\">"
                            + "<error line=\"3\" severity=\"error\" message=\"one\" source=\"com.x.checks.NameCheck\"/>"
                            + "<error line=\"4\" severity=\"warning\" message=\"two\" source=\"com.x.checks.NameCheck\"/>"
                            + "</file></checkstyle>\n"));
        }

        @Override
        List<Document> encoded(Document document) {
            return super.encoded(document).subList(0, 1); // The library reads UTF-8 and what Java calls by its name.
        }
    }
}
