package io.jenkins.plugins.sluice.evidence.metric;

import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;

/** The kinds of sources that there are. */
public final class MetricProviders {

    /** From a line's writing to its being found. */
    private static final Duration SHIPPING = Duration.ofSeconds(15);

    private static final List<String> KINDS = List.of("prometheus", "loki", "elasticsearch", "web", "file");

    private MetricProviders() {}

    /** What {@link #of} knows. */
    public static List<String> kinds() {
        return KINDS;
    }

    /** The limits that a kind of source gets when nobody says others: logs arrive later than samples. */
    public static SourceLimits limits(String kind) {
        boolean logs = kind.equals("loki") || kind.equals("elasticsearch");
        return logs ? SourceLimits.DEFAULT.delay(SHIPPING) : SourceLimits.DEFAULT;
    }

    /**
     * A provider.
     *
     * @param kind one of {@link #kinds()}
     * @param base the source's address, without credentials and query; of {@code file}, the file's {@code file:} address
     * @param transport sends the calls; unused by {@code file}
     * @param executor reads files; unused by the others
     * @throws IllegalArgumentException when there is no such kind, or the address is of no use; without repeating
     *     credentials in it
     */
    public static MetricProvider of(
            String kind,
            URI base,
            MetricTransport transport,
            Executor executor,
            InstantSource clock,
            SourceLimits limits) {
        if (!KINDS.contains(kind)) {
            throw new IllegalArgumentException(
                    "there is no kind of metric source '" + kind + "'; write one of " + String.join(", ", KINDS));
        }
        if (kind.equals("file")) {
            try {
                return new FileProvider(Path.of(base), executor, limits);
            } catch (IllegalArgumentException | FileSystemNotFoundException e) {
                throw new IllegalArgumentException(
                        "the address of a file of recorded series begins with 'file:///'", e);
            }
        }
        require(base);
        return switch (kind) {
            case "prometheus" -> new PrometheusProvider(base, transport, clock, limits);
            case "loki" -> new LokiProvider(base, transport, clock, limits);
            case "elasticsearch" -> new ElasticsearchProvider(base, transport, clock, limits);
            default -> new WebProvider(base, transport, clock, limits);
        };
    }

    private static void require(URI base) {
        boolean web = "http".equalsIgnoreCase(base.getScheme()) || "https".equalsIgnoreCase(base.getScheme());
        if (!web || base.getHost() == null) {
            throw new IllegalArgumentException(
                    "a source's address begins with 'https://' or 'http://' and names a host");
        }
        if (base.getRawUserInfo() != null) {
            throw new IllegalArgumentException("the address of the source at " + base.getHost()
                    + " has credentials in it; give them as the source's credentials");
        }
        if (base.getRawQuery() != null || base.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "the address of the source at " + base.getHost() + " has a query or a fragment; leave it out");
        }
    }
}
