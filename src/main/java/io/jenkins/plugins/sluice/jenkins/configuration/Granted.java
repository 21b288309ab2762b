package io.jenkins.plugins.sluice.jenkins.configuration;

/**
 * An endpoint that a job may use.
 *
 * @param global whether it is one of the controller, whose credentials are Jenkins' own; else of a folder
 * @param owner where it is configured: {@code Jenkins} or {@code folder 'a/b'}
 */
public record Granted<E extends Endpoint<E>>(E endpoint, boolean global, String owner) {

    /** What messages call it. */
    public String title() {
        return endpoint.kindOfEntry() + " '" + endpoint.getName() + "' of " + owner;
    }
}
