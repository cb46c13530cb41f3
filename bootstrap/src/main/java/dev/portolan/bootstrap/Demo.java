package dev.portolan.bootstrap;

import dev.portolan.bootstrap.cli.Api;
import dev.portolan.bootstrap.cli.CliFailure;
import dev.portolan.bootstrap.cli.Follow;
import dev.portolan.bootstrap.cli.Tour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;

/** {@code demo}: a server on the embedded database with this project's own documentation in it. */
@Command(
        name = "demo",
        description = "Starts a server, syncs this project's docs/ into it, and says what to try. Ctrl-C stops it.")
final class Demo implements Callable<Integer> {

    private static final String KEY_FILE = "demo-key";

    @Override
    public Integer call() throws StartFailure, InterruptedException, IOException {
        long begin = System.nanoTime();
        Path docs = docs();
        Map<String, String> variables = new HashMap<>(System.getenv());
        String roots = variables.getOrDefault("PORTOLAN_FOLDER_ROOTS", "");
        variables.put("PORTOLAN_FOLDER_ROOTS", roots.isBlank() ? docs.toString() : roots + "," + docs);
        Path data = Whereabouts.of(variables, Map.of()).data();
        boolean again = Files.exists(data.resolve(KEY_FILE));
        String key = key(variables, data);
        Server server = Server.start(variables, Map.of("portolan.admin.key", key));
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "stop"));
        System.out.printf(
                "Portolan ready at %s (%s, %.1f s)%n",
                server.address(), again ? "the data of the last demo is there" : "new data in " + data, seconds(begin));
        try (Api api = new Api(server.address(), key)) {
            Follow follow = Follow.onStandardOutput(api);
            new Tour(api, follow, System.out).take(server.address(), key, docs, again);
        } catch (CliFailure failure) {
            throw new StartFailure(failure.getMessage() == null ? "the demo failed" : failure.getMessage());
        }
        new CountDownLatch(1).await();
        return 0;
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    /** The launcher says where the source tree is. */
    private static Path docs() throws StartFailure {
        Path docs = Path.of(System.getProperty("portolan.home", ""), "docs")
                .toAbsolutePath()
                .normalize();
        if (!Files.isDirectory(docs)) {
            throw new StartFailure("the demo syncs the project's docs/, and there is none at " + docs);
        }
        return docs;
    }

    /** The demo keeps its key, readable by its owner only, so that a second run can show it again. */
    private static String key(Map<String, String> variables, Path data) throws IOException {
        String given = variables.getOrDefault("PORTOLAN_ADMIN_KEY", "");
        if (!given.isBlank()) {
            return given;
        }
        Path file = data.resolve(KEY_FILE);
        if (!Files.exists(file)) {
            Files.createDirectories(data);
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    file,
                    "ptl_demo_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random),
                    StandardOpenOption.TRUNCATE_EXISTING);
        }
        return Files.readString(file).strip();
    }
}
