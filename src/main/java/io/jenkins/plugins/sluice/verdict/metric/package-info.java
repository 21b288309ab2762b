/** Judges of live metrics: a setting, a state and a block of counts in, the next state and what it shows out. */
@NullMarked
package io.jenkins.plugins.sluice.verdict.metric;

import org.jspecify.annotations.NullMarked;
