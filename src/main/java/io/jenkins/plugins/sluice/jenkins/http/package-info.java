/** How the controller talks to other servers: through Jenkins' proxy, trusting the right certificates, never where it must not. */
@NullMarked
package io.jenkins.plugins.sluice.jenkins.http;

import org.jspecify.annotations.NullMarked;
