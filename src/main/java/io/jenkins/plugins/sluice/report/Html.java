package io.jenkins.plugins.sluice.report;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes HTML elements that are always closed and texts that are always escaped. */
final class Html {

    private final Appendable out;
    private final Deque<String> open = new ArrayDeque<>();

    Html(Appendable out) {
        this.out = out;
    }

    /** Opens an element; {@code attributes} are names and values in turn, and a name whose value is "" stands alone. */
    Html open(String element, String... attributes) throws IOException {
        tag(element, attributes);
        out.append('>');
        open.push(element);
        return this;
    }

    Html close() throws IOException {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** Closes and begins a new line. */
    Html end() throws IOException {
        close();
        out.append('\n');
        return this;
    }

    /** An element without content. */
    Html empty(String element, String... attributes) throws IOException {
        tag(element, attributes);
        out.append("/>");
        return this;
    }

    Html text(String text) throws IOException {
        out.append(Escape.html(text));
        return this;
    }

    /** An element with nothing but text. */
    Html leaf(String element, String text, String... attributes) throws IOException {
        return open(element, attributes).text(text).close();
    }

    /** A constant of this package, never a foreign text. */
    Html constant(String markup) throws IOException {
        out.append(markup);
        return this;
    }

    /** The icon of a tone; it is decoration, so a text beside it always says the same. */
    Html icon(Tone tone) throws IOException {
        open("svg", "class", "icon " + tone.key(), "viewBox", "0 0 20 20", "aria-hidden", "true", "focusable", "false");
        empty("use", "href", "#" + tone.key());
        return close();
    }

    private void tag(String element, String... attributes) throws IOException {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]);
            if (!attributes[i + 1].isEmpty()) {
                out.append("=\"").append(Escape.html(attributes[i + 1])).append('"');
            }
        }
    }
}
