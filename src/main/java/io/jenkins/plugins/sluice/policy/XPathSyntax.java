package io.jenkins.plugins.sluice.policy;

import java.util.Collections;
import java.util.Iterator;
import javax.xml.namespace.NamespaceContext;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;

/** Whether a text is an XPath 1.0 expression. */
final class XPathSyntax {

    private static final int LONGEST = 1_000;

    private XPathSyntax() {}

    static boolean isValid(String expression) {
        if (expression.length() > LONGEST) {
            return false;
        }
        XPath xpath = XPathFactory.newDefaultInstance().newXPath();
        xpath.setNamespaceContext(new AnyPrefix());
        try {
            xpath.compile(expression);
            return true;
        } catch (XPathExpressionException malformed) {
            return false;
        }
    }

    /** Knows every prefix, because only the syntax counts here. */
    private static final class AnyPrefix implements NamespaceContext {
        @Override
        public String getNamespaceURI(String prefix) {
            return "urn:" + prefix;
        }

        @Override
        public String getPrefix(String namespaceUri) {
            return "any";
        }

        @Override
        public Iterator<String> getPrefixes(String namespaceUri) {
            return Collections.emptyIterator();
        }
    }
}
