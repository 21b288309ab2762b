/** Secrets: from the id of credentials to what a request needs, tracked and masked on the way. */
@NullMarked
package io.jenkins.plugins.sluice.jenkins.credential;

import org.jspecify.annotations.NullMarked;
