/** The {@code sluice} command. */
@NullMarked
package io.jenkins.plugins.sluice.cli;

import org.jspecify.annotations.NullMarked;
