package io.jenkins.plugins.sluice.jenkins.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A key with a certificate that nobody else vouches for, made by keytool. */
public final class SelfMadeCertificate {

    public static final String PASSWORD = "not-a-secret";

    private final Path store;
    private final String pem;

    private SelfMadeCertificate(Path store, String pem) {
        this.store = store;
        this.pem = pem;
    }

    public static SelfMadeCertificate in(Path folder, String name) throws IOException, InterruptedException {
        Path store = folder.resolve(name + ".p12");
        Path pem = folder.resolve(name + ".pem");
        keytool(
                store,
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1",
                "-validity",
                "2");
        keytool(store, "-exportcert", "-rfc", "-alias", name, "-file", pem.toString());
        return new SelfMadeCertificate(store, Files.readString(pem));
    }

    public Path store() {
        return store;
    }

    public String pem() {
        return pem;
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(output);
        }
    }
}
