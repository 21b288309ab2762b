package io.jenkins.plugins.sluice.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Offender;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.TrendPoint;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown;
import io.jenkins.plugins.sluice.verdict.EvidenceFact;
import io.jenkins.plugins.sluice.verdict.GateVerdict;
import io.jenkins.plugins.sluice.verdict.Novelty;
import java.io.IOException;
import java.io.Writer;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The report for programs, with the words for people in it. Its fields are described by the JSON Schema {@value #SCHEMA}
 * beside this class; a field that this schema version has keeps its meaning.
 */
public final class JsonReport {

    /** The version in the field {@code schema}. It grows when a field changes its meaning or goes. */
    public static final int SCHEMA_VERSION = 1;

    /** The resource, relative to this class, that holds the JSON Schema. */
    public static final String SCHEMA = "report.schema.json";

    private static final BigInteger MOST_EXACT = BigInteger.valueOf((1L << 53) - 1);

    private final JsonGenerator json;

    private JsonReport(JsonGenerator json) {
        this.json = json;
    }

    /** Writes the report as one JSON object and a line end. */
    public static void write(ReportModel model, Appendable out) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(new Appending(out))) {
            json.configure(JsonGenerator.Feature.AUTO_CLOSE_TARGET, false);
            json.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")));
            new JsonReport(json).report(model.verdict(), model.journal());
        }
        out.append('\n');
    }

    private void report(GateVerdict verdict, JournalState journal) throws IOException {
        json.writeStartObject();
        json.writeNumberField("schema", SCHEMA_VERSION);
        text("gate", verdict.gate());
        text("run", verdict.run());
        text("at", verdict.at().toString());
        text("outcome", CriterionWords.lower(verdict.outcome()));
        json.writeBooleanField("shadow", verdict.shadow());
        words("headline", Words.headline(verdict.outcome()));
        words("why", Words.why(verdict));
        json.writeArrayFieldStart("remedies");
        for (String remedy : Words.remedies(verdict)) {
            json.writeString(Escape.json(Numbers.plain(remedy)));
        }
        json.writeEndArray();
        words("comparedWith", Words.reference(verdict));
        context(verdict.context());
        json.writeObjectFieldStart("policy");
        text("source", verdict.policySource());
        text("sha256", verdict.policySha256());
        json.writeEndObject();
        json.writeArrayFieldStart("criteria");
        for (CriterionVerdict criterion : verdict.criteria()) {
            criterion(verdict, criterion);
        }
        json.writeEndArray();
        novelty(verdict.novelty());
        reference(verdict.reference());
        text("noReference", verdict.noReference());
        waivers(verdict.waivers());
        json.writeArrayFieldStart("evidence");
        for (EvidenceFact fact : verdict.evidence()) {
            evidence(fact);
        }
        json.writeEndArray();
        json.writeNumberField("evidenceCount", verdict.evidenceCount());
        json.writeArrayFieldStart("skipped");
        for (GateVerdict.SkippedFact skipped : verdict.skipped()) {
            json.writeStartObject();
            text("path", skipped.path());
            text("why", skipped.why());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("skippedCount", verdict.skippedCount());
        json.writeObjectFieldStart("journal");
        text("path", journal.path());
        text("head", journal.head());
        text("state", CriterionWords.lower(journal.state()));
        words("sentence", Words.journal(journal));
        json.writeEndObject();
        json.writeEndObject();
    }

    private void context(GateVerdict.Context context) throws IOException {
        json.writeObjectFieldStart("context");
        text("project", context.project());
        text("branch", context.branch());
        text("targetBranch", context.targetBranch());
        text("commit", context.commit());
        text("build", context.build());
        text("place", context.place());
        json.writeEndObject();
    }

    private void criterion(GateVerdict verdict, CriterionVerdict criterion) throws IOException {
        CriterionWords words = Words.words(verdict, criterion);
        json.writeStartObject();
        text("id", criterion.id());
        text("criterion", criterion.criterion());
        text("criticality", CriterionWords.lower(criterion.criticality()));
        text("state", CriterionWords.lower(criterion.state()));
        text("consequence", CriterionWords.lower(criterion.consequence()));
        words("label", words.label());
        words("title", Words.title(verdict, criterion));
        words("sentence", words.sentence());
        words("remedy", Words.remedy(verdict, criterion));
        quantity("value", criterion.value(), words.value());
        quantity("limit", criterion.limit(), words.limit());
        quantity("reference", criterion.reference(), shown(words, criterion.reference()));
        quantity("total", criterion.total(), criterion.total() == null ? null : words.signed(criterion.total()));
        unknown(criterion.unknown());
        json.writeArrayFieldStart("files");
        for (String file : criterion.files()) {
            json.writeString(Escape.json(file));
        }
        json.writeEndArray();
        offenders("offenders", criterion.offenders());
        json.writeNumberField("moreOffenders", criterion.moreOffenders());
        json.writeArrayFieldStart("trend");
        for (TrendPoint point : criterion.trend()) {
            json.writeStartObject();
            text("run", point.run());
            text("at", point.at().toString());
            quantity("value", point.value(), words.shown(point.value()));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static @Nullable String shown(CriterionWords words, @Nullable Quantity quantity) {
        return quantity == null ? null : words.shown(quantity);
    }

    private void unknown(@Nullable Unknown unknown) throws IOException {
        if (unknown == null) {
            json.writeNullField("unknown");
            return;
        }
        json.writeObjectFieldStart("unknown");
        text("reason", CriterionWords.lower(unknown.reason()));
        json.writeBooleanField("toolBroke", unknown.reason().broken());
        text("subject", unknown.subject());
        text("detail", unknown.detail());
        json.writeEndObject();
    }

    private void quantity(String name, @Nullable Quantity quantity, @Nullable String shown) throws IOException {
        if (quantity == null) {
            json.writeNullField(name);
            return;
        }
        json.writeObjectFieldStart(name);
        words("text", shown);
        text("unit", quantity.dimension().key());
        integer("numerator", quantity.numerator());
        integer("denominator", quantity.denominator());
        json.writeEndObject();
    }

    /** An integer that every JSON reader keeps exactly, else a string. */
    private void integer(String name, BigInteger integer) throws IOException {
        if (integer.abs().compareTo(MOST_EXACT) <= 0) {
            json.writeNumberField(name, integer.longValueExact());
        } else {
            json.writeStringField(name, integer.toString());
        }
    }

    private void offenders(String name, List<Offender> offenders) throws IOException {
        json.writeArrayFieldStart(name);
        for (Offender offender : offenders) {
            json.writeStartObject();
            text("name", offender.name());
            text("place", offender.place());
            text("detail", offender.detail());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void novelty(@Nullable Novelty novelty) throws IOException {
        if (novelty == null) {
            json.writeNullField("novelty");
            return;
        }
        json.writeObjectFieldStart("novelty");
        some("failures", novelty.failures());
        count("fixed", novelty.fixed());
        some("deletedTests", novelty.deletedTests());
        count("addedTests", novelty.addedTests());
        some("findings", novelty.findings());
        count("goneFindings", novelty.goneFindings());
        json.writeEndObject();
    }

    private void some(String name, Novelty.@Nullable Some some) throws IOException {
        if (some == null) {
            json.writeNullField(name);
            return;
        }
        json.writeObjectFieldStart(name);
        json.writeNumberField("count", some.count());
        offenders("first", some.first());
        json.writeEndObject();
    }

    private void count(String name, @Nullable Long count) throws IOException {
        if (count == null) {
            json.writeNullField(name);
        } else {
            json.writeNumberField(name, count);
        }
    }

    private void reference(GateVerdict.@Nullable ReferenceUse use) throws IOException {
        if (use == null) {
            json.writeNullField("reference");
            return;
        }
        json.writeObjectFieldStart("reference");
        text("run", use.run());
        text("at", use.at().toString());
        text("branch", use.branch());
        text("commit", use.commit());
        text("head", use.head());
        text("how", use.how());
        text("accepted", use.accepted());
        json.writeEndObject();
    }

    private void waivers(List<GateVerdict.WaiverUse> waivers) throws IOException {
        json.writeArrayFieldStart("waivers");
        for (GateVerdict.WaiverUse use : waivers) {
            json.writeStartObject();
            text("id", use.id());
            text("owner", use.owner());
            text("reason", use.reason());
            text("expires", use.expires().toString());
            json.writeBooleanField("expired", use.expired());
            json.writeNumberField("covered", use.covered());
            words("sentence", Words.waiver(use) + ".");
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void evidence(EvidenceFact fact) throws IOException {
        json.writeStartObject();
        text("source", fact.source());
        text("path", fact.path());
        text("format", fact.format());
        json.writeArrayFieldStart("tools");
        for (String tool : fact.tools()) {
            json.writeString(Escape.json(tool));
        }
        json.writeEndArray();
        json.writeNumberField("bytes", fact.bytes());
        text("written", fact.written().toString());
        json.writeBooleanField("reportTime", fact.reportTime());
        text("trouble", fact.trouble());
        json.writeArrayFieldStart("cautions");
        for (String caution : fact.cautions()) {
            json.writeString(Escape.json(caution));
        }
        json.writeEndArray();
        json.writeObjectFieldStart("counts");
        for (Map.Entry<String, Long> count : fact.counts().entrySet()) {
            json.writeNumberField(Escape.json(count.getKey()), count.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private void words(String name, @Nullable String text) throws IOException {
        text(name, text == null ? null : Numbers.plain(text));
    }

    private void text(String name, @Nullable String text) throws IOException {
        if (text == null) {
            json.writeNullField(name);
        } else {
            json.writeStringField(name, Escape.json(text));
        }
    }

    /** Lets a generator write to an {@link Appendable}. */
    private static final class Appending extends Writer {

        private final Appendable out;

        Appending(Appendable out) {
            this.out = out;
        }

        @Override
        public void write(char[] buffer, int offset, int length) throws IOException {
            out.append(new String(buffer, offset, length));
        }

        @Override
        public void flush() {
            // The caller owns what it writes to, and flushes it.
        }

        @Override
        public void close() {
            // The caller owns what it writes to, and closes it.
        }
    }
}
