package io.jenkins.plugins.sluice.jenkins.credential;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Certificates as PEM (RFC 7468). They are public: nothing here is a secret, and a private key is refused. */
public final class Certificates {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]*-----END CERTIFICATE-----");

    private Certificates() {}

    /** The text with Unix line ends, or null when it is blank. */
    public static @Nullable String normal(@Nullable String pem) {
        return pem == null || pem.isBlank() ? null : pem.replace("\r\n", "\n").strip() + "\n";
    }

    /**
     * Reads certificates.
     *
     * @param pem any number of them, or null for none
     * @throws CertificateException when there is anything else but blanks and lines that begin with {@code #}
     */
    public static List<X509Certificate> read(@Nullable String pem) throws CertificateException {
        List<X509Certificate> certificates = new ArrayList<>();
        if (pem == null || pem.isBlank()) {
            return certificates;
        }
        if (pem.contains("PRIVATE KEY-----")) {
            throw new CertificateException(
                    "a private key must not be stored here; enter the certificate alone, and keys as credentials");
        }
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        Matcher matcher = BLOCK.matcher(pem);
        int end = 0;
        while (matcher.find()) {
            requireComment(pem.substring(end, matcher.start()));
            end = matcher.end();
            try {
                certificates.add((X509Certificate) factory.generateCertificate(
                        new ByteArrayInputStream(matcher.group().getBytes(StandardCharsets.US_ASCII))));
            } catch (CertificateException e) {
                throw new CertificateException(
                        "certificate " + (certificates.size() + 1) + " cannot be read: " + e.getMessage(), e);
            }
        }
        requireComment(pem.substring(end));
        return certificates;
    }

    private static void requireComment(String between) throws CertificateException {
        if (between.lines().map(String::strip).anyMatch(line -> !line.isEmpty() && !line.startsWith("#"))) {
            throw new CertificateException("this is not a certificate in PEM; it begins with"
                    + " -----BEGIN CERTIFICATE----- and ends with -----END CERTIFICATE-----");
        }
    }
}
