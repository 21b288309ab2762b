package io.jenkins.plugins.sluice.evidence.report;

import com.fasterxml.aalto.UncheckedStreamException;
import com.fasterxml.aalto.in.ByteSourceBootstrapper;
import com.fasterxml.aalto.in.ReaderConfig;
import com.fasterxml.aalto.stax.InputFactoryImpl;
import com.fasterxml.aalto.stax.StreamReaderImpl;
import com.fasterxml.aalto.util.IllegalCharHandler.ReplacingIllegalCharHandler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/**
 * A walk over the elements of an untrusted XML document: the one place that makes XML parsers. No DTD is read, no
 * entity is expanded (a reference to any but the five built-in ones is an error), nesting is bounded, and a document
 * that ends early or goes on after its root is an error.
 */
final class XmlCursor implements AutoCloseable {

    private final CheckedStream input;
    private final TokenStream tokens;
    private final ReadLimits limits;
    private final XmlNames names = new XmlNames();
    private final StreamReaderImpl reader;
    private final StringBuilder text = new StringBuilder();
    private final AttributeText attributeText = new AttributeText();
    private boolean collecting;
    private boolean start;
    private boolean end;
    private int depth;

    private XmlCursor(CheckedStream input, TokenStream tokens, ReadLimits limits, StreamReaderImpl reader) {
        this.input = input;
        this.tokens = tokens;
        this.limits = limits;
        this.reader = reader;
    }

    /**
     * Walks over a document that another parser will read, which does not guard itself against hostile ones.
     *
     * @throws UnreadableReport when it is not well-formed, nests too deep or refers to an entity of its own
     */
    static void check(byte[] document, ReadLimits limits) throws IOException {
        try (XmlCursor cursor = open(new ByteArrayInputStream(document), limits)) {
            while (cursor.next()) {
                // Only whether it can be walked over counts.
            }
        }
    }

    /** A walk that stands before the root. */
    static XmlCursor open(InputStream stream, ReadLimits limits) throws IOException {
        CheckedStream input = new CheckedStream(stream, limits);
        TokenStream tokens = new TokenStream(XmlInput.utf8(input));
        InputFactoryImpl factory = new InputFactoryImpl();
        ReaderConfig config = factory.getNonSharedConfig(null, null, "UTF-8", false, false);
        config.doAutoCloseInput(false);
        config.doCoalesceText(false);
        config.doParseLazily(true);
        config.setIllegalCharHandler(new ReplacingIllegalCharHandler('\uFFFD'));
        try {
            StreamReaderImpl reader = StreamReaderImpl.construct(ByteSourceBootstrapper.construct(config, tokens));
            tokens.startsOf(reader);
            return new XmlCursor(input, tokens, limits, reader);
        } catch (XMLStreamException | RuntimeException e) {
            input.rethrow();
            throw new UnreadableReport("no XML: " + firstLine(e), e);
        }
    }

    /** The root element of a file's beginning with its attributes, or null when that is no XML. */
    static @Nullable XmlCursor rootOf(Head head) {
        try {
            XmlCursor cursor = open(new ByteArrayInputStream(head.bytes()), ReadLimits.DEFAULT);
            return cursor.next() ? cursor : null;
        } catch (IOException e) {
            return null;
        }
    }

    /** The name of the next element that starts, or "" when there is none before the beginning of the file ends. */
    String peekStart() {
        try {
            while (next()) {
                if (start) {
                    return name();
                }
            }
            return "";
        } catch (IOException e) {
            return "";
        }
    }

