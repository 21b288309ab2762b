package io.jenkins.plugins.sluice.jenkins.http;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where the controller may connect to (OWASP calls the attack server-side request forgery). Addresses that are not of the
 * public internet are refused unless an administrator has named the host. Names are looked up before they are judged.
 */
final class Destinations {

    /** The special blocks of RFC 6890 that {@link InetAddress} has no question for, as address and prefix length. */
    private static final List<Block> SPECIAL = List.of(
            new Block("0.0.0.0", 8),
            new Block("100.64.0.0", 10), // carrier-grade NAT, and a cloud's metadata
            new Block("192.0.0.0", 24),
            new Block("192.0.2.0", 24),
            new Block("198.18.0.0", 15),
            new Block("198.51.100.0", 24),
            new Block("203.0.113.0", 24),
            new Block("240.0.0.0", 4),
            new Block("fc00::", 7),
            new Block("::", 96), // IPv4-compatible
            new Block("100::", 64),
            new Block("2001:db8::", 32));

    private final Set<String> origins = new HashSet<>();
    private final Set<String> hosts = new HashSet<>();
    private final Names names;

    Destinations(Trust trust, Names names) {
        this.names = names;
        for (String url : trust.urls()) {
            URI uri = URI.create(url);
            if (uri.getHost() != null) {
                origins.add(host(uri) + ":" + port(uri));
            }
        }
        trust.hosts().forEach(host -> hosts.add(bare(host)));
    }

    /** Looks names up. */
    interface Names {

        InetAddress[] of(String host) throws UnknownHostException;
    }

    /**
     * Refuses what must not be connected to.
     *
     * @param proxied whether a proxy connects: it may know names that are unknown here
     * @throws IOException that says which setting would allow it
     */
    void require(URI uri, boolean proxied) throws IOException {
        String scheme = uri.getScheme();
        if (!"http".equalsIgnoreCase(scheme) && !"https".equalsIgnoreCase(scheme)) {
            throw new IOException("only http and https are spoken, not '" + scheme + "'");
        }
        if (uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw new IOException("a URL needs a host, and must not carry a name or password");
        }
        String host = host(uri);
        if (hosts.contains(host) || origins.contains(host + ":" + port(uri))) {
            return;
        }
        InetAddress[] addresses;
        try {
            addresses = names.of(host);
        } catch (UnknownHostException e) {
            if (proxied) {
                return;
            }
            throw new IOException("there is no host '" + host + "'", e);
        }
        for (InetAddress address : addresses) {
            if (!isPublic(address)) {
                throw new IOException("'" + host + "' is " + address.getHostAddress()
                        + ", which is no address of the public internet; an administrator can allow it in Manage Jenkins,"
                        + " Sluice, Hosts in private networks");
            }
        }
    }

    static boolean isPublic(InetAddress address) {
        return !address.isLoopbackAddress()
                && !address.isAnyLocalAddress()
                && !address.isLinkLocalAddress()
                && !address.isSiteLocalAddress()
                && !address.isMulticastAddress()
                && SPECIAL.stream().noneMatch(block -> block.contains(address.getAddress()))
                && !(address instanceof Inet6Address && hidesPrivate(address.getAddress()));
    }

    /** Addresses of IPv6 that lead to one of IPv4: 6to4 (RFC 3056) and NAT64 (RFC 6052). */
    private static boolean hidesPrivate(byte[] address) {
        if (address[0] == 0x20 && address[1] == 0x02) {
            return !isPublic(address(Arrays.copyOfRange(address, 2, 6)));
        }
        boolean nat64 = address[0] == 0 && address[1] == 0x64 && address[2] == (byte) 0xff && address[3] == (byte) 0x9b;
        return nat64 && !isPublic(address(Arrays.copyOfRange(address, 12, 16)));
    }

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes", e);
        }
    }

    private static String host(URI uri) {
        return bare(uri.getHost());
    }

    private static String bare(String host) {
        String lower = host.strip().toLowerCase(Locale.ROOT);
        if (lower.startsWith("[") && lower.endsWith("]")) {
            lower = lower.substring(1, lower.length() - 1);
        }
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }

    static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    private record Block(byte[] network, int prefix) {

        Block(String network, int prefix) {
            this(literal(network), prefix);
        }

        private static byte[] literal(String address) {
            try {
                return InetAddress.getByName(address).getAddress();
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException("not an address: " + address, e);
            }
        }

        boolean contains(byte[] address) {
            if (address.length != network.length) {
                return false;
            }
            for (int bit = 0; bit < prefix; bit++) {
                int mask = 0x80 >> bit % 8;
                if ((address[bit / 8] & mask) != (network[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
