/** The demonstration that {@code sluice demo} runs. */
@NullMarked
package io.jenkins.plugins.sluice.cli.demo;

import org.jspecify.annotations.NullMarked;
