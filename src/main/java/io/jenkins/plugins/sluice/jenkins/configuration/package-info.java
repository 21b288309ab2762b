/** What Sluice is told on the controller and in folders: shared policies, sources, clusters, defaults, freeze windows. */
@NullMarked
package io.jenkins.plugins.sluice.jenkins.configuration;

import org.jspecify.annotations.NullMarked;
