/** What Jenkins shows of gates: a page each, an overview of a build, the trend of a job, and dashboards. */
@NullMarked
package io.jenkins.plugins.sluice.jenkins.page;

import org.jspecify.annotations.NullMarked;
