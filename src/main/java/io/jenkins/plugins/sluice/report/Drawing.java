package io.jenkins.plugins.sluice.report;

import java.io.IOException;

/** The markup of drawings in the report page. */
final class Drawing {

    private Drawing() {}

    /** A bar for the value, a line for the limit, a diamond for the reference. */
    static void write(Html html, Bar bar) throws IOException {
        html.open(
                "svg", "class", "bar", "width", "100%", "height", "26", "role", "img", "aria-label", bar.description());
        rectangle(html, "track", "0", "100%");
        Bar.Span allowed = bar.allowed();
        if (allowed != null) {
            rectangle(html, "allowed", allowed.from(), allowed.width());
        }
        if (bar.nothing()) {
            html.empty("circle", "class", "value", "cx", "5", "cy", "13", "r", "5");
        } else {
            rectangle(html, "value", "0", bar.value());
        }
        String limit = bar.limit();
        if (limit != null) {
            html.open("svg", "x", limit, "overflow", "visible");
            html.empty("rect", "class", "limit", "x", "-1.5", "y", "2", "width", "3", "height", "22", "rx", "1.5");
            html.close();
        }
        String reference = bar.reference();
        if (reference != null) {
            html.open("svg", "x", reference, "overflow", "visible");
            html.empty("path", "class", "reference", "d", "M0 7.5 5.5 13 0 18.5 -5.5 13z");
            html.close();
        }
        html.end();
    }

    private static void rectangle(Html html, String kind, String from, String width) throws IOException {
        html.empty("rect", "class", kind, "x", from, "y", "8", "width", width, "height", "10", "rx", "5");
    }

    /** A line through the earlier values to this one. */
    static void write(Html html, Curve curve) throws IOException {
        html.open("figure")
                .open("svg", "class", "trend", "viewBox", "0 0 160 34", "width", "160", "height", "34", "role", "img");
        html.leaf("title", curve.title());
        html.leaf("desc", curve.description());
        html.empty("polyline", "points", curve.points());
        html.empty("circle", "cx", curve.x(), "cy", curve.y(), "r", "3.5");
        html.close().leaf("figcaption", curve.description()).end();
    }
}
