package io.jenkins.plugins.sluice.step;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.sluice.evidence.EvidenceJson;
import io.jenkins.plugins.sluice.evidence.EvidenceRedaction;
import io.jenkins.plugins.sluice.evidence.EvidenceSet;
import io.jenkins.plugins.sluice.evidence.Exemption;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.evidence.reference.EvidenceCodec;
import io.jenkins.plugins.sluice.evidence.reference.History;
import io.jenkins.plugins.sluice.evidence.reference.Lane;
import io.jenkins.plugins.sluice.evidence.reference.Reference;
import io.jenkins.plugins.sluice.evidence.reference.ReferenceFile;
import io.jenkins.plugins.sluice.evidence.report.EvidenceCollector;
import io.jenkins.plugins.sluice.evidence.report.ReadLimits;
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
import io.jenkins.plugins.sluice.verdict.ComparedWith;
import io.jenkins.plugins.sluice.verdict.GateRun;
import io.jenkins.plugins.sluice.verdict.GateVerdict;
import io.jenkins.plugins.sluice.verdict.GateVerdict.Context;
import io.jenkins.plugins.sluice.verdict.Judge;
import io.jenkins.plugins.sluice.verdict.References;
import io.jenkins.plugins.sluice.verdict.VerdictJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
     * @param journals where the walk is written; its redactor is the host's
     */
    public QualityGate(Host host, Journals journals) {
        this.host = host;
        this.journals = journals;
    }

    /**
     * Judges a gate.
     *
     * @throws IOException when the workspace, the journal, the history or a reference cannot be read or written; a
     *     report that cannot be read is no such error
     * @throws java.util.concurrent.CancellationException when the host stops the step
     */
    public GateResult run(GateRequest request) throws IOException {
        RunId id = RunId.generate(host.clock(), host.random());
        Files.createDirectories(request.journals());
        Path file = request.journals().resolve(id + ".jsonl");
        try (Journal journal = journals.open(file, id)) {
            journal.append(opened(request));
            try (EvidenceSet collected = collect(request)) {
                EvidenceSet evidence = EvidenceRedaction.texts(collected, host::redact);
                GateVerdict verdict = judge(request, id, evidence);
                for (ObjectNode reports : VerdictJson.write(evidence, host::redact, MOST_BYTES)) {
                    journal.append(new Entry(VerdictJson.EVIDENCE, VerdictJson.VERSION, reports));
                }
                journal.append(new Entry(
                        VerdictJson.VERDICT,
                        VerdictJson.VERSION,
                        VerdictJson.write(verdict, host::redact, MOST_BYTES)));
                String head = durable(journal.finish()).hash();
                keep(request, verdict, evidence, head);
                return new GateResult(verdict, file, head);
            }
        }
    }

    private EvidenceSet collect(GateRequest request) throws IOException {
        LocalDate today = LocalDate.ofInstant(host.clock().instant(), ZoneOffset.UTC);
        List<Exemption> exemptions = request.policy().waivers().stream()
                .filter(waiver -> !waiver.expired(today))
                .map(Waiver::exemption)
                .toList();
        host.progress("reading the evidence of gate '" + request.gate().name() + "' …");
        ReadLimits limits =
                new ReadLimits(ReadLimits.DEFAULT.depth(), ReadLimits.DEFAULT.textBytes(), host::checkpoint);
        return new EvidenceCollector(ReportReaders.all(), limits, host.temporaryFolder(), host.executor())
                .collect(host.workspace(), request.gate().evidence(), exemptions, request.since());
    }

    private GateVerdict judge(GateRequest request, RunId id, EvidenceSet evidence) throws IOException {
        Context context = redacted(request.context());
        ComparedWith comparedWith =
                References.find(request.gate(), context, referenceFile(request), history(request.history()));
        try {
            return judge(request, id, context, evidence, comparedWith);
        } finally {
            if (comparedWith instanceof ComparedWith.Found found) {
                found.evidence().close();
            }
        }
    }

    private GateVerdict judge(
            GateRequest request, RunId id, Context context, EvidenceSet evidence, ComparedWith comparedWith) {
        return Judge.judge(new GateRun(
                request.gate(),
                id.toString(),
                host.clock().instant(),
                context,
                request.shadow(),
                request.policy().source(),
                request.policy().sha256(),
                request.policy().waivers(),
                formats(request.gate().evidence()),
                evidence,
                this::exists,
                comparedWith));
    }

    /** A path that this system cannot express is not known to be gone: a finding there has not moved. */
    private boolean exists(String path) {
        try {
            return Files.exists(host.workspace().resolve(path), LinkOption.NOFOLLOW_LINKS);
        } catch (InvalidPathException e) {
            return true;
        }
    }

    /** Branches are redacted before they name a place in the history. */
    private Context redacted(Context context) {
        return new Context(
                redacted(context.project()),
                redacted(context.branch()),
                redacted(context.targetBranch()),
                redacted(context.commit()),
                redacted(context.build()));
    }

    private @Nullable String redacted(@Nullable String text) {
        return text == null ? null : host.redact(text);
    }

    /** What a report of each format answers; what is not ours is static analysis. */
    static Map<String, Noun> formats(List<ReportSource> sources) {
        Map<String, Noun> formats = new HashMap<>();
        ReportReaders.all().kinds().forEach((format, kind) -> formats.put(format, Noun.answeredBy(kind)));
        for (ReportSource source : sources) {
            if (source.format() != null) {
                formats.putIfAbsent(source.format(), Noun.FINDINGS);
            }
        }
        return formats;
    }

    /** The reference that is named as a file: by the request, which must have it, or by the gate, which may not yet. */
    private @Nullable Reference referenceFile(GateRequest request) throws IOException {
        ReferenceFile files = new ReferenceFile(codec());
        if (request.reference() != null) {
            return files.read(request.reference());
        }
        if (request.gate().reference() instanceof ReferenceChoice.FromFile named) {
            try {
                return files.read(inWorkspace(named.path()));
            } catch (NoSuchFileException e) {
                return null; // Said in the verdict: the criteria that need it are unknown.
            }
        }
        return null;
    }

    /** A policy may come with the change that it judges, so it names no files elsewhere; whoever runs the gate may. */
    private Path inWorkspace(String path) throws IOException {
        try {
            Path workspace = host.workspace().toRealPath();
            Path file = workspace.resolve(path).normalize();
            if (file.startsWith(workspace) && file.toRealPath().startsWith(workspace)) {
                return file;
            }
        } catch (InvalidPathException e) {
            throw new IOException("the reference file '" + path + "' of the policy is no path: " + e.getReason(), e);
        }
        throw new IOException("the reference file '" + path
                + "' of the policy lies outside of the workspace; put it inside, or name it where the gate is run");
    }

    private @Nullable History history(@Nullable Path folder) {
        return folder == null ? null : new History(folder, codec());
    }

    private void keep(GateRequest request, GateVerdict verdict, EvidenceSet evidence, String head) throws IOException {
        Reference reference = new Reference(
                verdict.gate(),
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
        History history = history(request.history());
        Optional<Lane> lane = Lane.ofRun(
                verdict.gate(), verdict.context().branch(), verdict.context().targetBranch());
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
