/** Judges: evidence and a gate in, a verdict with its numbers out. */
@NullMarked
package io.jenkins.plugins.sluice.verdict;

import org.jspecify.annotations.NullMarked;
