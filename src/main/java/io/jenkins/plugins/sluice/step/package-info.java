/** The steps themselves, independent of who runs them: parameters in, verdict out. */
@NullMarked
package io.jenkins.plugins.sluice.step;

import org.jspecify.annotations.NullMarked;
