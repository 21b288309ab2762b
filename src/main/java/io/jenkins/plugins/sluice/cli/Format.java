package io.jenkins.plugins.sluice.cli;

/** How a command writes its answer to standard output; the lower-case names are what the user types. */
enum Format {
    text,
    json,
    md
}
