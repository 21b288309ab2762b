package io.jenkins.plugins.sluice.cli;

import java.util.Map;

/**
 * What the command prints to.
 *
 * @param colour whether colours may be used
 * @param columns how wide it is, 40 or more
 * @param interactive whether a person may be watching, so that progress is worth a line
 */
record Terminal(boolean colour, int columns, boolean interactive) {

    private static final int USUAL_COLUMNS = 80;
    private static final int FEWEST_COLUMNS = 40;

    /**
     * As the launcher found it: it alone can ask the shell, and says so in {@code SLUICE_TTY} ({@code 1} for standard
     * output, {@code 2} for standard error, {@code 12} for both) and {@code SLUICE_COLUMNS}.
     */
    static Terminal of(Map<String, String> environment) {
        String tty = environment.getOrDefault("SLUICE_TTY", "");
        boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "").equals("dumb");
        return new Terminal(tty.contains("1") && !plain, columns(environment), tty.contains("2"));
    }

    private static int columns(Map<String, String> environment) {
        String columns = environment.getOrDefault("SLUICE_COLUMNS", "");
        return columns.matches("[0-9]{1,4}") ? Math.max(FEWEST_COLUMNS, Integer.parseInt(columns)) : USUAL_COLUMNS;
    }
}
