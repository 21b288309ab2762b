/** Gates as checks of a commit, on GitHub, GitLab and whatever else speaks to the Checks API. */
@NullMarked
package io.jenkins.plugins.sluice.jenkins.check;

import org.jspecify.annotations.NullMarked;
