@NullMarked
package io.jenkins.plugins.sluice.jenkins.recorded;

import org.jspecify.annotations.NullMarked;
