package dev.portolan.bootstrap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerTest {
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path data;

    @Test
    void answers_when_it_has_started() throws Exception {
        try (Server server = start(Map.of())) {
            assertEquals("{\"status\":\"UP\"}", get(server, "/health").join().body());
        }
    }

    @Test
    void listens_where_the_variables_say() throws Exception {
        Map<String, String> variables =
                Map.of("PORTOLAN_HOST", "localhost", "PORTOLAN_PORT", "0", "PORTOLAN_DATA", "" + data);
        try (Server server = Server.start(variables, Map.of())) {
            assertEquals("localhost", server.address().getHost());
        }
    }

    @Test
    void names_a_taken_port() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            StartFailure failure =
                    assertThrows(StartFailure.class, () -> start(Map.of("portolan.port", taken.getLocalPort())));
            assertEquals(
                    "port " + taken.getLocalPort()
                            + " on 127.0.0.1 is taken: stop what listens there, or set PORTOLAN_PORT",
                    failure.getMessage());
        }
    }

    @Test
    void names_an_impossible_port() {
        StartFailure failure = assertThrows(StartFailure.class, () -> start(Map.of("portolan.port", "80800")));
        assertEquals("PORTOLAN_PORT is no port: 80800", failure.getMessage());
    }

    @Test
    void names_a_locked_database() throws IOException {
        Path file = Files.createFile(data.resolve("portolan.mv.db"));
        try (FileChannel held = FileChannel.open(file, StandardOpenOption.WRITE)) {
            held.lock();
            StartFailure failure = assertThrows(StartFailure.class, () -> start(Map.of()));
            assertEquals(
                    "the database in " + data + " is in use by another Portolan: stop that one, or set PORTOLAN_DATA",
                    failure.getMessage());
        }
    }

    @Test
    void names_a_variable_that_is_wrong() {
        names("PORTOLAN_OIDC_ISSUER must be an https URL, or http on loopback", "portolan.oidc.issuer", "not a url");
        names(
                "PORTOLAN_OIDC_AUDIENCE must be set beside PORTOLAN_OIDC_ISSUER: whom its tokens are for",
                "portolan.oidc.issuer",
                "https://login.example.com/realms/main");
        names(
                "PORTOLAN_TRUSTED_PROXIES must be addresses or blocks of them such as 10.0.0.0/8, comma-separated,"
                        + " and 'proxy' is neither",
                "portolan.trusted.proxies",
                "127.0.0.1, proxy");
        names(
                "PORTOLAN_NETWORK_ALLOW must be addresses or blocks of them such as 10.0.0.0/8, comma-separated,"
                        + " and '10.0.0.0/33' is neither",
                "portolan.network.allow",
                "10.0.0.0/33");
        names(
                "PORTOLAN_ADMIN_PASSWORD must have 8 characters or more, and no more than 72 bytes",
                "portolan.admin.password",
                "short");
    }

    private void names(String message, String property, String value) {
        assertEquals(
                message,
                assertThrows(StartFailure.class, () -> start(Map.of(property, value)))
                        .getMessage());
    }

    @Test
    void answers_what_it_has_begun_before_it_closes() throws Exception {
        CompletableFuture<HttpResponse<String>> begun;
        try (Server server = start(Map.of())) {
            begun = get(server, "/slow");
            Slow.ENTERED.await();
            Thread.ofVirtual().start(server::close);
            Slow.MAY_ANSWER.countDown();
        }
        assertEquals("done", begun.join().body());
    }

    private Server start(Map<String, Object> overrides) throws StartFailure {
        return Server.start(Map.of("PORTOLAN_PORT", "0", "PORTOLAN_DATA", data.toString()), overrides);
    }

    private CompletableFuture<HttpResponse<String>> get(Server server, String path) {
        return client.sendAsync(
                HttpRequest.newBuilder(server.address().resolve(path)).build(), BodyHandlers.ofString());
    }

    /** Answers late. */
    @Controller("/slow")
    @Secured(SecurityRule.IS_ANONYMOUS)
    static class Slow {
        static final CountDownLatch ENTERED = new CountDownLatch(1);
        static final CountDownLatch MAY_ANSWER = new CountDownLatch(1);

        @Get
        @ExecuteOn(TaskExecutors.BLOCKING)
        String answer() throws InterruptedException {
            ENTERED.countDown();
            MAY_ANSWER.await();
            return "done";
        }
    }
}
