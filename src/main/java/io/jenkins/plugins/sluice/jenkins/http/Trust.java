package io.jenkins.plugins.sluice.jenkins.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator lets the controller connect to.
 *
 * @param urls of configured sources and clusters: their hosts and ports may lie in private networks
 * @param hosts that may lie in private networks, as names or addresses
 * @param caCertificates that are trusted besides Java's own, as PEM, or null
 */
public record Trust(
        List<String> urls, List<String> hosts, @Nullable String caCertificates) {

    public Trust {
        urls = List.copyOf(urls);
        hosts = List.copyOf(hosts);
    }
}
