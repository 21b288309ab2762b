package io.jenkins.plugins.sluice.jenkins.credential;

import hudson.util.Secret;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates with their private keys. */
final class ClientKeys {

    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final Pattern PKCS1 =
            Pattern.compile("-----BEGIN RSA PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END RSA PRIVATE KEY-----");
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "Ed25519");

    private ClientKeys() {}

    static Access of(KeyStore store, Secret password) throws GeneralSecurityException {
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias)
                    && store.getKey(alias, password.getPlainText().toCharArray()) instanceof PrivateKey key) {
                List<X509Certificate> chain = new ArrayList<>();
                for (Certificate certificate : store.getCertificateChain(alias)) {
                    chain.add((X509Certificate) certificate);
                }
                return new Access.ClientCertificate(chain, key);
            }
        }
        throw new KeyStoreException("the key store has no private key");
    }

    static Access of(String certificatePem, String keyPem) throws GeneralSecurityException {
        List<X509Certificate> chain = Certificates.read(certificatePem);
        if (chain.isEmpty()) {
            throw new KeyStoreException("there is a private key without a certificate");
        }
        return new Access.ClientCertificate(chain, key(keyPem));
    }

    private static PrivateKey key(String pem) throws GeneralSecurityException {
        Matcher pkcs8 = PKCS8.matcher(pem);
        Matcher pkcs1 = PKCS1.matcher(pem);
        byte[] encoded;
        if (pkcs8.find()) {
            encoded = Base64.getMimeDecoder().decode(pkcs8.group(1));
        } else if (pkcs1.find()) {
            encoded = wrapped(Base64.getMimeDecoder().decode(pkcs1.group(1)));
        } else {
            throw new InvalidKeySpecException(
                    "the private key is neither PKCS 8 nor PKCS 1; convert it with: openssl pkcs8 -topk8 -nodes");
        }
        for (String algorithm : ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            } catch (InvalidKeySpecException another) {
                continue; // the encoding names its algorithm only inside
            }
        }
        throw new InvalidKeySpecException("the private key is none of " + String.join(", ", ALGORITHMS));
    }

    /** A PKCS 1 key within the frame of PKCS 8 (RFC 5208): version 0, rsaEncryption, the key. */
    private static byte[] wrapped(byte[] key) {
        byte[] algorithm = {
            0x02,
            0x01,
            0x00,
            0x30,
            0x0d,
            0x06,
            0x09,
            0x2a,
            (byte) 0x86,
            0x48,
            (byte) 0x86,
            (byte) 0xf7,
            0x0d,
            0x01,
            0x01,
            0x01,
            0x05,
            0x00
        };
        byte[] octets = concat(header(0x04, key.length), key);
        byte[] content = concat(algorithm, octets);
        return concat(header(0x30, content.length), content);
    }

    private static byte[] header(int tag, int length) {
        return new byte[] {(byte) tag, (byte) 0x83, (byte) (length >> 16), (byte) (length >> 8), (byte) length};
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] all = java.util.Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
