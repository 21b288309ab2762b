package io.jenkins.plugins.sluice.evidence.report;

import io.jenkins.plugins.sluice.evidence.report.ReportSource.Pick;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathEvaluationResult;
import javax.xml.xpath.XPathException;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import javax.xml.xpath.XPathNodes;
import org.w3c.dom.Document;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * Numbers in an XML file by XPath 1.0, with the platform's own parser and nothing that reaches out of the file: no
 * external DTD or entity, no inclusion, bounded entity expansion. Names are as written, prefix and all; there are no
 * namespaces.
 */
final class XmlPicks {

    private static final String NO_EXTERNAL_DTD = "http://apache.org/xml/features/nonvalidating/load-external-dtd";
    private static final String GENERAL_ENTITIES = "http://xml.org/sax/features/external-general-entities";
    private static final String PARAMETER_ENTITIES = "http://xml.org/sax/features/external-parameter-entities";
    private static final String MOST_DEPTH = "http://www.oracle.com/xml/jaxp/properties/maxElementDepth";
    private static final String MOST_EXPANSIONS = "http://www.oracle.com/xml/jaxp/properties/entityExpansionLimit";

    private XmlPicks() {}

    /** @throws IllegalArgumentException when an expression is no XPath */
    static void check(List<Pick> picks) {
        XPath xpath = xpath();
        for (Pick pick : picks) {
            try {
                xpath.compile(pick.expression());
            } catch (XPathExpressionException e) {
                throw new IllegalArgumentException("'" + pick.expression() + "' is no XPath 1.0 expression", e);
            }
        }
    }

    static void read(InputStream stream, ReadLimits limits, List<Pick> picks, PickReader.Found found)
            throws IOException {
        Document document = document(stream, limits);
        XPath xpath = xpath();
        for (Pick pick : picks) {
            try {
                pick(xpath.evaluateExpression(pick.expression(), document), pick, found);
            } catch (XPathException e) {
                found.none(pick, "its expression cannot be evaluated here");
            }
        }
    }

    private static void pick(XPathEvaluationResult<?> result, Pick pick, PickReader.Found found) throws XPathException {
        switch (result.type()) {
            case NUMBER -> {
                double number = ((Number) result.value()).doubleValue();
                if (Double.isFinite(number)) {
                    found.number(pick, BigDecimal.valueOf(number));
                } else {
                    found.none(pick, "its number is " + number);
                }
            }
            case STRING -> found.text(pick, ((String) result.value()).strip());
            case NODESET -> {
                XPathNodes nodes = (XPathNodes) result.value();
                if (nodes.size() == 1) {
                    found.text(pick, nodes.get(0).getTextContent().strip());
                } else {
                    found.none(
                            pick,
                            nodes.size() == 0
                                    ? "there is nothing at '" + pick.expression() + "'"
                                    : nodes.size() + " places match, not one");
                }
            }
            default -> found.none(pick, "its expression gives no number");
        }
    }

    private static XPath xpath() {
        XPathFactory factory = XPathFactory.newDefaultInstance();
        try {
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        } catch (javax.xml.xpath.XPathFactoryConfigurationException e) {
            throw new IllegalStateException("the platform's XPath cannot be made safe", e);
        }
        return factory.newXPath();
    }

    private static Document document(InputStream stream, ReadLimits limits) throws IOException {
        byte[] bytes = new LimitedStream(new CheckedStream(stream, limits), PickReader.LARGEST_FILE).readAllBytes();
        XmlCursor.check(bytes, limits);
        try {
            return builder(limits).parse(new ByteArrayInputStream(bytes));
        } catch (SAXParseException e) {
            throw new UnreadableReport(
                    "no well-formed XML: " + e.getMessage() + ", at line " + e.getLineNumber() + ", column "
                            + e.getColumnNumber(),
                    e);
        } catch (SAXException | IOException e) {
            throw new UnreadableReport("no well-formed XML: " + e.getMessage(), e);
        }
    }

    private static DocumentBuilder builder(ReadLimits limits) {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
        try {
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature(NO_EXTERNAL_DTD, false);
            factory.setFeature(GENERAL_ENTITIES, false);
            factory.setFeature(PARAMETER_ENTITIES, false);
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            factory.setAttribute(MOST_DEPTH, String.valueOf(limits.depth()));
            factory.setAttribute(MOST_EXPANSIONS, "1000");
            factory.setXIncludeAware(false);
            factory.setNamespaceAware(false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Strict());
            return builder;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the platform's XML parser cannot be made safe", e);
        }
    }

    /** Says nothing on the console, and lets no error pass. */
    private static final class Strict implements ErrorHandler {

        @Override
        public void warning(SAXParseException e) {
            // a warning leaves the document as it is
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
