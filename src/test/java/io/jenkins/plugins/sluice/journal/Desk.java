package io.jenkins.plugins.sluice.journal;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What the tests of this package write journals with. */
final class Desk {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123Z");
    static final InstantSource CLOCK = InstantSource.fixed(NOON);
    static final RunId RUN = RunId.parse("019ca9c5-6e7b-7abc-8def-0123456789ab");
    static final Redactor NO_SECRETS = text -> text;

    private static final JsonMapper JSON = new JsonMapper();

    private Desk() {}

    static Journals journals() {
        return Journals.start(NO_SECRETS, CLOCK, Runnable::run);
    }

    static Journals journals(Storage storage) {
        return Journals.start(NO_SECRETS, CLOCK, Runnable::run, storage);
    }

    static ObjectNode object(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Entry entry(String type, String json) {
        return new Entry(type, 1, object(json));
    }

    static Appended await(CompletionStage<Appended> stage) {
        return stage.toCompletableFuture().join();
    }

    /** A finished journal of five lines; gives its head. */
    static String writeFinished(Path file) throws IOException {
        try (Journals journals = journals();
                Journal journal = journals.open(file, RUN)) {
            journal.append(entry("gate.opened", "{\"gate\":\"release\"}"));
            journal.append(
                    entry("gate.evidence", "{\"tests\":{\"total\":12,\"failed\":0},\"name\":\"caf\u00e9 \\u0007\"}"));
            journal.append(entry("gate.verdict", "{\"outcome\":\"PASS\",\"reasons\":[]}"));
            return await(journal.finish()).hash();
        }
    }

    static List<Recorded> entries(Path file) throws IOException {
        List<Recorded> entries = new ArrayList<>();
        JournalReader.read(file, entries::add);
        return entries;
    }
}
