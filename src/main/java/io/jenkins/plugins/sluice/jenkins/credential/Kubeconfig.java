package io.jenkins.plugins.sluice.jenkins.credential;

import hudson.util.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The user of a kubeconfig's current context. Only what stands in the file itself is taken: a command, a plugin or the path
 * of a file in it would run or read something on the controller, so these are refused. Its server is not used, because the
 * configured cluster says where secrets go.
 */
final class Kubeconfig {

    private static final List<String> REFUSED =
            List.of("exec", "auth-provider", "tokenFile", "client-certificate", "client-key");

    private Kubeconfig() {}

    static Access access(String text) throws IOException, GeneralSecurityException {
        Map<?, ?> root = map(parse(text), "a kubeconfig");
        Object context = root.get("current-context");
        Map<?, ?> chosen = map(named(root, "contexts", context).get("context"), "context '" + context + "'");
        Object name = chosen.get("user");
        Map<?, ?> user = map(named(root, "users", name).get("user"), "user '" + name + "'");
        for (String key : REFUSED) {
            if (user.containsKey(key)) {
                throw new IOException("user '" + name + "' of the kubeconfig has '" + key
                        + "', which would run or read something on the controller; use a token, a password, or"
                        + " client-certificate-data with client-key-data");
            }
        }
        if (user.get("token") instanceof String token) {
            return new Access.Bearer(Secret.fromString(token.strip()));
        }
        if (user.get("client-certificate-data") instanceof String certificate
                && user.get("client-key-data") instanceof String key) {
            return ClientKeys.of(decoded(certificate), decoded(key));
        }
        if (user.get("username") instanceof String username && user.get("password") instanceof String password) {
            return new Access.Basic(username, Secret.fromString(password));
        }
        throw new IOException("user '" + name + "' of the kubeconfig has neither a token, nor a password, nor"
                + " client-certificate-data with client-key-data");
    }

    private static @Nullable Object parse(String text) throws IOException {
        try {
            return new Load(LoadSettings.builder()
                            .setMaxAliasesForCollections(0)
                            .build())
                    .loadFromString(text);
        } catch (YamlEngineException e) {
            // The cause would quote the file, which is a secret.
            throw new IOException("the secret file is not a kubeconfig: it is not YAML");
        }
    }

    private static Map<?, ?> named(Map<?, ?> root, String list, @Nullable Object name) throws IOException {
        if (name != null && root.get(list) instanceof List<?> entries) {
            for (Object entry : entries) {
                if (entry instanceof Map<?, ?> map && name.equals(map.get("name"))) {
                    return map;
                }
            }
        }
        throw new IOException("the kubeconfig has no entry '" + name + "' in '" + list + "'");
    }

    private static Map<?, ?> map(@Nullable Object value, String what) throws IOException {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new IOException("the secret file is not a kubeconfig: " + what + " is not a map");
    }

    private static String decoded(String base64) throws IOException {
        try {
            return new String(Base64.getMimeDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new IOException("the kubeconfig has data that is not base64");
        }
    }
}
