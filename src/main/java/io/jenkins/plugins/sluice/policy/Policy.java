package io.jenkins.plugins.sluice.policy;

import java.util.List;
import java.util.Optional;

/**
 * What must hold.
 *
 * @param source where it came from: a file's path or {@code command line}
 * @param sha256 of its bytes, in lower-case hexadecimal
 * @param gates in the order of the file
 */
public record Policy(String source, String sha256, List<Gate> gates, List<Waiver> waivers) {

    public Policy {
        gates = List.copyOf(gates);
        waivers = List.copyOf(waivers);
    }

    public Optional<Gate> gate(String name) {
        return gates.stream().filter(gate -> gate.name().equals(name)).findFirst();
    }
}
