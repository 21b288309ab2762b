package io.jenkins.plugins.sluice.cli;

import io.jenkins.plugins.sluice.evidence.reference.UnreadableReference;
import io.jenkins.plugins.sluice.policy.PolicyException;
import io.jenkins.plugins.sluice.report.Escape;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CancellationException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command {@code sluice}: parses, runs and turns what came of it into an exit status. */
@Command(
        name = "sluice",
        description = "Lets through as much change as is safe: judges test, scan and load reports against a policy.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = SluiceCommand.Version.class,
        footerHeading = "%nExit status:%n",
        footer = {
            "  0    the gate passes, or the command did what it was asked",
            "  1    the gate fails",
            "  2    the command line, the policy or a file that it names is wrong",
            "  3    the gate cannot tell: evidence is missing or broken",
            "  4    the gate warns",
            "  70   Sluice itself failed",
            "  130  interrupted",
            "",
            "Examples:",
            "  sluice demo                                  see it work",
            "  sluice evidence                              what is there to judge",
            "  sluice init                                  write a first sluice.yaml",
            "  sluice gate                                  judge by sluice.yaml",
            "  sluice gate --criteria 'tests.failed = 0'    judge without a policy"
        },
        subcommands = {
            GateCommand.class,
            EvidenceCommand.class,
            InitCommand.class,
            PolicyCommand.class,
            ReferenceCommand.class,
            JournalCommand.class,
            ReportCommand.class,
            DemoCommand.class,
            CompletionCommand.class
        })
public final class SluiceCommand implements Runnable {

    private final Console console;

    @CommandLine.Spec
    CommandLine.Model.CommandSpec spec;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Print the stack trace of an error.")
    boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    boolean version;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    SluiceCommand(Console console) {
        this.console = console;
    }

    /** Runs the command line and exits with its status. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        int status = ExitCode.INTERNAL.status();
        Interruption interruption = new Interruption();
        try {
            // The command ends by halt, which runs no hook: this one runs only when a signal came.
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                interruption.tell(err);
                                interruption.run();
                            },
                            "sluice-interrupted"));
            Map<String, String> environment = System.getenv();
            Console console = new Console(
                    new PrintWriter(out, false, StandardCharsets.UTF_8),
                    new PrintWriter(err, true, StandardCharsets.UTF_8),
                    environment,
                    Terminal.of(environment),
                    interruption);
            status = run(console, arguments);
            out.flush();
            if (out.checkError() && status == 0) {
                status = ExitCode.INTERNAL.status();
            }
        } catch (OutOfMemoryError e) {
            interruption.run();
            err.println(
                    "sluice: out of memory (" + e.getMessage() + "); give it more, such as SLUICE_JAVA_OPTS=-Xmx2g");
        } catch (
                Throwable e) { // Whatever it is must not end with the JVM's own status, which is that of a failed gate.
            interruption.run();
            err.println("sluice: internal error: " + oneLine(e.toString()) + "; please report it");
        }
        // Not exit: after an error nothing may hang in a hook.
        err.flush();
        Runtime.getRuntime().halt(status);
    }

    /** All commands, before anything is parsed. */
    static CommandLine line(Console console) {
        return new CommandLine(new SluiceCommand(console), new Commands(console));
    }

    /** Runs the command line. */
    static int run(Console console, String... arguments) {
        CommandLine line = line(console);
        line.setOut(console.out());
        line.setErr(console.err());
        line.setColorScheme(CommandLine.Help.defaultColorScheme(
                console.terminal().colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        line.setUsageHelpWidth(Math.max(80, Math.min(120, console.terminal().columns())));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((e, ignored) -> {
            CommandLine command = e.getCommandLine();
            console.err()
                    .println("sluice: "
                            + Escape.terminal(
                                    new Secrets(console.environment()).redact(oneLine(what(e)) + hint(e, command))));
            console.err().flush();
            return ExitCode.USAGE.status();
        });
        SluiceCommand top = line.getCommand();
        line.setExecutionExceptionHandler((e, command, parsed) -> top.explain(e));
        int status = line.execute(withHelpLast(arguments));
        console.out().flush();
        console.err().flush();
        return status;
    }

    /** {@code sluice help gate} means {@code sluice gate --help}. */
    private static String[] withHelpLast(String... arguments) {
        if (arguments.length == 0 || !arguments[0].equals("help")) {
            return arguments;
        }
        String[] moved = Arrays.copyOfRange(arguments, 1, arguments.length + 1);
        moved[arguments.length - 1] = "--help";
        return moved;
    }

    @Override
    public void run() {
        spec.commandLine().usage(console.out());
    }

    private int explain(Exception e) {
        if (debug) {
            e.printStackTrace(console.err());
        }
        ExitCode code = codeOf(e);
        Secrets secrets = new Secrets(console.environment());
        said(e, code)
                .lines()
                .map(secrets::redact)
                .forEach(line -> console.err().println("sluice: " + Escape.terminal(line)));
        return code.status();
    }

    /** One line; only a policy may be wrong in several places. */
    private static String said(Exception e, ExitCode code) {
        if (e instanceof PolicyException || e instanceof CommandProblem) {
            return String.valueOf(e.getMessage());
        }
        if (e instanceof IOException failure) {
            return oneLine(CommandProblem.said(failure));
        }
        return code == ExitCode.INTERNAL
                ? "internal error: " + oneLine(e.toString()) + "; run it again with --debug, and report it"
                : oneLine(String.valueOf(e.getMessage()));
    }

    private static ExitCode codeOf(Exception e) {
        if (e instanceof CancellationException) {
            return ExitCode.INTERRUPTED;
        }
        return e instanceof CommandProblem
                        || e instanceof PolicyException
                        || e instanceof UnreadableReference
                        || e instanceof NoSuchFileException
                ? ExitCode.USAGE
                : ExitCode.INTERNAL;
    }

    private static String what(CommandLine.ParameterException e) {
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && !unmatched.getUnmatched().isEmpty()) {
            String word = unmatched.getUnmatched().get(0);
            return unmatched.getCommandLine().getSubcommands().isEmpty()
                    ? "'" + word + "' is one argument too many"
                    : "there is no command '" + word + "'";
        }
        return String.valueOf(e.getMessage());
    }

    private static String hint(CommandLine.ParameterException e, CommandLine command) {
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched
                && !unmatched.getSuggestions().isEmpty()) {
            return "; did you mean '" + unmatched.getSuggestions().get(0) + "'?";
        }
        return "; see '" + command.getCommandSpec().qualifiedName() + " --help'";
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\R", " ");
    }

    /** The version that the build wrote into the jar's manifest. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = SluiceCommand.class.getPackage().getImplementationVersion();
            return new String[] {"sluice " + (version == null ? "(not packaged)" : version)};
        }
    }

    /** Makes the commands, which all write to the same console. */
    private record Commands(Console console) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            for (var constructor : type.getDeclaredConstructors()) {
                if (constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == Console.class) {
                    return type.cast(constructor.newInstance(console));
                }
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}
