package dev.portolan.application.sync;

import dev.portolan.application.port.Connector;
import dev.portolan.application.port.ConnectorSession;
import dev.portolan.application.sync.FakeFaults.Kind;
import dev.portolan.application.sync.FakeProvider.Quirk;
import dev.portolan.domain.Account;
import dev.portolan.domain.Change;
import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.Content;
import dev.portolan.domain.KeyRange;
import dev.portolan.domain.Page;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import dev.portolan.domain.ResourceKey;
import dev.portolan.domain.Scope;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A session of the fake provider. */
final class FakeSession implements ConnectorSession {

    private final FakeProvider provider;
    private final Connector.Binding binding;

    FakeSession(FakeProvider provider, Connector.Binding binding) {
        this.provider = provider;
        this.binding = binding;
    }

    @Override
    public Account account() {
        begin(Kind.ACCOUNT, "");
        return new Account(FakeProvider.ID, "me", Optional.of("me@example.com"), "Me");
    }

    @Override
    public List<Scope> scopes(List<Scope> known) {
        begin(Kind.SCOPES, "");
        List<String> picked = binding.settings().texts("scopes");
        return provider.source().scopes().stream()
                .filter(scope -> picked.isEmpty() || picked.contains(scope))
                .map(scope -> new Scope(new Scope.Id(scope), "Scope " + scope, filter()))
                .toList();
    }

    private String filter() {
        return binding.settings().text("filter").orElse("");
    }

    private void begin(Kind kind, String subject) {
        provider.faults().begin(kind, subject);
    }

    @Override
    public Change.Page changes(Scope scope, Checkpoint since) {
        begin(Kind.CHANGES, scope.id().value());
        String position = since.value();
        Optional<List<Change.Page>> script = provider.script(scope.id().value());
        if (script.isPresent()) {
            return scripted(script.get(), since.isStart() ? 0 : Integer.parseInt(position));
        }
        return switch (provider.flavour()) {
            case ORDERED -> ordered(scope, since.isStart() ? Optional.empty() : Optional.of(position));
            case UNORDERED -> listed(scope, since.isStart() ? 0 : Long.parseLong(position), "", Checkpoint.START);
            case FEED ->
                since.isStart() || position.startsWith("L") ? firstListing(scope, position) : feed(scope, position);
        };
    }

    /** The script's pages say how they end, not where they stand. */
    private static Change.Page scripted(List<Change.Page> script, int number) {
        if (number >= script.size()) {
            return Change.Page.caughtUp(List.of(), new Checkpoint(Integer.toString(number)));
        }
        Change.Page page = script.get(number);
        return new Change.Page(
                page.changes(),
                new Checkpoint(Integer.toString(number + 1)),
                page.outcome(),
                page.covers(),
                page.total());
    }

    private Change.Page ordered(Scope scope, Optional<String> after) {
        Comparator<String> order = provider.has(Quirk.IGNORES_CASE)
                ? String.CASE_INSENSITIVE_ORDER
                : Comparator.comparing(ResourceKey::of);
        List<FakeSource.Item> rest = provider.source().in(scope.id().value(), this::selected).stream()
                .filter(item -> after.isEmpty() || order.compare(item.id(), after.get()) > 0)
                .sorted(Comparator.comparing(FakeSource.Item::id, order))
                .toList();
        boolean more = rest.size() > provider.pageSize() && !provider.has(Quirk.CUT_SHORT);
        List<FakeSource.Item> page = rest.subList(0, Math.min(rest.size(), provider.pageSize()));
        Optional<String> through = more ? Optional.of(page.getLast().id()) : Optional.empty();
        Change.Page listed = more
                ? Change.Page.more(
                        upserts(page), next(after.orElse(""), page.getLast().id()))
                : Change.Page.listed(upserts(page), Checkpoint.START);
        return listed.covering(new KeyRange(after, through));
    }

    private Change.Page listed(Scope scope, long after, String prefix, Checkpoint end) {
        List<FakeSource.Item> rest = provider.source().in(scope.id().value(), this::selected).stream()
                .filter(item -> item.serial() > after)
                .sorted(Comparator.comparing(FakeSource.Item::serial))
                .toList();
        boolean more = rest.size() > provider.pageSize() && !provider.has(Quirk.CUT_SHORT);
        List<FakeSource.Item> page = rest.subList(0, Math.min(rest.size(), provider.pageSize()));
        return more
                ? Change.Page.more(
                        upserts(page),
                        next(prefix + after, prefix + page.getLast().serial()))
                : Change.Page.listed(upserts(page), end);
    }

