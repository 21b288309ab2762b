package io.jenkins.plugins.sluice.jenkins.credential;

import hudson.util.Secret;
import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/** How a request is let in. Never says its secret in {@code toString}, and never leaves the controller. */
public sealed interface Access {

    /** No credentials are configured: nothing is sent. A credential that is missing is an error, never this. */
    Access NONE = new None();

    /** What must not be read in a log or report, in every form in which it is sent. */
    List<String> secrets();

    /** Nothing is sent. */
    record None() implements Access {

        @Override
        public List<String> secrets() {
            return List.of();
        }
    }

    /** A token, sent as RFC 6750 says. */
    record Bearer(Secret token) implements Access {

        /** What the header {@code Authorization} holds. */
        public String header() {
            return "Bearer " + token.getPlainText();
        }

        @Override
        public List<String> secrets() {
            return List.of(token.getPlainText());
        }

        @Override
        public String toString() {
            return "bearer token";
        }
    }

    /** A name and a password, sent as RFC 7617 says, in UTF-8. */
    record Basic(String user, Secret password) implements Access {

        /** What the header {@code Authorization} holds. */
        public String header() {
            return "Basic " + encoded();
        }

        private String encoded() {
            return Base64.getEncoder()
                    .encodeToString((user + ":" + password.getPlainText()).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public List<String> secrets() {
            return List.of(password.getPlainText(), encoded());
        }

        @Override
        public String toString() {
            return "password of " + user;
        }
    }

    /**
     * A certificate with its private key, shown in the TLS handshake.
     *
     * @param chain the certificate first, then its issuers
     */
    record ClientCertificate(List<X509Certificate> chain, PrivateKey key) implements Access {

        public ClientCertificate {
            chain = List.copyOf(chain);
        }

        /** The key in PKCS 8, as PEM in one line of content. */
        public String keyPem() {
            return "-----BEGIN PRIVATE KEY-----\n" + encoded() + "\n-----END PRIVATE KEY-----\n";
        }

        private String encoded() {
            return Base64.getEncoder().encodeToString(key.getEncoded());
        }

        @Override
        public List<String> secrets() {
            return List.of(encoded());
        }

        @Override
        public String toString() {
            return "client certificate of "
                    + chain.get(0).getSubjectX500Principal().getName();
        }
    }
}
