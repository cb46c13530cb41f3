package dev.portolan.bench;

import dev.portolan.program.Program;
import dev.portolan.program.Simulated;
import dev.portolan.providers.Simulator;
import dev.portolan.providers.dropbox.DropboxFixture;
import dev.portolan.providers.googledrive.GoogleDriveFixture;
import dev.portolan.providers.notion.NotionFixture;
import dev.portolan.providers.spec.Spec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the built server needs of memory for a first sync of so many items, and for one of a tenth of them, from each simulated
 * provider. The server is a process of its own, on its embedded database, with 256 MiB of heap; the simulators are here, and
 * answer at once.
 */
final class MemoryBench {

    private static final List<String> JVM = Program.asServed("-Xmx256m -Xlog:gc");
    private static final int A_FOLDER = 100;
    private static final int SECONDS = 3;

    /** The heap after a collection of all of it, in MiB. */
    private static final Pattern LIVE = Pattern.compile("Pause Full [^\\n]*?\\d+M->(\\d+)M\\(");

    private final int items;
    private final Figures figures = new Figures();

    MemoryBench(int items) {
        this.items = items;
    }

    void run() throws IOException, InterruptedException {
        Spec.ignore();
        both("dropbox", DropboxFixture::new);
        both("google_drive", GoogleDriveFixture::new);
        both("notion", NotionFixture::new);
    }

    private void both(String name, Supplier<Simulator> provider) throws IOException, InterruptedException {
        String few = name + "." + items / 10;
        String many = name + "." + items;
        measure(few, provider, items / 10);
        measure(many, provider, items);
        figures.ratio(name + ".heap", many + ".heap", few + ".heap");
        figures.ratio(name + ".resident", many + ".resident", few + ".resident");
    }

    private void measure(String name, Supplier<Simulator> provider, int count)
            throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("portolan-bench");
        try (Simulated source = Simulated.of(provider.get())) {
            source.simulator().forgetful();
            fill(source.simulator(), count);
            try (Program program = Program.start(directory, source.variables(), JVM)) {
                String connection = source.connect(program.client());
                double seconds = watched(program, connection);
                program.collectGarbage();
                figures.tell(name + ".first", count / seconds, "documents/s");
                figures.tell(name + ".heap", mostLive(program.log()), "MiB live at most");
                figures.tell(name + ".resident", (double) program.peakResident().orElse(0), "MiB resident at most");
            }
        }
    }

    /** About 1 kB of text each. */
    private static void fill(Simulator simulator, int count) {
        for (int i = 0; i < count; i++) {
            String text =
                    "Words of document %06d, and more of them. ".formatted(i).repeat(25);
            simulator.write(
                    "folder-%d/note-%06d.txt".formatted(i / A_FOLDER, i), text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** All garbage is collected every few seconds while it syncs: what is left then is needed. */
    private static double watched(Program program, String connection) throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        Thread collector = Thread.ofPlatform().start(() -> {
            try {
                while (!over.await(SECONDS, TimeUnit.SECONDS)) {
                    program.collectGarbage();
                }
            } catch (IOException | InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            return program.client().timedSync(connection);
        } finally {
            over.countDown();
            collector.join();
        }
    }

    private static double mostLive(String log) {
        double most = 0;
        for (Matcher live = LIVE.matcher(log); live.find(); ) {
            most = Math.max(most, Double.parseDouble(live.group(1)));
        }
        return most;
    }
}
