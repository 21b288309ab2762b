/** The Jenkins adapter: the Pipeline steps. */
@NullMarked
package io.jenkins.plugins.sluice.jenkins;

import org.jspecify.annotations.NullMarked;
