/** What is known of gates beside their builds: an index in each job, and the controller's ledger of journal heads. */
@NullMarked
package io.jenkins.plugins.sluice.jenkins.ledger;

import org.jspecify.annotations.NullMarked;
