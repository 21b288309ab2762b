package io.jenkins.plugins.sluice.journal;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;

/** A line with its place in the chain, on its way to the disk. */
record PendingLine(ByteBuffer bytes, Appended place, CompletableFuture<Appended> durable) {}
