package io.jenkins.plugins.sluice.step;

import io.jenkins.plugins.sluice.verdict.GateVerdict;
import java.nio.file.Path;

/**
 * What a quality gate decided.
 *
 * @param verdict the decision
 * @param journal the file that holds it, closed
 * @param head the hash of the journal's last line, in lower-case hexadecimal
 */
public record GateResult(GateVerdict verdict, Path journal, String head) {}
