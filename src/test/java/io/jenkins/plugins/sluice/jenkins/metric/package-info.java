@NullMarked
package io.jenkins.plugins.sluice.jenkins.metric;

import org.jspecify.annotations.NullMarked;
