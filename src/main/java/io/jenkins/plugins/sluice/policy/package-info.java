/** What must hold: gates, criteria and waivers, read from {@code sluice.yaml} with line-exact errors. */
@NullMarked
package io.jenkins.plugins.sluice.policy;

import org.jspecify.annotations.NullMarked;
