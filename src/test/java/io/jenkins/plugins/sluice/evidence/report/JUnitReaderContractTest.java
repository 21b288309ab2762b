package io.jenkins.plugins.sluice.evidence.report;

import java.util.List;
import java.util.stream.Stream;

/** JUnitReader keeps the contract of all readers. */
class JUnitReaderContractTest extends ReportReaderContract {

    static final String SMALL = """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites tests="6">
              <testsuite name="Böse &amp; Söhne" tests="6" failures="1" errors="1" skipped="1" time="1.5">
                <properties><property name="a" value="b"/></properties>
                <testcase classname="com.acme.FooTest" name="passes" time="0.001"/>
                <testcase classname="com.acme.FooTest" name="fails" time="0.1">
                  <failure message="expected: &lt;1&gt; but was: &lt;2&gt;" type="AssertionError">at Foo.java:1</failure>
                </testcase>
                <testcase classname="com.acme.FooTest" name="errs"><error><![CDATA[boom < bang
            second line]]></error></testcase>
                <testcase classname="com.acme.FooTest" name="waits"><skipped/></testcase>
                <testcase name="comes and goes" time="1,234.5"><flakyFailure message="once">…</flakyFailure></testcase>
                <testsuite name="inner" tests="1"><testcase name="is nested &#233;"/></testsuite>
                <system-out>text</system-out>
              </testsuite>
            </testsuites>
            """;

    @Override
    ReportReader reader() {
        return new JUnitReader();
    }

    @Override
    Syntax syntax() {
        return Syntax.XML;
    }

    @Override
    List<Document> documents() {
        return Stream.concat(
                        Stream.of(Document.of("small junit", SMALL)),
                        Samples.present(
                                "junit/cfn-lint.xml",
                                "junit/jest.xml",
                                "junit/test-suites.xml",
                                "junit/jenkins-64117.xml")
                                .stream())
                .toList();
    }
}
