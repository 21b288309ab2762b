package io.jenkins.plugins.sluice.evidence.metric;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What a server answered. */
public final class Reply {

    private final int status;
    private final byte[] body;

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param body as it came; not copied, so nobody may change it
     */
    public Reply(int status, byte[] body) {
        this.status = status;
        this.body = body;
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
