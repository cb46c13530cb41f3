package dev.portolan.rest.informer;

import dev.portolan.application.FakeDrive;
import dev.portolan.domain.Credential;
import dev.portolan.rest.Call;
import dev.portolan.rest.Call.Answer;
import dev.portolan.rest.FakeWorker;
import dev.portolan.rest.TestServer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A library "engineering" on a test server, and what its users do with it. */
final class Library implements AutoCloseable {

    static final String PATH = "/api/libraries/engineering";

    final TestServer server;
    final FakeWorker worker;
    final String id;

    Library(Map<String, Object> properties) {
        server = new TestServer(properties);
        worker = new FakeWorker(server);
        Answer made = server.post("/portolan/v1/collections", "{\"name\": \"Engineering\"}")
                .send();
        made.json(201);
        id = made.at("id");
    }

    /** The operator's. */
    String integration() {
        Answer apps = server.get("/portolan/v1/apps").send();
        return apps.at("data.0.id");
    }

    void choose(String integration) {
        server.call("PUT", PATH + "/integration")
                .json("{\"integrationId\": \"" + integration + "\"}")
                .send()
                .json(200);
    }

    /** Somebody makes a connection in the library and consents. @return its id */
    String connect(String account) {
        String connection = server.connection(
                "{\"provider\": \"%s\", \"collection\": \"engineering\"}".formatted(FakeDrive.ID.value()));
        consent(connection, server.oauth.consentOf(account));
        return connection;
    }

    private void consent(String connection, String code) {
        String url = server.post("/portolan/v1/connections/" + connection + "/authorize", "{}")
                .send()
                .at("authorizationUrl");
        String state = List.of(URI.create(url).getRawQuery().split("&", -1)).stream()
                .filter(pair -> pair.startsWith("state="))
                .findFirst()
                .orElseThrow();
        int status = server.call(
                        "GET", "/oauth/callback?" + state + "&code=" + URLEncoder.encode(code, StandardCharsets.UTF_8))
                .send()
                .status();
        if (status != 200) {
            throw new AssertionError("The consent ended with " + status);
        }
    }

    /** The same where the provider says when the refresh token dies. */
    String connectForAMonth(String account) {
        String code = server.oauth.consentOf(account);
        Credential.Tokens tokens = server.oauth.issue(1);
        server.oauth.accept(
                code,
                new Credential.Tokens(
                        code.substring("code-".length()),
                        tokens.refreshToken(),
                        tokens.expiresAt(),
                        tokens.expiresAt(),
                        tokens.scopes(),
                        Map.of(),
                        1));
        String connection = server.connection(
                "{\"provider\": \"%s\", \"collection\": \"engineering\"}".formatted(FakeDrive.ID.value()));
        consent(connection, code);
        return connection;
    }

    Call sync(String body) {
        return server.post(PATH + "/_sync", body);
    }

    /** The id of the newest sync of a connection. */
    Optional<String> newest(String connection) {
        Answer syncs =
                server.get("/portolan/v1/connections/" + connection + "/syncs").send();
        return syncs.text().contains("\"data\":[]") ? Optional.empty() : Optional.of(syncs.at("data.0.id"));
    }

    String mode(String sync) {
        return server.get("/portolan/v1/syncs/" + sync).send().at("mode");
    }

    @Override
    public void close() {
        server.close();
    }
}
