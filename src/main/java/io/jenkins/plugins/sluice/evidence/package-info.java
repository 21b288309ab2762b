/** What was observed: test results, coverage, findings and measurements, each with its source and time. */
@NullMarked
package io.jenkins.plugins.sluice.evidence;

import org.jspecify.annotations.NullMarked;
