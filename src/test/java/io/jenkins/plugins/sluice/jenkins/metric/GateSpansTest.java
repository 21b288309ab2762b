package io.jenkins.plugins.sluice.jenkins.metric;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.EnvVars;
import hudson.ExtensionList;
import hudson.model.EnvironmentContributor;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.sluice.jenkins.gate.GateListener;
import io.jenkins.plugins.sluice.jenkins.gate.GateRecord;
import io.jenkins.plugins.sluice.jenkins.gate.JudgedGate;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class GateSpansTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "b7ad6b7169203331";

    /** As the OpenTelemetry plugin tells each build of its span. */
    @TestExtension
    public static final class TraceOfTheBuild extends EnvironmentContributor {
        @Override
        @SuppressWarnings("rawtypes") // as Jenkins has it
        public void buildEnvironmentFor(Run run, EnvVars variables, TaskListener log) {
            variables.put("TRACEPARENT", "00-" + TRACE + "-" + PARENT + "-01");
        }
    }

    /** Keeps what was judged. */
    @TestExtension
    public static final class Judged extends GateListener {

        private final BlockingQueue<JudgedGate> gates = new LinkedBlockingQueue<>();

        @Override
        public void onJudged(JudgedGate gate) {
            gates.add(gate);
        }
    }

    /** Keeps what would be sent. */
    private static final class Sent implements SpanExporter {

        private final List<SpanData> spans = new ArrayList<>();

        @Override
        public CompletableResultCode export(Collection<SpanData> more) {
            spans.addAll(more);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    @Test
    void givenAGate_whenJudged_thenASpanOfItsTimeBelowTheBuilds(JenkinsRule j) throws Exception {
        WorkflowJob pipeline = j.createProject(WorkflowJob.class, "shop");
        pipeline.setDefinition(new CpsFlowDefinition(
                "node { qualityGate name: 'build', criteria: ['tests.failed = 0'], onInconclusive: 'note' }", true));
        j.buildAndAssertStatus(Result.SUCCESS, pipeline);
        JudgedGate judged =
                ExtensionList.lookup(GateListener.class).get(Judged.class).gates.poll(60, TimeUnit.SECONDS);
        GateRecord record = judged.record();
        Sent sent = new Sent();

        try (OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(sent))
                        .build())
                .build()) {
            new GateSpans(sdk).onJudged(judged);
        }

        assertThat(ExtensionList.lookup(GateListener.class).get(GateSpans.class))
                .isNotNull();
        assertThat(sent.spans).singleElement().satisfies(span -> {
            assertThat(span.getName()).isEqualTo("sluice.gate");
            assertThat(span.getTraceId()).isEqualTo(TRACE);
            assertThat(span.getParentSpanId()).isEqualTo(PARENT);
            assertThat(span.getEndEpochNanos()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(record.getAtMillis()));
            assertThat(span.getEndEpochNanos() - span.getStartEpochNanos())
                    .isEqualTo(TimeUnit.MILLISECONDS.toNanos(record.getDurationMillis()));
            assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
            assertThat(attribute(span, "sluice.gate")).isEqualTo("build");
            assertThat(attribute(span, "sluice.outcome")).isEqualTo("inconclusive");
            assertThat(attribute(span, "sluice.consequence")).isEqualTo("continued");
            assertThat(attribute(span, "cicd.pipeline.name")).isEqualTo("shop");
            assertThat(attribute(span, "cicd.pipeline.run.id")).isEqualTo("shop#1");
            assertThat(attribute(span, "cicd.pipeline.run.url.full")).isEqualTo(j.getURL() + "job/shop/1/");
            assertThat(attribute(span, "cicd.pipeline.task.name")).isEqualTo("build");
            assertThat(attribute(span, "cicd.pipeline.task.run.result")).isEqualTo("error");
            assertThat(attribute(span, "error.type")).isEqualTo("inconclusive");
        });
    }

    private static String attribute(SpanData span, String key) {
        return String.valueOf(span.getAttributes().get(AttributeKey.stringKey(key)));
    }
}
