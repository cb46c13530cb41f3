package dev.portolan.rest;

import dev.portolan.application.port.Connector;
import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.Account;
import dev.portolan.domain.AuthScheme;
import dev.portolan.domain.Capability;
import dev.portolan.domain.Change;
import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.Content;
import dev.portolan.domain.Field;
import dev.portolan.domain.Page;
import dev.portolan.domain.Provider;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import dev.portolan.domain.Scope;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A connector that calls itself s3 and knows nothing but whether the key is good. */
final class FakeBuckets implements Connector {

    /** With this secret key the provider says no, with that one it limits us. */
    static final String WRONG_KEY = "wrong-secret-key-0123456789";

    static final String BUSY_KEY = "busy-secret-key-0123456789";

    @Override
    public Provider provider() {
        return new Provider(
                new Provider.Id("s3"),
                "Amazon S3",
                "Objects of a bucket.",
                List.of("files"),
                List.of(new AuthScheme.Secrets(List.of(
                        Field.required("accessKeyId", Field.Type.TEXT, "Access key id", "Of an IAM user."),
                        Field.required("secretAccessKey", Field.Type.SECRET, "Secret access key", "Shown once.")))),
                List.of(
                        Field.required("bucket", Field.Type.TEXT, "Bucket", "Its name."),
                        Field.optional("region", Field.Type.TEXT, "Region", "Where it is.")
                                .withInitial("us-east-1"),
                        Field.optional("prefix", Field.Type.TEXT, "Prefix", "Only keys that begin so."),
                        Field.optional("endpoint", Field.Type.URL, "Endpoint", "Of another S3."),
                        Field.optional("port", Field.Type.PORT, "Port", "Of a proxy."),
                        Field.optional("pathStyle", Field.Type.FLAG, "Path style", "Bucket in the path."),
                        Field.optional("suffixes", Field.Type.TEXTS, "Suffixes", "Only keys that end so."),
                        Field.optional("storage", Field.Type.TEXT, "Storage", "Class of storage.")
                                .withChoices("standard", "cold")),
                Set.of(Capability.DELETIONS),
                Optional.empty());
    }

    @Override
    public ConnectorSession open(Binding binding) {
        return new Session(binding);
    }

    private record Session(Binding binding) implements ConnectorSession {
        @Override
        public Account account() {
            String key = binding.keys().secret("secretAccessKey").orElse("");
            if (key.equals(WRONG_KEY)) {
                throw new ProviderFailure.Unauthorized("The secret access key is wrong");
            }
            if (key.equals(BUSY_KEY)) {
                throw new ProviderFailure.Transient("S3 does not answer");
            }
            return new Account(new Provider.Id("s3"), "AKIA@bucket", Optional.empty(), "AKIA");
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
            throw new ProviderFailure.Invalid("S3 cannot be searched");
        }

        @Override
        public void close() {}
    }
}