    /** Goes to the next start or end of an element; false at the end of the document. */
    boolean next() throws IOException {
        try {
            if (end) {
                depth--;
                end = false;
            }
            start = false;
            while (true) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        tokens.keepNext();
                        look();
                        start = true;
                        text.setLength(0);
                        if (++depth > limits.depth()) {
                            throw unreadable("elements nested deeper than " + limits.depth() + " levels");
                        }
                        return true;
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        tokens.keepNext();
                        end = true;
                        return true;
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                        if (collecting) {
                            tokens.keepNext();
                            collect();
                        }
                        tokens.skipThis();
                    }
                    case XMLStreamConstants.END_DOCUMENT -> {
                        return false;
                    }
                    case XMLStreamConstants.PROCESSING_INSTRUCTION -> {
                        see(reader.getPITarget());
                        tokens.skipThis();
                    }
                    default -> {
                        // Comments and the DOCTYPE say nothing.
                        tokens.skipThis();
                    }
                }
            }
        } catch (XMLStreamException | RuntimeException e) {
            throw malformed(e);
        }
    }

    private void look() throws UnreadableReport {
        see(reader.getLocalName());
        for (int i = 0, count = reader.getAttributeCount(); i < count; i++) {
            see(reader.getAttributeLocalName(i));
        }
        for (int i = 0, count = reader.getNamespaceCount(); i < count; i++) {
            see(reader.getNamespacePrefix(i));
        }
    }

    private void see(@Nullable String name) throws UnreadableReport {
        if (name != null && !names.see(name)) {
            throw unreadable("more than " + XmlNames.MOST + " different names of elements and attributes");
        }
    }

    private void collect() throws XMLStreamException {
        int room = limits.textBytes() - text.length();
        if (room > 0) {
            text.append(reader.getTextCharacters(), reader.getTextStart(), Math.min(room, reader.getTextLength()));
        }
    }

    private IOException malformed(Exception e) throws IOException {
        input.rethrow();
        if (tokens.tooLong()) {
            return new UnreadableReport(
                    "a tag or text of more than " + TokenStream.MOST_TOKEN + " bytes or " + TokenStream.MOST_ATTRIBUTES
                            + " attributes that begins at " + place(),
                    e);
        }
        Throwable cause = e instanceof UncheckedStreamException && e.getCause() != null ? e.getCause() : e;
        return new UnreadableReport("malformed XML at " + place() + ": " + firstLine(cause), e);
    }

    private static String firstLine(Throwable e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    /** An error with the place where the walk stands. */
    UnreadableReport unreadable(String what) {
        return new UnreadableReport(what + " at " + place());
    }

    String place() {
        Location location = reader.getLocation();
        return "line " + location.getLineNumber() + ", column " + location.getColumnNumber();
    }

    /** Whether the walk stands at the start of an element, not at its end. */
    boolean isStart() {
        return start;
    }

    /** The element's local name. */
    String name() {
        return reader.getLocalName();
    }

    /** 1 for the root, at its start and at its end. */
    int depth() {
        return depth;
    }

    int attributes() {
        return reader.getAttributeCount();
    }

    String attributeName(int index) {
        return reader.getAttributeLocalName(index);
    }

    String attribute(int index) {
        return reader.getAttributeValue(index);
    }

    /**
     * An attribute's value without white space around it, valid until the next one is looked at.
     *
     * @throws UnreadableReport never for a value that the parser read
     */
    AttributeText attributeText(int index) throws UnreadableReport {
        try {
            reader.getAttributeAs(index, attributeText);
            return attributeText;
        } catch (XMLStreamException e) {
            throw new UnreadableReport("malformed XML at " + place() + ": " + firstLine(e), e);
        }
    }

    /** An attribute of the element that starts here, or null. */
    @Nullable
    String attribute(String name) {
        for (int i = 0, count = reader.getAttributeCount(); i < count; i++) {
            if (name.equals(reader.getAttributeLocalName(i))) {
                return reader.getAttributeValue(i);
            }
        }
        return null;
    }

    /** Whether to keep texts; switched on at an element's start, {@link #text} is its text at its end. */
    void collect(boolean on) {
        collecting = on;
        text.setLength(0);
    }

    /** The text since the last start of an element, cut after {@link ReadLimits#textBytes} characters. */
    String text() {
        return text.toString();
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (XMLStreamException | RuntimeException e) {
            // It only gives its buffers back; the document was read or refused before.
            return;
        }
    }
}
