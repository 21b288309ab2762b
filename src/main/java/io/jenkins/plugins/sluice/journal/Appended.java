package io.jenkins.plugins.sluice.journal;

/**
 * The place that an entry durably has in its journal.
 *
 * @param seq the number of its line, from 1
 * @param hash the SHA-256 of that line with its line end, 64 lower-case hexadecimal digits
 */
public record Appended(long seq, String hash) {}
