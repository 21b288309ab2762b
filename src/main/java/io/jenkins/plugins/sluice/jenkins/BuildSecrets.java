package io.jenkins.plugins.sluice.jenkins;

import hudson.EnvVars;
import hudson.model.ParameterValue;
import hudson.model.ParametersAction;
import hudson.model.Run;
import hudson.util.Secret;
import io.jenkins.plugins.sluice.jenkins.credential.SecretsOf;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What must not be read in a log, a report or a journal of a build. */
final class BuildSecrets {

    private static final String MASK = "****";

    /** Longest first: one may be a part of another. */
    private final List<String> secrets;

    private final SecretsOf used;

    private BuildSecrets(Set<String> secrets, SecretsOf used) {
        this.used = used;
        this.secrets = new ArrayList<>(secrets);
        this.secrets.sort(Comparator.comparingInt(String::length).reversed());
    }

    /**
     * The values of sensitive variables and parameters, whole and line by line, and what Sluice itself took from
     * credentials in the build.
     *
     * @param sensitive the names of variables that hold secrets
     */
    static BuildSecrets of(Run<?, ?> run, EnvVars variables, Set<String> sensitive) {
        Set<String> secrets = new TreeSet<>();
        sensitive.forEach(name -> add(secrets, variables.get(name)));
        for (ParametersAction parameters : run.getActions(ParametersAction.class)) {
            for (ParameterValue parameter : parameters) {
                if (parameter != null && parameter.isSensitive()) {
                    add(secrets, parameter.getValue() instanceof Secret secret ? secret.getPlainText() : null);
                }
            }
        }
        return new BuildSecrets(secrets, SecretsOf.run(run));
    }

    private static void add(Set<String> secrets, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            secrets.add(value);
            value.lines().map(String::strip).filter(line -> line.length() > 3).forEach(secrets::add);
        }
    }

    String redact(String text) {
        String redacted = used.redact(text);
        for (String secret : secrets) {
            redacted = redacted.replace(secret, MASK);
        }
        return redacted;
    }
}
