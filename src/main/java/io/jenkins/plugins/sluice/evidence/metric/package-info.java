/** What a metric source counted: asks providers, and closes blocks of counts of both arms. */
@NullMarked
package io.jenkins.plugins.sluice.evidence.metric;

import org.jspecify.annotations.NullMarked;
