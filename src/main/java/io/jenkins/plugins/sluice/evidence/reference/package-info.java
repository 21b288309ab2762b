/** What this run is compared with: earlier evidence, and what is new since then. */
@NullMarked
package io.jenkins.plugins.sluice.evidence.reference;

import org.jspecify.annotations.NullMarked;
