package io.jenkins.plugins.sluice.jenkins.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Run;
import io.jenkins.plugins.sluice.jenkins.gate.GateRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jenkins.model.Jenkins;
import jenkins.util.SystemProperties;
import org.jspecify.annotations.Nullable;

/**
 * The controller's own book of journal heads, apart from the builds: who takes a journal away or puts another in its place
 * is found out. One file a month, {@code $JENKINS_HOME/sluice/ledger-2026-05.jsonl}; each line is on the disk before its
 * gate's listeners go on. Files older than so many months as {@value #MONTHS_PROPERTY} says (24 unless set) are removed.
 */
@Extension
public final class Ledger {

    /** The system property that says how many months are kept, 1 or more. */
    public static final String MONTHS_PROPERTY = "io.jenkins.plugins.sluice.ledgerMonths";

    private static final Logger LOGGER = Logger.getLogger(Ledger.class.getName());
    private static final int MONTHS = 24;
    private static final int VERSION = 1;
    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("uuuu-MM");
    private static final Pattern NAME = Pattern.compile("ledger-(\\d{4}-\\d{2})\\.jsonl");
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * A journal's head as it was written down when its gate was judged.
     *
     * @param job the job's full name at that time
     */
    public record Entry(String job, int build, String gate, String id, String head, Instant at) {}

    /** The controller's ledger. */
    public static Ledger get() {
        return ExtensionList.lookupSingleton(Ledger.class);
    }

    /** Writes a gate's head down. */
    void judged(Run<?, ?> run, GateRecord gate) throws IOException {
        append(line("judged", run, gate).put("head", gate.getHead()), Instant.ofEpochMilli(gate.getAtMillis()));
    }

    /**
     * Writes down that a person made a run the one that later ones are compared with.
     *
     * @param who the person's id
     */
    public void accepted(Run<?, ?> run, GateRecord gate, String who, String why, Instant at) throws IOException {
        append(line("accepted", run, gate).put("who", who).put("why", why), at);
    }

    /**
     * What was written down of a gate when it was judged, or empty when nothing was or it is no longer kept.
     *
     * @param at when it was judged, which says in which file it is
     */
    public Optional<Entry> find(String id, Instant at) throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Files.newInputStream(folder().resolve(name(month(at)))), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains(id)) {
                    Entry entry = judged(line);
                    if (entry != null && entry.id().equals(id)) {
                        return Optional.of(entry);
                    }
                }
            }
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static @Nullable Entry judged(String line) {
        try {
            JsonNode json = JSON.readTree(line);
            return json.path("v").asInt() == VERSION
                            && json.path("type").asText().equals("judged")
                    ? new Entry(
                            json.path("job").asText(),
                            json.path("build").asInt(),
                            json.path("gate").asText(),
                            json.path("id").asText(),
                            json.path("head").asText(),
                            Instant.parse(json.path("at").asText()))
                    : null;
        } catch (JsonProcessingException | DateTimeParseException e) {
            LOGGER.log(Level.FINE, e, () -> "passed over a line of the ledger that a crash has cut");
            return null;
        }
    }

    private static ObjectNode line(String type, Run<?, ?> run, GateRecord gate) {
        return JSON.createObjectNode()
                .put("v", VERSION)
                .put("type", type)
                .put("job", run.getParent().getFullName())
                .put("build", run.getNumber())
                .put("gate", gate.getKey())
                .put("id", gate.getId());
    }

    private synchronized void append(ObjectNode line, Instant at) throws IOException {
        YearMonth month = month(at);
        boolean begins = !Files.exists(folder().resolve(name(month)));
        new LineFile(folder(), name(month)).append(JSON.writeValueAsString(line.put("at", at.toString())), true);
        if (begins) {
            forget(month);
        }
    }

    private static void forget(YearMonth now) throws IOException {
        int months = Math.max(1, SystemProperties.getInteger(MONTHS_PROPERTY, MONTHS));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder(), "ledger-*.jsonl")) {
            for (Path file : files) {
                Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
                if (name.matches() && YearMonth.parse(name.group(1), MONTH).isBefore(now.minusMonths(months - 1L))) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static Path folder() {
        return Jenkins.get().getRootDir().toPath().resolve("sluice");
    }

    private static String name(YearMonth month) {
        return "ledger-" + MONTH.format(month) + ".jsonl";
    }

    private static YearMonth month(Instant at) {
        return YearMonth.from(at.atZone(ZoneOffset.UTC));
    }
}
