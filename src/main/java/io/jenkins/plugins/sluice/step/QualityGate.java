package io.jenkins.plugins.sluice.step;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.sluice.evidence.EvidenceJson;
import io.jenkins.plugins.sluice.evidence.EvidenceRedaction;
import io.jenkins.plugins.sluice.evidence.EvidenceSet;
import io.jenkins.plugins.sluice.evidence.Exemption;
import io.jenkins.plugins.sluice.evidence.FindingSummary;
import io.jenkins.plugins.sluice.evidence.ObservedReport;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.evidence.Reading;
import io.jenkins.plugins.sluice.evidence.Summary;
import io.jenkins.plugins.sluice.evidence.reference.EvidenceCodec;
import io.jenkins.plugins.sluice.evidence.reference.History;
import io.jenkins.plugins.sluice.evidence.reference.Lane;
import io.jenkins.plugins.sluice.evidence.reference.Reference;
import io.jenkins.plugins.sluice.evidence.reference.ReferenceFile;
import io.jenkins.plugins.sluice.evidence.release.ReleaseFormat;
import io.jenkins.plugins.sluice.evidence.report.ReportReaders;
import io.jenkins.plugins.sluice.evidence.report.ReportSource;
import io.jenkins.plugins.sluice.journal.Appended;
import io.jenkins.plugins.sluice.journal.Entry;
import io.jenkins.plugins.sluice.journal.Journal;
import io.jenkins.plugins.sluice.journal.Journals;
import io.jenkins.plugins.sluice.journal.RunId;
import io.jenkins.plugins.sluice.policy.Noun;
import io.jenkins.plugins.sluice.policy.ReferenceChoice;
import io.jenkins.plugins.sluice.policy.Waiver;
import io.jenkins.plugins.sluice.step.host.Host;
import io.jenkins.plugins.sluice.step.host.Workspace;
import io.jenkins.plugins.sluice.verdict.ComparedWith;
import io.jenkins.plugins.sluice.verdict.GateRun;
import io.jenkins.plugins.sluice.verdict.GateVerdict;
import io.jenkins.plugins.sluice.verdict.GateVerdict.Context;
import io.jenkins.plugins.sluice.verdict.Judge;
import io.jenkins.plugins.sluice.verdict.References;
import io.jenkins.plugins.sluice.verdict.VerdictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The step {@code qualityGate}: one walk from evidence to a verdict in a closed journal. Reports are made from that
 * journal alone, by {@code report.Reports}.
 */
public final class QualityGate {

    /** Leaves room for the rest of a journal's line, which has at most 1 MiB. */
    private static final long MOST_BYTES = 1_000_000;

    private final Host host;
    private final Journals journals;

    /**
     * Judges for this host.
     *
     * @param journals where the walk is written; the host's redactor goes over it too
     */
    public QualityGate(Host host, Journals journals) {
        this.host = host;
        this.journals = journals;
    }

    /**
     * Judges a gate over a workspace that lies here.
     *
     * @throws IOException when the workspace, the journal, the history or a reference cannot be read or written; a
     *     report that cannot be read is no such error
     * @throws java.util.concurrent.CancellationException when the workspace stops the reading
     */
    public GateResult run(GateRequest request, Workspace workspace) throws IOException {
        try (Walk walk = begin(request)) {
            host.progress("reading the evidence of gate '" + request.gate().name() + "' …");
            try (ObservedWorkspace observed = new WorkspaceReader(workspace).read(walk.order())) {
                return walk.judge(observed, List.of());
            }
        }
    }

    /**
     * Begins a gate's walk: its journal is open when this returns, and what it needs from the workspace is known.
     *
     * @return to be closed, judged or not
     * @throws IOException when the journal, the history or a reference cannot be read or written
     */
    public Walk begin(GateRequest request) throws IOException {
        RunId id = RunId.generate(host.clock(), host.random());
        Context context = redacted(request.context());
        List<String> paths = List.of();
        String compared = null;
        ComparedWith found = comparedWith(request, context, request.past().run(), null);
        if (found instanceof ComparedWith.Found reference) {
            try (EvidenceSet evidence = reference.evidence()) {
                paths = WorkspaceReader.paths(evidence).distinct().toList();
                compared = reference.use().run();
            }
        }
        Files.createDirectories(request.journals());
        Path file = request.journals().resolve(id + ".jsonl");
        Journal journal = journals.open(file, id, host::redact);
        journal.append(opened(request));
        EvidenceOrder order = new EvidenceOrder(
                request.gate().evidence(),
                exemptions(request),
                request.since(),
                referenceInWorkspace(request),
                paths,
                ReleaseEvidence.inWorkspace(
                        request.gate().checks(), context.commit(), host.clock().instant()));
        return new Walk(request, id, context, order, compared, file, journal);
    }

