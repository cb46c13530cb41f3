package dev.portolan.application;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A provider of a tree that tests plant: it can be browsed, searched and synced, and fails when told to. */
public final class FakeTree implements Connector {

    private final Provider provider;
    private final Map<Resource.Id, Resource> resources = new LinkedHashMap<>();
    private final Map<Resource.Id, Resource.Id> parents = new LinkedHashMap<>();
    private final AtomicInteger looks = new AtomicInteger();
    private volatile Optional<Supplier<? extends RuntimeException>> failure = Optional.empty();
    private volatile boolean silent;

    public FakeTree(Provider provider) {
        this.provider = provider;
    }

    /** One that goes by this name and takes a password. */
    public static FakeTree of(String id, Capability... capabilities) {
        return new FakeTree(new Provider(
                new Provider.Id(id),
                "Tree " + id,
                "Planted by tests",
                List.of("tests"),
                List.of(new AuthScheme.Secrets(
                        List.of(Field.optional("password", Field.Type.SECRET, "Password", "Any text")))),
                List.of(Field.optional("host", Field.Type.TEXT, "Host", "Any text")),
                Set.of(capabilities),
                Optional.empty()));
    }

    /** Below its parent, or a root where that is empty. */
    public synchronized FakeTree plant(String parent, Resource resource) {
        resources.put(resource.id(), resource);
        parents.put(resource.id(), new Resource.Id(parent));
        return this;
    }

    public FakeTree folder(String parent, String id, String name) {
        return plant(parent, below(parent, Resource.folder(id, name)));
    }

    public FakeTree document(String parent, String id, String name) {
        return plant(parent, below(parent, Resource.document(id, name, "v1")));
    }

    private static Resource below(String parent, Resource resource) {
        return parent.isEmpty() ? resource : resource.in(new Resource.Id(parent));
    }

    /** From now on whatever is asked fails so. */
    public void failing(Supplier<ProviderFailure> how) {
        failure = Optional.of(how);
    }

    /** From now on it throws what no connector may. */
    public void breaking(RuntimeException defect) {
        failure = Optional.of(() -> defect);
    }

    public void recovered() {
        failure = Optional.empty();
    }

    /** From now on it answers nothing, until who asks is interrupted. */
    public void silent() {
        silent = true;
    }

    /** How many resources were asked for by their ids. */
    public int looks() {
        return looks.get();
    }

    @Override
    public Provider provider() {
        return provider;
    }

    @Override
    public ConnectorSession open(Binding binding) {
        return new Session();
    }

    private void begin() {
        failure.ifPresent(how -> {
            throw how.get();
        });
        if (silent) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new ProviderFailure.Transient("Interrupted");
            }
        }
    }

    private synchronized List<Resource> in(Resource.Id parent) {
        return resources.values().stream()
                .filter(resource -> parent.equals(parents.get(resource.id())))
                .toList();
    }

    private synchronized List<Resource> named(String part) {
        return resources.values().stream()
                .filter(resource -> resource.name().toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT)))
                .toList();
    }

    private synchronized Resource find(Resource.Id id) {
        return Optional.ofNullable(resources.get(id))
                .orElseThrow(() -> new ProviderFailure.Missing("There is no " + id.value()));
    }

    private static Page<Resource> page(List<Resource> all, Page.Cursor cursor, int size) {
        int from = cursor.isStart() ? 0 : position(cursor);
        int to = Math.min(all.size(), from + size);
        return new Page<>(
                all.subList(from, to), to < all.size() ? Optional.of(new Page.Cursor("at:" + to)) : Optional.empty());
    }

    private static int position(Page.Cursor cursor) {
        try {
            return Integer.parseInt(cursor.value().substring("at:".length()));
        } catch (RuntimeException broken) {
            throw new ProviderFailure.Invalid("The cursor makes no sense");
        }
    }

    private final class Session implements ConnectorSession {

        @Override
        public Account account() {
            begin();
            return new Account(provider.id(), "ada", Optional.of("ada@example.com"), "Ada");
        }

        @Override
        public List<Scope> scopes(List<Scope> known) {
            begin();
            return List.of(new Scope("all", "All"));
        }

        @Override
        public Change.Page changes(Scope scope, Checkpoint since) {
            begin();
            List<Change> all;
            synchronized (FakeTree.this) {
                all = resources.values().stream()
                        .<Change>map(resource -> resource.isFolder()
                                ? new Change.Upserted(resource)
                                : new Change.Upserted(resource, Optional.of(Content.Inline.markdown(resource.name()))))
                        .toList();
            }
            return Change.Page.listed(all, Checkpoint.START);
        }

        @Override
        public Content fetch(Resource document) {
            begin();
            return Content.Inline.markdown(find(document.id()).name());
        }

        @Override
        public Resource resource(Resource.Id id) {
            looks.incrementAndGet();
            begin();
            return find(id);
        }

        @Override
        public Page<Resource> children(Resource.Id parent, Page.Cursor cursor, int size) {
            begin();
            if (!provider.can(Capability.HIERARCHY)) {
                throw new ProviderFailure.Invalid("There is no tree");
            }
            if (!parent.equals(ROOT) && !find(parent).isFolder()) {
                return Page.last(List.of());
            }
            return page(in(parent), cursor, size);
        }

        @Override
        public Page<Resource> search(String query, Page.Cursor cursor, int size) {
            begin();
            if (!provider.can(Capability.SEARCH)) {
                throw new ProviderFailure.Invalid("There is no search");
            }
            return page(named(query), cursor, size);
        }

        @Override
        public void close() {}
    }
}
