/** Evidence and reference builds that other plugins recorded; each class here needs one optional plugin. */
@NullMarked
package io.jenkins.plugins.sluice.jenkins.recorded;

import org.jspecify.annotations.NullMarked;
