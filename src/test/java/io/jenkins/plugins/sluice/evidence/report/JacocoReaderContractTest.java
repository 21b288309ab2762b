package io.jenkins.plugins.sluice.evidence.report;

import java.util.List;
import java.util.stream.Stream;

/** JacocoReader keeps the contract of all readers. */
class JacocoReaderContractTest extends ReportReaderContract {

    static final String SMALL = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!DOCTYPE report PUBLIC "-//JACOCO//DTD Report 1.1//EN" "report.dtd">
            <report name="acme">
              <sessioninfo id="host-1" start="1700000000000" dump="1700000001000"/>
              <package name="com/acme">
                <class name="com/acme/Foo" sourcefilename="Foo.java">
                  <method name="bar" desc="()V" line="3"><counter type="METHOD" missed="0" covered="1"/></method>
                  <method name="baz" desc="()V" line="5"><counter type="METHOD" missed="1" covered="0"/></method>
                  <counter type="LINE" missed="1" covered="2"/>
                </class>
                <sourcefile name="Foo.java">
                  <line nr="3" mi="0" ci="3" mb="1" cb="1"/>
                  <line nr="4" mi="1" ci="1" mb="0" cb="0"/>
                  <line nr="5" mi="2" ci="0" mb="0" cb="0"/>
                  <counter type="LINE" missed="1" covered="2"/>
                </sourcefile>
                <counter type="LINE" missed="1" covered="2"/>
              </package>
              <counter type="LINE" missed="1" covered="2"/>
            </report>
            """;

    @Override
    ReportReader reader() {
        return new JacocoReader();
    }

    @Override
    Syntax syntax() {
        return Syntax.XML;
    }

    @Override
    List<Document> documents() {
        return Stream.concat(
                        Stream.of(Document.of("small jacoco", SMALL)),
                        Samples.present("jacoco/codingstyle.xml", "jacoco/analysis-model.xml").stream())
                .toList();
    }
}
