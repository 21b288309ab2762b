package io.jenkins.plugins.sluice.policy;

/**
 * Where the review of the deployed commit is looked up.
 *
 * @param source the id of a source, which the host knows with its address and credentials
 * @param repository as the provider names it, such as {@code shop/web}
 */
public record ReviewCheck(Provider provider, String source, String repository) {

    /** Whose API it is. */
    public enum Provider {
        GITHUB,
        GITLAB
    }
}
