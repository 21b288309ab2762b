package io.jenkins.plugins.sluice.journal;

/**
 * Takes secrets out of text before it is hashed and written. It sees every string and every key of an entry's data, and
 * nothing reaches a journal around it. Called from the threads that append, possibly several at once.
 */
@FunctionalInterface
public interface Redactor {
    /** The text without secrets. What it throws, {@link Journal#append} throws, and nothing is written. */
    String redact(String text);
}
