/** What must be in place before a release beside its reports: review, alerts, a way back, tested migrations. */
@NullMarked
package io.jenkins.plugins.sluice.evidence.release;

import org.jspecify.annotations.NullMarked;
