package io.jenkins.plugins.sluice.evidence.report;

import java.util.List;
import java.util.stream.Stream;

/** PitReader keeps the contract of all readers. */
class PitReaderContractTest extends ReportReaderContract {

    static final String SMALL = """
            <?xml version="1.0" encoding="UTF-8"?>
            <mutations partial="true">
            <mutation detected='true' status='KILLED' numberOfTestsRun='1'><sourceFile>Foo.java</sourceFile><mutatedClass>com.acme.Foo</mutatedClass><mutatedMethod>bar</mutatedMethod><lineNumber>3</lineNumber><mutator>M</mutator><description>negated conditional</description></mutation>
            <mutation detected='false' status='SURVIVED' numberOfTestsRun='1'><sourceFile>Foo.java</sourceFile><mutatedClass>com.acme.Foo</mutatedClass><mutatedMethod>&lt;init&gt;</mutatedMethod><lineNumber>4</lineNumber><mutator>M</mutator><description>removed call</description></mutation>
            <mutation detected='false' status='NO_COVERAGE' numberOfTestsRun='0'><sourceFile>Foo.java</sourceFile></mutation>
            <mutation detected='false' status='NOT_STARTED' numberOfTestsRun='0'/>
            </mutations>
            """;

    @Override
    ReportReader reader() {
        return new PitReader();
    }

    @Override
    Syntax syntax() {
        return Syntax.XML;
    }

    @Override
    List<Document> documents() {
        return Stream.concat(Stream.of(Document.of("small pit", SMALL)), Samples.present("pit/mutations.xml").stream())
                .toList();
    }
}
