package io.jenkins.plugins.sluice.journal;

import java.time.Instant;

/**
 * An entry as it was read back from a journal.
 *
 * @param seq the number of its line, from 1; this alone orders entries
 * @param at when it was appended, by the writer's clock, to the millisecond; informs only
 * @param hash the SHA-256 of the line with its line end, 64 lower-case hexadecimal digits
 * @param entry the entry, of whatever type
 */
public record Recorded(long seq, Instant at, String hash, Entry entry) {}
