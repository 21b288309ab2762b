package io.jenkins.plugins.sluice.jenkins;

import hudson.model.Computer;
import hudson.model.Run;
import io.jenkins.plugins.sluice.jenkins.gate.GateListener;
import io.jenkins.plugins.sluice.jenkins.gate.JudgedGate;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import jenkins.model.Jenkins;
import jenkins.security.MasterToSlaveCallable;
import org.jspecify.annotations.Nullable;

/** Processes of agents that are held in the moment in which a gate begins to read. */
final class Agents {

    private Agents() {}

    /** The process of an agent. */
    static ProcessHandle process(String agent) throws Exception {
        Computer computer = Jenkins.get().getComputer(agent);
        return ProcessHandle.of(computer.getChannel().call(new Pid())).orElseThrow();
    }

    /** Stops a process, which keeps its connections. */
    static void hold(ProcessHandle process) {
        signal(process, "-STOP");
    }

    static void release(ProcessHandle process) {
        signal(process, "-CONT");
    }

    private static void signal(ProcessHandle process, String signal) {
        try {
            int exit = new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("kill " + signal + " gave " + exit);
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Pid extends MasterToSlaveCallable<Long, RuntimeException> {

        private static final long serialVersionUID = 1L;

        @Override
        public Long call() {
            return ProcessHandle.current().pid();
        }
    }

    /** Holds an agent as soon as a gate begins; made an extension by the test that wants it. */
    static final class Holding extends GateListener {

        private final AtomicReference<@Nullable ProcessHandle> next = new AtomicReference<>();

        void nextTime(ProcessHandle process) {
            next.set(process);
        }

        boolean held() {
            return next.get() == null;
        }

        @Override
        public void onBegun(Run<?, ?> run, String gate, @Nullable String place) {
            ProcessHandle process = next.getAndSet(null);
            if (process != null) {
                hold(process);
            }
        }

        @Override
        public void onJudged(JudgedGate gate) {}
    }
}
