package io.jenkins.plugins.sluice.evidence.report;

import java.util.List;
import java.util.stream.Stream;

/** JMeterXmlReader keeps the contract of all readers. */
class JMeterXmlReaderContractTest extends ReportReaderContract {

    static final String SMALL = """
            <?xml version="1.0" encoding="UTF-8"?>
            <testResults version="1.2">
            <httpSample t="10" lt="9" ts="1700000000000" s="true" lb="GET /" rc="200" rm="OK" tn="T 1-1"/>
            <sample t="30" ts="1700000000000" s="false" lb="page" rc="" rm="Number of samples in transaction : 2, number of failing samples : 1">
              <httpSample t="10" ts="1700000000000" s="true" lb="a"><responseData>text</responseData></httpSample>
              <httpSample t="20" ts="1700000000010" s="false" lb="b"><assertionResult><name>x</name></assertionResult></httpSample>
            </sample>
            </testResults>
            """;

    @Override
    ReportReader reader() {
        return new JMeterXmlReader();
    }

    @Override
    Syntax syntax() {
        return Syntax.XML;
    }

    @Override
    List<Document> documents() {
        return Stream.concat(
                        Stream.of(Document.of("small jmeter-xml", SMALL)),
                        Samples.present("jmeter/ten-samples.jtl").stream())
                .toList();
    }
}
