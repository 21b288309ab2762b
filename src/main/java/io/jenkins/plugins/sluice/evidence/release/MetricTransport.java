package io.jenkins.plugins.sluice.evidence.release;

import java.util.concurrent.CompletionStage;

interface MetricTransport {
    CompletionStage<Reply> send(HttpCall call);

    String redact(String text);
}
