package io.jenkins.plugins.sluice.jenkins.http;

import io.jenkins.plugins.sluice.jenkins.credential.Access;
import io.jenkins.plugins.sluice.jenkins.credential.Certificates;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whom the controller believes, and how it shows who it is. */
final class Tls {

    private Tls() {}

    /**
     * Java's own authorities and others.
     *
     * @param others as PEM, or null
     * @param access a client certificate is shown; all else says nothing here
     */
    static SSLContext context(@Nullable String others, Access access) throws GeneralSecurityException, IOException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys(access), new TrustManager[] {trust(Certificates.read(others))}, null);
        return context;
    }

    private static X509TrustManager trust(List<X509Certificate> others) throws GeneralSecurityException, IOException {
        X509TrustManager own = manager(null);
        if (others.isEmpty()) {
            return own;
        }
        KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
        all.load(null, null);
        int number = 0;
        for (X509Certificate certificate : own.getAcceptedIssuers()) {
            all.setCertificateEntry("java-" + number++, certificate);
        }
        for (X509Certificate certificate : others) {
            all.setCertificateEntry("other-" + number++, certificate);
        }
        return manager(all);
    }

    private static X509TrustManager manager(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager known) {
                return known;
            }
        }
        throw new GeneralSecurityException("this Java has no trust manager for certificates");
    }

    private static KeyManager @Nullable [] keys(Access access) throws GeneralSecurityException, IOException {
        if (!(access instanceof Access.ClientCertificate client)) {
            return null;
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        char[] none = new char[0];
        store.setKeyEntry("client", client.key(), none, client.chain().toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, none);
        return factory.getKeyManagers();
    }
}
