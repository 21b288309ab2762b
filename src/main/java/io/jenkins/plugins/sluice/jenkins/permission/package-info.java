/** Who may see gates, approve, override and look after Sluice. */
@NullMarked
package io.jenkins.plugins.sluice.jenkins.permission;

import org.jspecify.annotations.NullMarked;
