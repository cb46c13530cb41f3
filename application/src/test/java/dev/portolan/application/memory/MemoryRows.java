package dev.portolan.application.memory;

import dev.portolan.application.port.DeletionStore.TreeWork;
import dev.portolan.application.port.DocumentStore.Known;
import dev.portolan.domain.AccessGrant;
import dev.portolan.domain.ApiKey;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Credential;
import dev.portolan.domain.Document;
import dev.portolan.domain.OAuthApp;
import dev.portolan.domain.OAuthGrant;
import dev.portolan.domain.Organization;
import dev.portolan.domain.Provider;
import dev.portolan.domain.Resource;
import dev.portolan.domain.ResourceKey;
import dev.portolan.domain.Scope;
import dev.portolan.domain.ScopeRun;
import dev.portolan.domain.SyncRun;
import dev.portolan.domain.User;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;

/** The rows and composite keys of the in-memory tables. */
final class MemoryRows {

    private MemoryRows() {}

    record Key(ApiKey key, String hash) {}

    /** Of ids, in the order of databases. */
    record Pair(UUID left, UUID right) {
        static final Comparator<Pair> ORDER = Comparator.comparing(Pair::left, MemoryDatabase.UNSIGNED)
                .thenComparing(Pair::right, MemoryDatabase.UNSIGNED);
    }

    record Member(UUID group, UUID user, boolean claimed) {
        Pair key() {
            return new Pair(group, user);
        }
    }

    record Token(User.Id user, Instant expiresAt) {}

    record RoleRow(Organization.Id organization, UUID subject, AccessGrant grant) {
        Pair key() {
            return new Pair(grant.connection().value(), subject);
        }
    }

    record CollectionRow(Collection collection, long sequence, long floor) {}

    record ConnectionRow(Connection connection, Optional<SyncRun.Id> openRun, Optional<Instant> due) {}

    record Kept(Organization.Id organization, Credential credential) {}

    /** What a user calls a run. */
    record NameKey(UUID user, String name) {
        static final Comparator<NameKey> ORDER =
                Comparator.comparing(NameKey::user, MemoryDatabase.UNSIGNED).thenComparing(NameKey::name);
    }

    record RunName(Organization.Id organization, SyncRun.Id run) {}

    record Choice(Organization.Id organization, OAuthApp.Id app) {}

    record Alias(Organization.Id organization, Connection.Id connection) {}

    record Redirect(Organization.Id organization, String url) {}

    /** @param unanswered the version of which an exchange was begun and nobody knows how it ended; 0: none */
    record GrantRow(OAuthGrant grant, Optional<String> holder, long number, Optional<Instant> until, long unanswered) {

        GrantRow with(OAuthGrant changed) {
            return new GrantRow(changed, holder, number, until, unanswered);
        }

        boolean heldAt(Instant now) {
            return until.filter(end -> end.isAfter(now)).isPresent();
        }
    }

    record ScopeRunKey(UUID run, String scope) {
        static final Comparator<ScopeRunKey> ORDER =
                Comparator.comparing(ScopeRunKey::run, MemoryDatabase.UNSIGNED).thenComparing(ScopeRunKey::scope);

        static ScopeRunKey of(SyncRun.Id run, Scope.Id scope) {
            return new ScopeRunKey(run.value(), scope.value());
        }
    }

    record ScopeRunRow(ScopeRun scope, long insertion) {}

    record ScopeKey(UUID connection, String scope) {
        static final Comparator<ScopeKey> ORDER = Comparator.comparing(ScopeKey::connection, MemoryDatabase.UNSIGNED)
                .thenComparing(ScopeKey::scope);

        static ScopeKey of(Connection.Id connection, Scope.Id scope) {
            return new ScopeKey(connection.value(), scope.value());
        }
    }

    record SeenKey(ScopeKey scope, long listing, ResourceKey key) {
        static final Comparator<SeenKey> ORDER = Comparator.comparing(SeenKey::scope, ScopeKey.ORDER)
                .thenComparing(SeenKey::listing)
                .thenComparing(SeenKey::key);
    }

    record TreeKey(ScopeKey scope, String folder, TreeWork.Kind kind) {
        static final Comparator<TreeKey> ORDER = Comparator.comparing(TreeKey::scope, ScopeKey.ORDER)
                .thenComparing(TreeKey::folder)
                .thenComparing(TreeKey::kind);
    }

    record TreeRow(TreeWork work, ScopeKey scope, long insertion) {}

    record IssueKey(UUID connection, String resource) {
        static final Comparator<IssueKey> ORDER = Comparator.comparing(IssueKey::connection, MemoryDatabase.UNSIGNED)
                .thenComparing(IssueKey::resource);
    }

    record DocumentKey(UUID connection, ResourceKey key) {
        static final Comparator<DocumentKey> ORDER = Comparator.comparing(
                        DocumentKey::connection, MemoryDatabase.UNSIGNED)
                .thenComparing(DocumentKey::key);
    }

    /** @param sequence of the feed; a folder has one only where its id was once a document's */
    record DocumentRow(
            Document.Id id,
            Organization.Id organization,
            Collection.Id collection,
            Connection.Id connection,
            Provider.Id provider,
            Scope.Id scope,
            Resource resource,
            String path,
            long listing,
            Optional<Long> textLength,
            Instant indexedAt,
            Optional<Instant> deletedAt,
            Optional<Long> sequence) {

        ResourceKey key() {
            return ResourceKey.of(resource.id());
        }

        DocumentKey tableKey() {
            return new DocumentKey(connection.value(), key());
        }

        boolean live() {
            return deletedAt.isEmpty();
        }

        boolean liveDocument() {
            return live() && !resource.isFolder();
        }

        DocumentRow moved(String newPath, Instant at, Optional<Long> number) {
            return new DocumentRow(
                    id,
                    organization,
                    collection,
                    connection,
                    provider,
                    scope,
                    resource,
                    newPath,
                    listing,
                    textLength,
                    at,
                    deletedAt,
                    number);
        }

        DocumentRow deleted(Instant at, long number) {
            return new DocumentRow(
                    id,
                    organization,
                    collection,
                    connection,
                    provider,
                    scope,
                    resource,
                    path,
                    listing,
                    Optional.empty(),
                    indexedAt,
                    Optional.of(at),
                    Optional.of(number));
        }

        Known known() {
            return new Known(
                    id,
                    scope,
                    key(),
                    resource.id(),
                    resource.kind(),
                    resource.name(),
                    path,
                    resource.parent(),
                    resource.version(),
                    listing,
                    !live());
        }

        Document document() {
            return new Document(
                    id,
                    organization,
                    collection,
                    connection,
                    provider,
                    scope,
                    resource.id(),
                    resource.name(),
                    path,
                    resource.mediaType(),
                    resource.size(),
                    resource.version(),
                    resource.url(),
                    resource.modifiedAt(),
                    textLength,
                    indexedAt);
        }
    }
}
