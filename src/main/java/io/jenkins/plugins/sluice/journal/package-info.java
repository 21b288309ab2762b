/** The append-only, hash-chained record of a walk: append, verify, replay. */
@NullMarked
package io.jenkins.plugins.sluice.journal;

import org.jspecify.annotations.NullMarked;
