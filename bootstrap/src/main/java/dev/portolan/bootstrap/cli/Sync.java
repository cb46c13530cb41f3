package dev.portolan.bootstrap.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sync CONNECTION}: starts a sync on a running server and follows it to its end. */
@Command(
        name = "sync",
        description = "Starts a sync on a running server and follows it. Ctrl-C stops the following, not the sync.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:The sync completed.",
            "1:It failed or was cancelled, or the server could not be asked.",
            "2:The command line is wrong.",
            "3:It completed with errors."
        })
public final class Sync implements Callable<Integer> {

    private static final int WITH_ERRORS = 3;

    @Parameters(paramLabel = "CONNECTION", description = "A connection's id or name.")
    private String connection = "";

    @Mixin
    private Target target = new Target();

    @Option(
            names = "--mode",
            description =
                    "catch_up, complete (list everything) or rebuild (fetch everything anew); default ${DEFAULT-VALUE}.")
    private String mode = "catch_up";

    @Override
    public Integer call() throws InterruptedException {
        try (Api api = target.api()) {
            String id = find(api);
            Api.Answer answer = api.tryPost("/portolan/v1/connections/" + id + "/syncs", Map.of("mode", mode));
            String run = answer.isConflict() && !answer.text("syncId").isEmpty()
                    ? attached(answer.text("syncId"))
                    : Api.checked(answer).text("id");
            Api.Answer ended = Follow.onStandardOutput(api).untilEnd(run);
            return exitCode(ended);
        }
    }

    private static String attached(String run) {
        System.out.println("A sync of this connection is under way already; following it");
        return run;
    }

    static int exitCode(Api.Answer ended) {
        return switch (ended.text("state")) {
            case "completed" -> 0;
            case "completed_with_errors" -> {
                System.err.println("portolan: " + reason(ended));
                yield WITH_ERRORS;
            }
            default -> {
                System.err.println("portolan: " + reason(ended));
                yield 1;
            }
        };
    }

    static String reason(Api.Answer ended) {
        return ended.body().get("reason") instanceof Map<?, ?> problem && problem.get("message") != null
                ? String.valueOf(problem.get("message"))
                : "the sync ended as " + ended.text("state").replace('_', ' ');
    }

    /** An id is taken at its word; a name must be the only one. */
    private String find(Api api) {
        if (connection.matches("(?i)([a-z]{1,8}_)?[0-9a-f-]{32,36}")) {
            return connection;
        }
        List<Map<String, Object>> named = api.get("/portolan/v1/connections?limit=1000").list("data").stream()
                .filter(one -> connection.equals(one.get("name")))
                .toList();
        return switch (named.size()) {
            case 1 -> String.valueOf(named.getFirst().get("id"));
            case 0 -> throw new CliFailure("there is no connection '" + connection + "'");
            default ->
                throw new CliFailure(
                        named.size() + " connections are called '" + connection + "'; say which by its id");
        };
    }
}