    private Checkpoint next(String here, String there) {
        return new Checkpoint(provider.has(Quirk.STANDS_STILL) ? here : there);
    }

    /** The feed's position is taken before the listing begins, and carried through it. */
    private Change.Page firstListing(Scope scope, String position) {
        String[] parts = position.isEmpty()
                ? new String[] {"L", Long.toString(provider.source().position()), "0"}
                : position.split(":", -1);
        return listed(scope, Long.parseLong(parts[2]), "L:" + parts[1] + ":", new Checkpoint("F:" + parts[1]));
    }

    private Change.Page feed(Scope scope, String position) {
        long from = Long.parseLong(position.substring(2));
        if (!provider.source().understands(from)) {
            throw new ProviderFailure.ResyncRequired("The position is too old");
        }
        List<FakeSource.Touched> rest = provider.source().since(scope.id().value(), from);
        List<FakeSource.Touched> page = rest.subList(0, Math.min(rest.size(), provider.pageSize()));
        List<Change> changes = page.stream()
                .map(touched -> provider.source()
                        .find(touched.id())
                        .filter(this::selected)
                        .<Change>map(this::upserted)
                        .orElseGet(() -> new Change.Deleted(touched.id())))
                .toList();
        Checkpoint next = page.isEmpty()
                ? new Checkpoint(position)
                : new Checkpoint("F:" + page.getLast().number());
        return rest.size() > page.size() ? Change.Page.more(changes, next) : Change.Page.caughtUp(changes, next);
    }

    private boolean selected(FakeSource.Item item) {
        return item.folder() || item.id().contains(filter());
    }

    private List<Change> upserts(List<FakeSource.Item> page) {
        return page.stream().<Change>map(this::upserted).toList();
    }

    private Change.Upserted upserted(FakeSource.Item item) {
        return provider.has(Quirk.INLINE) && !item.folder()
                ? new Change.Upserted(resource(item), Optional.of(Content.Inline.markdown(item.text())))
                : new Change.Upserted(resource(item));
    }

    private Resource resource(FakeSource.Item item) {
        Resource plain = item.folder()
                ? Resource.folder(item.id(), item.name())
                : Resource.document(item.id(), item.name(), "v" + item.version());
        Resource sized = item.folder() || provider.has(Quirk.UNSIZED)
                ? plain
                : plain.sized(item.text().getBytes(StandardCharsets.UTF_8).length);
        if (provider.flavour() == FakeProvider.Flavour.ORDERED) {
            return sized.at(item.id());
        }
        return item.parent().isEmpty() ? sized : sized.in(new Resource.Id(item.parent()));
    }

    @Override
    public Content fetch(Resource document) {
        begin(Kind.FETCH, document.id().value());
        byte[] text = find(document.id()).text().getBytes(StandardCharsets.UTF_8);
        InputStream stream = provider.has(Quirk.DROPS_CONTENT) ? broken(text) : new ByteArrayInputStream(text);
        return new Content.Stream(Optional.of("text/plain"), Optional.of((long) text.length), stream);
    }

    private static InputStream broken(byte[] text) {
        return new FilterInputStream(new ByteArrayInputStream(text, 0, text.length / 2)) {
            @Override
            public int read(byte[] buffer, int from, int length) throws IOException {
                int read = super.read(buffer, from, length);
                if (read < 0) {
                    throw new IOException("The connection broke");
                }
                return read;
            }

            @Override
            public void close() throws IOException {
                throw new IOException("The connection is broken");
            }
        };
    }

    @Override
    public Resource resource(Resource.Id id) {
        begin(Kind.RESOURCE, id.value());
        return resource(find(id));
    }

    private FakeSource.Item find(Resource.Id id) {
        return provider.source()
                .find(id.value())
                .orElseThrow(() -> new ProviderFailure.Missing("There is no " + id.value()));
    }

    @Override
    public Page<Resource> children(Resource.Id parent, Page.Cursor cursor, int size) {
        throw new ProviderFailure.Invalid("Not for browsing");
    }

    @Override
    public Page<Resource> search(String query, Page.Cursor cursor, int size) {
        throw new ProviderFailure.Invalid("Not for searching");
    }

    @Override
    public void close() {}
}