    /** A gate that has begun and waits for what is observed in the workspace. */
    public final class Walk implements AutoCloseable {

        private final GateRequest request;
        private final RunId id;
        private final Context context;
        private final EvidenceOrder order;
        private final @Nullable String compared;
        private final Path file;
        private final Journal journal;

        private Walk(
                GateRequest request,
                RunId id,
                Context context,
                EvidenceOrder order,
                @Nullable String compared,
                Path file,
                Journal journal) {
            this.request = request;
            this.id = id;
            this.context = context;
            this.order = order;
            this.compared = compared;
            this.file = file;
            this.journal = journal;
        }

        /** What a {@link WorkspaceReader} shall observe. */
        public EvidenceOrder order() {
            return order;
        }

        /** Names this walk and its journal. */
        public RunId id() {
            return id;
        }

        /**
         * Judges what was observed, and closes the journal.
         *
         * @param recorded what the host itself knows of the build; where the gate names no evidence, it stands in for
         *     reports of the same kind that were not found, unless one was found of which nobody knows what it tells
         * @throws IOException when the journal, the history or a reference cannot be read or written
         */
        public GateResult judge(ObservedWorkspace observed, List<ObservedReport> recorded) throws IOException {
            EvidenceSet evidence = EvidenceRedaction.texts(withRecorded(observed.evidence(), recorded), host::redact);
            GateVerdict verdict = QualityGate.this.judge(this, evidence, observed);
            for (ObjectNode reports : VerdictJson.write(evidence, host::redact, MOST_BYTES)) {
                journal.append(new Entry(VerdictJson.EVIDENCE, VerdictJson.VERSION, reports));
            }
            journal.append(new Entry(
                    VerdictJson.VERDICT, VerdictJson.VERSION, VerdictJson.write(verdict, host::redact, MOST_BYTES)));
            String head = durable(journal.finish()).hash();
            keep(request, verdict, evidence, head);
            return new GateResult(verdict, file, head);
        }

        private EvidenceSet withRecorded(EvidenceSet found, List<ObservedReport> recorded) {
            if (!order.sources().isEmpty()) {
                return found;
            }
            Set<Class<?>> kinds = new HashSet<>();
            found.reports().forEach(report -> kinds.add(kind(report)));
            if (kinds.contains(Reading.class)) {
                return found; // What cannot be read may have told of anything.
            }
            List<ObservedReport> reports = new ArrayList<>(found.reports());
            recorded.stream().filter(report -> !kinds.contains(kind(report))).forEach(reports::add);
            return new EvidenceSet(reports, found.skipped(), found.gaps());
        }

        /** A report that could not be read is of the kind that its format tells of, where it is known. */
        private static Class<?> kind(ObservedReport report) {
            if (report.reading() instanceof Reading.Whole whole) {
                return whole.summary().getClass();
            }
            return report.format() == null
                    ? Reading.class
                    : kinds().getOrDefault(report.format(), FindingSummary.class);
        }

        /** Frees the journal; one that was not judged stays open for ever, which is what happened. */
        @Override
        public void close() throws IOException {
            journal.close();
        }
    }

    private List<Exemption> exemptions(GateRequest request) {
        LocalDate today = LocalDate.ofInstant(host.clock().instant(), ZoneOffset.UTC);
        return request.policy().waivers().stream()
                .filter(waiver -> !waiver.expired(today))
                .map(Waiver::exemption)
                .toList();
    }

