package io.jenkins.plugins.sluice.evidence.release;

import java.util.List;
import java.util.Map;
import java.util.Optional;

record Reply(int status, Map<String, List<String>> headers, String text) {

    Optional<String> header(String name) {
        return headers.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .flatMap(entry -> entry.getValue().stream())
                .findFirst();
    }

    boolean successful() {
        return status / 100 == 2;
    }
}
