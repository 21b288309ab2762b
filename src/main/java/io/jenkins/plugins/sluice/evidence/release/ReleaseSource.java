package io.jenkins.plugins.sluice.evidence.release;

import io.jenkins.plugins.sluice.evidence.metric.MetricTransport;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A server that release checks ask.
 *
 * @param base the address of its API: {@code https://api.github.com}, {@code https://gitlab.example.com/api/v4},
 *     {@code http://prometheus:9090}, {@code http://alertmanager:9093}; for GitHub Enterprise Server it ends in
 *     {@code /api/v3}
 * @param transport sends calls with the source's credentials
 * @param clock tells how much time is left
 * @param deadline when all must be answered
 */
public record ReleaseSource(URI base, MetricTransport transport, InstantSource clock, Instant deadline) {}
