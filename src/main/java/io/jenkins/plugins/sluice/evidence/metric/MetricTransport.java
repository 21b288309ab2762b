package io.jenkins.plugins.sluice.evidence.metric;

import java.util.concurrent.CompletionStage;

/**
 * How providers reach a server. Who sends a call gives it its authentication; providers know no secret, and what is
 * secret a transport never tells them.
 */
public interface MetricTransport {

    /**
     * Sends a call without waiting for its answer.
     *
     * @return completes with an answer of any status; exceptionally with a {@link ReplyTooLarge} when the answer is larger
     *     than the call wants it, and with another {@link java.io.IOException} when there is none, whose message says why
     *     without a secret
     */
    CompletionStage<Reply> send(HttpCall call);

    /** The text without this transport's secrets: a server may repeat them in its answers. */
    String redact(String text);
}
