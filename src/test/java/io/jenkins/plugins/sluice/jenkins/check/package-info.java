@NullMarked
package io.jenkins.plugins.sluice.jenkins.check;

import org.jspecify.annotations.NullMarked;
