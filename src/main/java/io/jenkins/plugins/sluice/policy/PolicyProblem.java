package io.jenkins.plugins.sluice.policy;

/**
 * One thing that is wrong with a policy.
 *
 * @param file the file as it was named, or {@code command line}
 * @param line from 1, or 0 where there are no lines (the command line)
 * @param column from 1, in characters (code points)
 * @param key the path of keys that leads there, e.g. {@code gates.build.criteria[0]}, or "" for the whole file
 * @param what what is wrong, without a final full stop
 * @param fix what would be right
 */
public record PolicyProblem(String file, int line, int column, String key, String what, String fix) {

    /** All of it in one line. */
    public String message() {
        String place = line > 0 ? file + ":" + line + ":" + column + ": " + key : key + " column " + column;
        return (line > 0 && key.isEmpty() ? place : place + ": ") + what + "; " + fix;
    }
}
