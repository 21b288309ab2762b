package io.jenkins.plugins.sluice.jenkins.metric;

import hudson.EnvVars;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.opentelemetry.api.ReconfigurableOpenTelemetry;
import io.jenkins.plugins.sluice.jenkins.gate.GateListener;
import io.jenkins.plugins.sluice.jenkins.gate.GateRecord;
import io.jenkins.plugins.sluice.jenkins.gate.JudgedGate;
import io.jenkins.plugins.sluice.verdict.Outcome;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.variant.OptionalExtension;
import org.jspecify.annotations.Nullable;

/**
 * One span for each gate, below the span of its build where the OpenTelemetry plugin makes one. Attributes {@code
 * cicd.pipeline.*} and {@code error.type} are those of OpenTelemetry's semantic conventions for CI/CD; a gate is a task of
 * its pipeline. A gate that fails is an error in the trace, one that cannot tell is one of type {@code inconclusive}.
 */
@OptionalExtension(requirePlugins = "opentelemetry-api")
public final class GateSpans extends GateListener {

    private static final Logger LOGGER = Logger.getLogger(GateSpans.class.getName());
    private static final String SCOPE = "io.jenkins.plugins.sluice";

    private final OpenTelemetry telemetry;

    /** Of what the plugin is configured with, now and later. */
    public GateSpans() {
        this(ReconfigurableOpenTelemetry.get());
    }

    GateSpans(OpenTelemetry telemetry) {
        this.telemetry = telemetry;
    }

    @Override
    public void onJudged(JudgedGate judged) {
        GateRecord record = judged.record();
        Run<?, ?> run = judged.run();
        Instant end = Instant.ofEpochMilli(record.getAtMillis());
        SpanBuilder builder = telemetry
                .getTracer(SCOPE)
                .spanBuilder("sluice.gate")
                .setParent(parent(run, judged.listener()))
                .setStartTimestamp(end.minusMillis(record.getDurationMillis()))
                .setAttribute("sluice.gate", record.getGate())
                .setAttribute("sluice.outcome", lower(record.getOutcome()))
                .setAttribute("sluice.consequence", lower(record.getConsequence()))
                .setAttribute("sluice.journal.head", record.getHead())
                .setAttribute("cicd.pipeline.name", run.getParent().getFullName())
                .setAttribute("cicd.pipeline.run.id", run.getExternalizableId())
                .setAttribute("cicd.pipeline.task.name", record.getKey())
                .setAttribute("cicd.pipeline.task.run.id", record.getId())
                .setAttribute("cicd.pipeline.task.run.result", result(record.outcome()))
                .setAttribute("cicd.pipeline.task.type", "test");
        String place = record.getPlace();
        if (place != null) {
            builder.setAttribute("sluice.place", place);
        }
        String root = Jenkins.get().getRootUrl();
        if (root != null) {
            builder.setAttribute("cicd.pipeline.run.url.full", root + run.getUrl());
        }
        Span span = builder.startSpan();
        if (record.outcome() == Outcome.FAIL || record.outcome() == Outcome.INCONCLUSIVE) {
            span.setAttribute("error.type", lower(record.getOutcome()));
            span.setStatus(StatusCode.ERROR, record.getHeadline() + ": " + record.getWhy());
        }
        span.end(end);
    }

    private static String result(Outcome outcome) {
        return switch (outcome) {
            case PASS, WARN -> "success";
            case FAIL -> "failure";
            case INCONCLUSIVE -> "error";
        };
    }

    /** The OpenTelemetry plugin hands the context of a build's span to all that runs in it, as W3C Trace Context asks. */
    private static Context parent(Run<?, ?> run, TaskListener log) {
        try {
            return W3CTraceContextPropagator.getInstance()
                    .extract(Context.root(), run.getEnvironment(log), new Variables());
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "no environment, so no parent of the span of " + run);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Context.root();
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static final class Variables implements TextMapGetter<EnvVars> {
        @Override
        public Iterable<String> keys(EnvVars variables) {
            return variables.keySet();
        }

        @Override
        public @Nullable String get(@Nullable EnvVars variables, String key) {
            return variables == null ? null : variables.get(key.toUpperCase(Locale.ROOT));
        }
    }
}
