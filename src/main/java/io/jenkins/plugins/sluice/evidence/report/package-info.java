/** Reads report files that tools wrote, streaming, into evidence. */
@NullMarked
package io.jenkins.plugins.sluice.evidence.report;

import org.jspecify.annotations.NullMarked;
