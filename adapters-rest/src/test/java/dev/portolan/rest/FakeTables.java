package dev.portolan.rest;

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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A connector that calls itself postgresql and knows nothing but what its password makes it fail with. */
public final class FakeTables implements Connector {

    @Override
    public Provider provider() {
        return new Provider(
                new Provider.Id("postgresql"),
                "PostgreSQL",
                "Connect to PostgreSQL databases",
                List.of("database"),
                List.of(new AuthScheme.Secrets(List.of(
                        Field.required("username", Field.Type.TEXT, "User", "Who may read."),
                        Field.required("password", Field.Type.SECRET, "Password", "Theirs.")))),
                List.of(
                        Field.required("host", Field.Type.HOST, "Host", "Where it is."),
                        Field.required("port", Field.Type.PORT, "Port", "Usually 5432."),
                        Field.required("database", Field.Type.TEXT, "Database", "Its name."),
                        Field.optional("tables", Field.Type.TEXTS, "Tables", "Only these."),
                        Field.optional("sslMode", Field.Type.TEXT, "Encryption", "How careful to be.")
                                .withInitial("verify")
                                .withChoices("verify", "off")),
                Set.of(),
                Optional.empty());
    }

    @Override
    public ConnectorSession open(Binding binding) {
        return new Session(binding.keys().secret("password").orElse(""));
    }

    private record Session(String password) implements ConnectorSession {
        @Override
        public Account account() {
            switch (password) {
                case "wrong" -> throw new ProviderFailure.Unauthorized("The password is wrong");
                case "down" -> throw new ProviderFailure.Transient("The server does not answer");
                case "busy" -> throw new ProviderFailure.RateLimited("Too many clients", Duration.ofMinutes(1));
                case "denied" -> throw new ProviderFailure.Denied("This user may not read anything");
                case "empty" -> throw new ProviderFailure.Missing("There is no such database");
                default -> {
                    return new Account(new Provider.Id("postgresql"), "readonly@db", Optional.empty(), "readonly");
                }
            }
        }

        @Override
        public List<Scope> scopes(List<Scope> known) {
            return List.of();
        }

        @Override
        public Change.Page changes(Scope scope, Checkpoint since) {
            return Change.Page.listed(List.of(), Checkpoint.START);
        }

        @Override
        public Content fetch(Resource document) {
            throw new ProviderFailure.Missing("There is nothing");
        }

        @Override
        public Resource resource(Resource.Id id) {
            throw new ProviderFailure.Missing("There is nothing");
        }

        @Override
        public Page<Resource> children(Resource.Id parent, Page.Cursor cursor, int size) {
            return Page.last(List.of());
        }

        @Override
        public Page<Resource> search(String query, Page.Cursor cursor, int size) {
            throw new ProviderFailure.Invalid("A database cannot be searched");
        }

        @Override
        public void close() {}
    }
}
