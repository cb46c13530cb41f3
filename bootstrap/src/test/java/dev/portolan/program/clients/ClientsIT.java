package dev.portolan.program.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.portolan.program.Client;
import dev.portolan.program.Program;
import dev.portolan.providers.oauth.RotatingProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A client library for each dialect, made of its OpenAPI document by a generator, against the built program. It knows a base URL
 * and a key; it reads every answer as the document has it, and nothing else.
 */
@Timeout(180)
final class ClientsIT {

    private static final Path DOCUMENTS = Path.of("..", "adapters-rest", "target", "classes", "META-INF", "swagger");

    @TempDir
    private static Path directory;

    private static RotatingProvider provider;
    private static Program program;
    private static Path papers;

    @BeforeAll
    static void start() throws IOException {
        papers = Files.createDirectories(directory.resolve("papers").resolve("blue"));
        Files.writeString(papers.resolve("ocean.txt"), "Blue.");
        Files.writeString(papers.resolve("sky.md"), "# Blue, too");
        papers = papers.getParent().toRealPath();
        provider = new RotatingProvider();
        Map<String, String> variables = new HashMap<>(provider.variables());
        variables.put("PORTOLAN_FOLDER_ROOTS", papers.toString());
        program = Program.start(directory.resolve("data"), variables);
    }

    @AfterAll
    static void stop() {
        program.close();
        provider.close();
    }

    private static Door door() {
        return new Door(program.address(), Program.KEY, papers.toString());
    }

    /** What the clients were made of is what is served. */
    @Test
    void the_documents_are_served() throws IOException {
        for (String dialect : List.of("ballast", "informer", "sourcesync", "stackai", "zensearch")) {
            assertEquals(
                    Files.readString(DOCUMENTS.resolve(dialect + ".yml")),
                    program.client().get("/openapi/" + dialect + ".yml").text());
        }
    }

    @Test
    void one_of_ballast_works() throws Exception {
        new BallastLife(door()).run();
    }

    @Test
    void one_of_zensearch_works() throws Exception {
        provider.signIn("edsger");
        new ZenSearchLife(door()).run();
    }

    @Test
    void one_of_stackai_works() throws Exception {
        provider.signIn("konrad");
        new StackAiLife(door()).run();
    }

    @Test
    void one_of_sourcesync_works() throws Exception {
        provider.signIn("alonzo");
        new SourceSyncLife(door()).run();
    }

    /** The document has no call that makes a connection. */
    @Test
    void one_of_informer_works() throws Exception {
        provider.signIn("barbara");
        Client ours = program.client();
        String app = ours.get("apps").list("data").getFirst().get("id").toString();
        ours.post("collections", "{\"name\": \"Library\"}");
        String connection = ours.post("connections", "{\"provider\": \"box\", \"collection\": \"library\"}")
                .string("id");
        new InformerLife(
                        door(),
                        app,
                        () -> door().consent(ours.post("connections/" + connection + "/authorize", "{}")
                                .string("authorizationUrl")))
                .run();
    }
}
