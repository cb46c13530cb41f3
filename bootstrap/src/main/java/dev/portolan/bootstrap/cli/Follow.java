package dev.portolan.bootstrap.cli;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Follows a sync to its end: a bar that redraws itself on a terminal, else a plain line whenever the counts have changed. */
public final class Follow {

    private static final Duration PAUSE = Duration.ofMillis(300);
    private static final int WIDTH = 30;

    private final Api api;
    private final PrintStream out;
    private final boolean terminal;

    /** Shown on standard output, as a bar if that is a terminal. */
    public static Follow onStandardOutput(Api api) {
        return new Follow(
                api,
                System.out,
                Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .isPresent());
    }

    Follow(Api api, PrintStream out, boolean terminal) {
        this.api = api;
        this.out = out;
        this.terminal = terminal;
    }

    /** @return the run as it ended */
    public Api.Answer untilEnd(String run) throws InterruptedException {
        String shown = "";
        while (true) {
            Api.Answer sync = api.get("/portolan/v1/syncs/" + run);
            String line = line(sync);
            if (!line.equals(shown)) {
                show(line, shown.length());
                shown = line;
            }
            if (!sync.text("finishedAt").isEmpty()) {
                if (terminal) {
                    out.println();
                }
                return sync;
            }
            Thread.sleep(PAUSE);
        }
    }

    private void show(String line, int before) {
        if (terminal) {
            out.print("\r" + line + " ".repeat(Math.max(0, before - line.length())));
            out.flush();
        } else {
            out.println(line);
        }
    }

    private String line(Api.Answer sync) {
        Map<?, ?> progress = sync.body().get("progress") instanceof Map<?, ?> map ? map : Map.of();
        long indexed = count(progress, "indexed");
        long collected = count(progress, "collected");
        long total = Math.max(collected, count(progress, "total"));
        boolean ended = !sync.text("finishedAt").isEmpty();
        String until = sync.text("until");
        return "%s %s %d of %d documents%s%s%s"
                .formatted(
                        terminal
                                ? bar(ended ? Math.max(indexed, 1) : indexed, ended ? Math.max(indexed, 1) : total)
                                : "-",
                        sync.text("phase").replace('_', ' '),
                        indexed,
                        total,
                        part(progress, "deleted"),
                        part(progress, "failed"),
                        until.isEmpty() ? "" : ", goes on at " + until);
    }

    private static String part(Map<?, ?> progress, String name) {
        long count = count(progress, name);
        return count == 0 ? "" : String.format(Locale.ROOT, ", %d %s", count, name);
    }

    private static long count(Map<?, ?> progress, String name) {
        return progress.get(name) instanceof Number number ? number.longValue() : 0;
    }

    private static String bar(long done, long total) {
        int filled = total == 0 ? 0 : (int) Math.min(WIDTH, done * WIDTH / total);
        return "[" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "]";
    }
}
