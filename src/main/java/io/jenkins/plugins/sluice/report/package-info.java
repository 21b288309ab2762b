/** Journal to HTML, JSON, JUnit XML and Markdown; the only place where facts become words. */
@NullMarked
package io.jenkins.plugins.sluice.report;

import org.jspecify.annotations.NullMarked;
