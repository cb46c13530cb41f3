package dev.portolan.application.sync;

import dev.portolan.application.port.Connector;
import dev.portolan.application.port.ConnectorSession;
import dev.portolan.domain.AuthScheme;
import dev.portolan.domain.Capability;
import dev.portolan.domain.Change;
import dev.portolan.domain.Field;
import dev.portolan.domain.Provider;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A provider that exists only here, in three flavours. Its settings: {@code scopes} picks some of the source's scopes,
 * {@code filter} keeps only documents whose id contains it.
 */
public final class FakeProvider implements Connector {

    public enum Flavour {
        /** Listed in byte order of paths, page by page with the range that each covers. */
        ORDERED,
        /** Listed in order of creation, always from the start. */
        UNORDERED,
        /** Listed once, then a feed that names each item at its last change. */
        FEED
    }

    /** What is wrong with a listing. */
    public enum Quirk {
        /** The keys of an ordered listing come in another order than that of their bytes. */
        IGNORES_CASE,
        /** The listing says that it is complete after its first page. */
        CUT_SHORT,
        /** A page says that more is to come, and where: here again. */
        STANDS_STILL,
        /** Content breaks off in the middle of the stream. */
        DROPS_CONTENT,
        /** Content comes with the listing. */
        INLINE,
        /** Sizes are not told. */
        UNSIZED
    }

    public static final Provider.Id ID = new Provider.Id("fake");

    private final Flavour flavour;
    private final FakeSource source;
    private final FakeFaults faults = new FakeFaults();
    private final Set<Quirk> quirks = java.util.Collections.synchronizedSet(EnumSet.noneOf(Quirk.class));
    private final Map<String, List<Change.Page>> scripts = new ConcurrentHashMap<>();
    private volatile int pageSize = 10;
    private volatile Optional<Duration> completeEvery = Optional.empty();

    public FakeProvider(Flavour flavour, FakeSource source) {
        this.flavour = flavour;
        this.source = source;
    }

    @Override
    public Provider provider() {
        return new Provider(
                ID,
                "Fake",
                "Exists only in tests",
                List.of("test"),
                List.of(new AuthScheme.Secrets(List.of(
                        Field.optional("token", Field.Type.SECRET, "Token", "Any text"),
                        Field.optional("salt", Field.Type.SECRET, "Salt", "Any text")))),
                List.of(
                        Field.optional("scopes", Field.Type.TEXTS, "Scopes", "Empty: all"),
                        Field.optional("filter", Field.Type.TEXT, "Filter", "Part of an id"),
                        Field.optional("limit", Field.Type.NUMBER, "Limit", "Means nothing")),
                Set.of(Capability.DELETIONS, Capability.HIERARCHY),
                completeEvery);
    }

    @Override
    public ConnectorSession open(Binding binding) {
        return new FakeSession(this, binding);
    }

    /** From here on the scope has these pages, one after the other, whatever the source has. */
    void script(String scope, Change.Page... pages) {
        source.scope(scope);
        scripts.put(scope, List.of(pages));
    }

    Optional<List<Change.Page>> script(String scope) {
        return Optional.ofNullable(scripts.get(scope));
    }

    Flavour flavour() {
        return flavour;
    }

    FakeSource source() {
        return source;
    }

    public FakeFaults faults() {
        return faults;
    }

    int pageSize() {
        return pageSize;
    }

    public FakeProvider pageSize(int size) {
        pageSize = size;
        return this;
    }

    FakeProvider completeEvery(Duration period) {
        completeEvery = Optional.of(period);
        return this;
    }

    public FakeProvider with(Quirk quirk) {
        quirks.add(quirk);
        return this;
    }

    FakeProvider without(Quirk quirk) {
        quirks.remove(quirk);
        return this;
    }

    boolean has(Quirk quirk) {
        return quirks.contains(quirk);
    }
}
