package dev.portolan.bootstrap;

import dev.portolan.bootstrap.cli.CliFailure;
import dev.portolan.bootstrap.cli.RotateKeys;
import dev.portolan.bootstrap.cli.Sync;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The command line of Portolan; what the launcher adds ({@code test}) is not known here. */
@Command(
        name = "portolan",
        description = "Connects an organization's document sources and keeps a current copy of their documents.",
        subcommands = {Demo.class, Serve.class, Sync.class, RotateKeys.class, AdminKey.class, Train.class},
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Main.Version.class)
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments.length == 0 ? new String[] {"--help"} : arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler(Main::explain);
    }

    /** What we foresaw is one line; the rest is a defect and keeps its stack trace. */
    private static int explain(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        if (failure instanceof StartFailure || failure instanceof CliFailure) {
            command.getErr().println("portolan: " + failure.getMessage());
            return command.getCommandSpec().exitCodeOnExecutionException();
        }
        throw failure;
    }

    /** The version in the manifest of the jar that runs. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"Portolan " + (version == null ? "(unpackaged)" : version)};
        }
    }
}
