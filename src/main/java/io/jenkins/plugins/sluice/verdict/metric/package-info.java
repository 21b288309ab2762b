/** Judges of live metrics: blocks of counts in, what they show out. */
@NullMarked
package io.jenkins.plugins.sluice.verdict.metric;

import org.jspecify.annotations.NullMarked;
