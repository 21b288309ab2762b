package io.jenkins.plugins.sluice.jenkins.credential;

import hudson.Extension;
import hudson.console.LineTransformationOutputStream;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.Secret;
import hudson.util.StreamTaskListener;
import java.io.IOException;
import java.io.ObjectStreamException;
import java.io.OutputStream;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jenkinsci.plugins.workflow.flow.FlowExecutionOwner;
import org.jenkinsci.plugins.workflow.log.TaskListenerDecorator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the secrets that Sluice has used in a build out of the whole of its log. On the controller every line is compared
 * with what is known when it is written; what an agent writes, with what was known when its command began.
 */
public final class Masking extends TaskListenerDecorator {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient SecretsOf secrets;

    Masking(SecretsOf secrets) {
        this.secrets = secrets;
    }

    /** A log in which a build's secrets cannot be read. */
    public static TaskListener over(TaskListener log, Run<?, ?> run) {
        return new StreamTaskListener(
                new MaskedLines(log.getLogger(), SecretsOf.run(run)::forms), StandardCharsets.UTF_8);
    }

    @Override
    public OutputStream decorate(OutputStream log) {
        return new MaskedLines(log, secrets::forms);
    }

    /** To an agent goes what is known now. */
    @Serial
    private Object writeReplace() throws ObjectStreamException {
        return new Known(secrets.forms());
    }

    /** What an agent knows. */
    private static final class Known extends TaskListenerDecorator {

        @Serial
        private static final long serialVersionUID = 1L;

        private final ArrayList<Secret> forms = new ArrayList<>();

        Known(List<String> forms) {
            forms.forEach(form -> this.forms.add(Secret.fromString(form)));
        }

        @Override
        public OutputStream decorate(OutputStream log) {
            List<String> plain = forms.stream().map(Secret::getPlainText).toList();
            return new MaskedLines(log, () -> plain);
        }
    }

    /** Replaces secrets line by line; the logs of Pipelines are in UTF-8. */
    private static final class MaskedLines extends LineTransformationOutputStream.Delegating {

        private final Supplier<List<String>> forms;

        MaskedLines(OutputStream out, Supplier<List<String>> forms) {
            super(out);
            this.forms = forms;
        }

        @Override
        protected void eol(byte[] bytes, int length) throws IOException {
            List<String> known = forms.get();
            if (known.isEmpty()) {
                out.write(bytes, 0, length);
            } else {
                out.write(SecretsOf.redact(new String(bytes, 0, length, StandardCharsets.UTF_8), known)
                        .getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** Masks the log of every Pipeline. */
    @Extension
    public static final class Everywhere implements TaskListenerDecorator.Factory {

        @Override
        public @Nullable TaskListenerDecorator of(FlowExecutionOwner owner) {
            try {
                return owner.getExecutable() instanceof Run<?, ?> run ? new Masking(SecretsOf.run(run)) : null;
            } catch (IOException e) {
                return null; // a build that cannot be loaded writes no log
            }
        }
    }
}
