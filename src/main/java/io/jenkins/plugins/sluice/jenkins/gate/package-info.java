/** What a build keeps of its gates, and who is told of them. */
@NullMarked
package io.jenkins.plugins.sluice.jenkins.gate;

import org.jspecify.annotations.NullMarked;
