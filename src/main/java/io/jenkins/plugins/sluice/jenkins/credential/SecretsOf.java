package io.jenkins.plugins.sluice.jenkins.credential;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.WeakHashMap;

/**
 * The secrets that Sluice has taken from credentials in a build. They are kept in memory only, as long as the build's
 * object lives; after a restart a secret is known again as soon as it is used again.
 */
public final class SecretsOf {

    static final String MASK = "****";

    /** Shorter texts would mask half of the log. */
    private static final int SHORTEST = 3;

    /** Longest first: one may be a part of another. */
    private final Set<String> secrets =
            new TreeSet<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));

    private SecretsOf() {}

    /** Those of a build. */
    public static SecretsOf run(Run<?, ?> run) {
        return ExtensionList.lookupSingleton(Known.class).of(run);
    }

    /** Adds secrets, each whole, line by line, in base64 and as a part of a URL. */
    public synchronized void add(Collection<String> plain) {
        for (String secret : plain) {
            keep(secret);
            secret.lines().forEach(this::keep);
            keep(Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)));
            keep(URLEncoder.encode(secret, StandardCharsets.UTF_8));
            keep(URLEncoder.encode(secret, StandardCharsets.UTF_8).replace("+", "%20"));
        }
    }

    private void keep(String secret) {
        String text = secret.strip();
        if (text.length() >= SHORTEST) {
            secrets.add(text);
        }
    }

    /** All forms in which they must not be read, the longest first. */
    public synchronized List<String> forms() {
        return new ArrayList<>(secrets);
    }

    /** A text without them. */
    public String redact(String text) {
        return redact(text, forms());
    }

    static String redact(String text, List<String> forms) {
        String redacted = text;
        for (String secret : forms) {
            redacted = redacted.replace(secret, MASK);
        }
        return redacted;
    }

    /** The secrets of all builds that run. */
    @Extension
    public static final class Known {

        private final Map<Run<?, ?>, SecretsOf> byRun = Collections.synchronizedMap(new WeakHashMap<>());

        SecretsOf of(Run<?, ?> run) {
            return byRun.computeIfAbsent(run, any -> new SecretsOf());
        }
    }
}