    private GateVerdict judge(Walk walk, EvidenceSet evidence, ObservedWorkspace observed) throws IOException {
        ComparedWith comparedWith = comparedWith(walk.request, walk.context, walk.compared, observed.reference());
        try {
            Set<String> gone = Set.copyOf(observed.gone());
            return Judge.judge(new GateRun(
                    walk.request.gate(),
                    walk.id.toString(),
                    host.clock().instant(),
                    walk.context,
                    walk.request.shadow(),
                    walk.request.policy().source(),
                    walk.request.policy().sha256(),
                    walk.request.policy().waivers(),
                    formats(walk.request.gate().evidence()),
                    evidence,
                    path -> !gone.contains(path),
                    comparedWith));
        } finally {
            // One from the workspace is closed with what else was observed there.
            if (comparedWith instanceof ComparedWith.Found found && observed.reference() == null) {
                found.evidence().close();
            }
        }
    }

    private ComparedWith comparedWith(
            GateRequest request, Context context, @Nullable String run, @Nullable Reference fromWorkspace)
            throws IOException {
        GateRequest.Past past = request.past();
        Reference file = past.reference() == null ? fromWorkspace : new ReferenceFile(codec()).read(past.reference());
        return References.find(
                request.gate(),
                context,
                new References.Kept(file, history(past.history()), history(past.targetHistory()), run));
    }

    private static @Nullable String referenceInWorkspace(GateRequest request) {
        return request.past().reference() == null
                        && request.gate().reference() instanceof ReferenceChoice.FromFile named
                ? named.path()
                : null;
    }

    /** Branches are redacted before they name a place in the history. */
    private Context redacted(Context context) {
        return new Context(
                redacted(context.project()),
                redacted(context.branch()),
                redacted(context.targetBranch()),
                redacted(context.commit()),
                redacted(context.build()),
                redacted(context.place()));
    }

    private @Nullable String redacted(@Nullable String text) {
        return text == null ? null : host.redact(text);
    }

    private static Map<String, Class<? extends Summary>> kinds() {
        Map<String, Class<? extends Summary>> kinds =
                new HashMap<>(ReportReaders.all().kinds());
        kinds.putAll(ReleaseFormat.kinds());
        return kinds;
    }

    /** What a report of each format answers; what is not ours is static analysis. */
    static Map<String, Noun> formats(List<ReportSource> sources) {
        Map<String, Noun> formats = new HashMap<>();
        kinds().forEach((format, kind) -> formats.put(format, Noun.answeredBy(kind)));
        for (ReportSource source : sources) {
            if (source.format() != null) {
                formats.putIfAbsent(source.format(), Noun.FINDINGS);
            }
        }
        return formats;
    }

    private @Nullable History history(@Nullable Path folder) {
        return folder == null ? null : new History(folder, codec());
    }

    private void keep(GateRequest request, GateVerdict verdict, EvidenceSet evidence, String head) throws IOException {
        Reference reference = new Reference(
                verdict.key(),
                verdict.run(),
                verdict.at(),
                verdict.context().branch(),
                verdict.context().commit(),
                head,
                verdict.mayBecomeReference(),
                null,
                EvidenceRedaction.all(evidence, host::redact));
        if (request.saveReference() != null) {
            new ReferenceFile(codec()).write(request.saveReference(), reference);
        }
        History history = history(request.past().history());
        Optional<Lane> lane = Lane.ofRun(
                verdict.key(), verdict.context().branch(), verdict.context().targetBranch());
        if (history != null && lane.isPresent()) {
            Map<String, Quantity> values = new LinkedHashMap<>();
            verdict.values().forEach((criterion, value) -> values.put(host.redact(criterion), value));
            history.record(lane.get(), reference, values);
        }
    }

    private EvidenceCodec codec() {
        return EvidenceCodec.of(new EvidenceJson(host.temporaryFolder()));
    }

    private static Entry opened(GateRequest request) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("gate", request.gate().name());
        data.put("policySource", request.policy().source());
        data.put("policySha256", request.policy().sha256());
        data.put("shadow", request.shadow());
        putIfKnown(data, "branch", request.context().branch());
        putIfKnown(data, "targetBranch", request.context().targetBranch());
        putIfKnown(data, "commit", request.context().commit());
        putIfKnown(data, "place", request.context().place());
        putIfKnown(
                data, "since", request.since() == null ? null : request.since().toString());
        return new Entry("gate.opened", 1, data);
    }

    private static void putIfKnown(ObjectNode data, String key, @Nullable String value) {
        if (value != null) {
            data.put(key, value);
        }
    }

    private static Appended durable(CompletionStage<Appended> stage) throws IOException {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
