package io.jenkins.plugins.sluice.evidence.metric;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a server answered. */
public final class Reply {

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param body as it came; not copied, so nobody may change it
     */
    public Reply(int status, byte[] body) {
        this(status, Map.of(), body);
    }

    /**
     * An answer with its headers.
     *
     * @param status of HTTP
     * @param headers by name, whatever the case of letters; of several with one name the first, or all with commas
     *     between them
     * @param body as it came; not copied, so nobody may change it
     */
    public Reply(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        this.headers.putAll(headers);
        this.body = body;
    }

    /** What a header says, such as {@code Link} or {@code Retry-After}. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The status of HTTP. */
    public int status() {
        return status;
    }

    /** Whether the status is of the class 2xx. */
    public boolean successful() {
        return status / 100 == 2;
    }

    /** The body's length in bytes. */
    public int size() {
        return body.length;
    }

    /** The body as it came. */
    public InputStream stream() {
        return new ByteArrayInputStream(body);
    }

    /** The body as UTF-8. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "HTTP " + status + ", " + body.length + " bytes";
    }
}
