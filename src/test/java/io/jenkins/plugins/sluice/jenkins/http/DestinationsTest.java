package io.jenkins.plugins.sluice.jenkins.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.9.1",
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.100.100.200",
                "192.0.0.192",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fec0::1",
                "fd00:ec2::254",
                "fc00::1",
                "ff02::1",
                "::ffff:10.0.0.1",
                "::10.0.0.1",
                "2002:0a00:0001::",
                "64:ff9b::a9fe:a9fe"
            })
    void givenAddressThatIsNotPublic_whenConnecting_thenRefusedWithTheSetting(String address) throws Exception {
        assertThat(Destinations.isPublic(InetAddress.getByName(address))).isFalse();
        String host = address.contains(":") ? "[" + address + "]" : address;
        assertThatThrownBy(() -> nothingTrusted().require(URI.create("http://" + host + ":8080/"), false))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Hosts in private networks");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "172.32.0.1",
                "192.167.1.1",
                "100.128.0.1",
                "2606:4700::1",
                "2002:0808:0808::",
                "64:ff9b::808:808"
            })
    void givenPublicAddress_whenConnecting_thenAllowed(String address) throws Exception {
        assertThat(Destinations.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://2130706433/", "http://0x7f.1/", "http://127.1/", "http://017700000001/"})
    void givenLoopbackInDisguise_whenConnecting_thenNeverAllowed(String url) {
        assertThatThrownBy(() -> nothingTrusted().require(URI.create(url), false))
                .isInstanceOf(IOException.class);
    }

    @Test
    void givenNameOfPrivateAddress_whenOneOfItsAddressesIsPublic_thenStillRefused() {
        Destinations.Names names =
                host -> new InetAddress[] {InetAddress.getByName("8.8.8.8"), InetAddress.getByName("10.0.0.1")};
        assertThatThrownBy(() -> new Destinations(new Trust(List.of(), List.of(), null), names)
                        .require(URI.create("https://public.example.com/"), false))
                .hasMessageContaining("10.0.0.1");
    }

    @Test
    void givenHostThatAnAdministratorNamed_whenConnecting_thenAllowedOnItsPortOrOnAllWhenListed() {
        Destinations destinations = new Destinations(
                new Trust(
                        List.of("https://prometheus.internal:9090/api"), List.of("Grafana.Internal", "10.0.0.7"), null),
                host -> new InetAddress[] {InetAddress.getByName("10.0.0.1")});

        assertThatCode(() -> {
                    destinations.require(URI.create("https://Prometheus.internal:9090/other"), false);
                    destinations.require(URI.create("http://grafana.internal:3000/"), false);
                    destinations.require(URI.create("http://grafana.internal./"), false);
                    destinations.require(URI.create("http://10.0.0.7/"), false);
                })
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> destinations.require(URI.create("https://prometheus.internal:22/"), false))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> destinations.require(URI.create("https://internal:9090/"), false))
                .isInstanceOf(IOException.class);
    }

    @Test
    void givenUnknownName_whenProxyConnects_thenProxyLooksItUpElseItIsAnError() {
        Destinations destinations = new Destinations(new Trust(List.of(), List.of(), null), host -> {
            throw new UnknownHostException(host);
        });
        assertThatCode(() -> destinations.require(URI.create("https://outside.example.com/"), true))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> destinations.require(URI.create("https://outside.example.com/"), false))
                .hasMessageContaining("there is no host");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "ftp://example.com/", "http://user:pw@example.com/", "http:///x"})
    void givenOtherSchemeOrUser_whenConnecting_thenRefused(String url) {
        assertThatThrownBy(() -> nothingTrusted().require(URI.create(url), false))
                .isInstanceOf(IOException.class);
    }

    private static Destinations nothingTrusted() {
        return new Destinations(new Trust(List.of(), List.of(), null), InetAddress::getAllByName);
    }
}
