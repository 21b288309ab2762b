package io.jenkins.plugins.sluice.evidence.metric;

import java.net.URI;
import java.time.Duration;

/**
 * A request of a provider, without authentication.
 *
 * @param method {@code GET} or {@code POST}
 * @param uri absolute
 * @param contentType of the body; {@code ""} when there is none
 * @param body sent in UTF-8; {@code ""} when there is none
 * @param timeout until the whole answer is here
 * @param mostBytes how large an answer may be
 */
public record HttpCall(String method, URI uri, String contentType, String body, Duration timeout, long mostBytes) {

    /** A call that reads. */
    public static HttpCall get(URI uri, SourceLimits limits) {
        return new HttpCall("GET", uri, "", "", limits.timeout(), limits.mostBytes());
    }

    /** A call that reads, too, with its question in the body. */
    public static HttpCall post(URI uri, String contentType, String body, SourceLimits limits) {
        return new HttpCall("POST", uri, contentType, body, limits.timeout(), limits.mostBytes());
    }

    /** Where the call goes, without a query, in which keys may stand. */
    public String place() {
        return place(uri);
    }

    static String place(URI uri) {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath();
    }

    @Override
    public String toString() {
        return method + " " + place();
    }
}
