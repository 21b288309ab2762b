package io.jenkins.plugins.sluice.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A policy cannot be used. The message has one line for each problem, in the order of the file. */
public final class PolicyException extends Exception {

    private static final int MOST_SHOWN = 50;

    @SuppressWarnings("serial") // an ArrayList of records of strings
    private final List<PolicyProblem> problems;

    PolicyException(List<PolicyProblem> problems) {
        super(message(problems));
        this.problems = new ArrayList<>(problems);
    }

    /** Everything that is wrong, in the order of the file. */
    public List<PolicyProblem> problems() {
        return List.copyOf(problems);
    }

    private static String message(List<PolicyProblem> problems) {
        Stream<String> shown = problems.stream().limit(MOST_SHOWN).map(PolicyProblem::message);
        Stream<String> more = problems.size() > MOST_SHOWN
                ? Stream.of("... and " + (problems.size() - MOST_SHOWN) + " more problems")
                : Stream.of();
        return Stream.concat(shown, more).collect(Collectors.joining("\n"));
    }
}
