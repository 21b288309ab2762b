package io.jenkins.plugins.sluice.evidence.report;

import java.util.List;
import java.util.stream.Stream;

/** CoberturaReader keeps the contract of all readers. */
class CoberturaReaderContractTest extends ReportReaderContract {

    static final String SMALL = """
            <?xml version="1.0" ?>
            <!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">
            <coverage lines-valid="2" lines-covered="1" line-rate="0.5" timestamp="1700000000" version="1">
              <sources><source>/src</source></sources>
              <packages><package name="a"><classes><class name="a.b" filename="a/b.ts">
                <methods><method name="f" hits="1"><lines><line number="1" hits="1"/></lines></method></methods>
                <lines>
                  <line number="1" hits="1" branch="true" condition-coverage="50% (1/2)"/>
                  <line number="2" hits="0"/>
                </lines>
              </class></classes></package></packages>
            </coverage>
            """;

    @Override
    ReportReader reader() {
        return new CoberturaReader();
    }

    @Override
    Syntax syntax() {
        return Syntax.XML;
    }

    @Override
    List<Document> documents() {
        return Stream.concat(
                        Stream.of(Document.of("small cobertura", SMALL)),
                        Samples.present("cobertura/typescript.xml", "cobertura/lots.xml").stream())
                .toList();
    }
}
