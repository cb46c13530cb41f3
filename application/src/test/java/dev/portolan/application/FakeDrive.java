package dev.portolan.application;

import dev.portolan.application.oauth.FakeOAuth;
import dev.portolan.application.port.Connector;
import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Account;
import dev.portolan.domain.AuthScheme;
import dev.portolan.domain.Change;
import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.Content;
import dev.portolan.domain.Field;
import dev.portolan.domain.Page;
import dev.portolan.domain.Provider;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import dev.portolan.domain.Scope;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A provider that knows who somebody is, and nothing else. */
public final class FakeDrive implements Connector {

    public static final Provider.Id ID = new Provider.Id("fake_drive");

    private final FakeOAuth oauth;
    private final Provider.Id id;
    private final String name;
    private final Queue<ProviderFailure> failures = new ConcurrentLinkedQueue<>();

    public FakeDrive(FakeOAuth oauth) {
        this(oauth, ID, "Fake Drive");
    }

    /** The same under another name. */
    public FakeDrive(FakeOAuth oauth, Provider.Id id, String name) {
        this.oauth = oauth;
        this.id = id;
        this.name = name;
    }

    /** The next question for the account is answered so. */
    public void next(ProviderFailure failure) {
        failures.add(failure);
    }

    @Override
    public Provider provider() {
        return new Provider(
                id,
                name,
                "Files",
                List.of(),
                List.of(new AuthScheme.OAuth2(
                        URI.create("https://fake.example/authorize"),
                        URI.create("https://fake.example/token"),
                        Optional.empty(),
                        List.of("files.read", "offline_access"),
                        "scope",
                        " ",
                        AuthScheme.ClientAuthentication.BODY,
                        AuthScheme.BodyFormat.FORM,
                        true,
                        Map.of(),
                        Map.of(),
                        List.of())),
                List.of(Field.optional("folder", Field.Type.TEXT, "Folder", "Only this folder")),
                Set.of(),
                Optional.empty());
    }

    @Override
    public ConnectorSession open(Binding binding) {
        return new Session(binding.keys());
    }

    private final class Session implements ConnectorSession {

        private final Keys keys;

        Session(Keys keys) {
            this.keys = keys;
        }

        @Override
        public Account account() {
            ProviderFailure failure = failures.poll();
            if (failure != null) {
                throw failure;
            }
            String owner = oauth.ownerOf(keys.accessToken())
                    .orElseThrow(() -> new ProviderFailure.Unauthorized("The token is unknown"));
            return new Account(id, owner, Optional.of(owner + "@example.com"), owner);
        }

        @Override
        public List<Scope> scopes(List<Scope> known) {
            throw later();
        }

        @Override
        public Change.Page changes(Scope scope, Checkpoint since) {
            throw later();
        }

        @Override
        public Content fetch(Resource document) {
            throw later();
        }

        @Override
        public Resource resource(Resource.Id id) {
            throw later();
        }

        @Override
        public Page<Resource> children(Resource.Id parent, Page.Cursor cursor, int size) {
            throw later();
        }

        @Override
        public Page<Resource> search(String query, Page.Cursor cursor, int size) {
            throw later();
        }

        private static ProviderFailure later() {
            return new ProviderFailure.Invalid("Fake Drive has no files");
        }

        @Override
        public void close() {}
    }
}
