package dev.portolan.providers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.domain.Change;
import dev.portolan.domain.Checkpoint;
import dev.portolan.domain.Content;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Resource;
import dev.portolan.domain.Scope;
import dev.portolan.providers.server.FaultyProxy;
import dev.portolan.providers.server.FaultyProxy.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every connector does whose provider is reached by HTTP, when that goes wrong. */
public abstract class HttpContract extends ConnectorContract {

    /** More often than anything is tried. */
    private static final int ALWAYS = 20;

    private static final Duration PROMPTLY = Duration.ofSeconds(10);

    private FaultyProxy proxy() {
        return fixture.proxy().orElseThrow();
    }

    // --- failures

    @ParameterizedTest
    @EnumSource(names = {"SERVER_ERROR", "DROPPED", "TRUNCATED"})
    void what_fails_once_works_the_next_time(Fault fault) {
        write(List.of("a.txt", "b.txt"));
        Scope scope = listed();
        proxy().next(fault, 1);
        Change.Page page = session.changes(scope, Checkpoint.START);
        assertEquals(2, page.changes().size());
    }

    @ParameterizedTest
    @EnumSource(names = {"SERVER_ERROR", "DROPPED", "TRUNCATED"})
    void what_keeps_failing_may_pass_later(Fault fault) {
        write(List.of("a.txt", "b.txt"));
        Scope scope = listed();
        proxy().next(fault, ALWAYS);
        assertThrows(ProviderFailure.Transient.class, () -> session.changes(scope, Checkpoint.START));
    }

    @Test
    void a_long_quota_is_told_and_not_waited_for() {
        Scope scope = listed();
        proxy().next(Fault.TOO_MANY_REQUESTS, ALWAYS);
        ProviderFailure.RateLimited limited =
                assertThrows(ProviderFailure.RateLimited.class, () -> session.changes(scope, Checkpoint.START));
        assertEquals(Duration.ofMinutes(2), limited.retryAfter());
    }

    @Test
    void nonsense_is_never_an_empty_page() {
        Scope scope = listed();
        proxy().next(Fault.NONSENSE, ALWAYS);
        assertThrows(ProviderFailure.class, () -> session.changes(scope, Checkpoint.START));
        assertThrows(ProviderFailure.class, () -> session.account());
    }

    @Test
    void a_download_that_breaks_off_goes_on_where_it_did() throws IOException {
        byte[] written = pattern(100_000);
        byte[] expected = fixture.fetched("a.bin", written);
        fixture.write("a.bin", written);
        Resource document = session.resource(fixture.id("a.bin"));
        proxy().next(Fault.TRUNCATED, 1);
        assertArrayEquals(expected, read(document));
    }

    @Test
    void a_download_that_keeps_breaking_off_is_no_document() {
        fixture.write("a.bin", pattern(100_000));
        Resource document = session.resource(fixture.id("a.bin"));
        proxy().next(Fault.TRUNCATED, ALWAYS);
        assertThrows(Throwable.class, () -> {
            try (Content content = session.fetch(document)) {
                ((Content.Stream) content).bytes().readAllBytes();
            }
        });
    }

    @ParameterizedTest
    @EnumSource(names = {"SERVER_ERROR", "DROPPED"})
    void a_download_that_fails_once_works_the_next_time(Fault fault) throws IOException {
        fixture.write("a.txt", bytes("text"));
        Resource document = session.resource(fixture.id("a.txt"));
        proxy().next(fault, 1);
        try (Content content = session.fetch(document)) {
            assertArrayEquals(
                    fixture.fetched("a.txt", bytes("text")), stream(content).readAllBytes());
        }
    }

    // --- manners

    @Test
    void only_reading_is_asked_for_and_only_at_the_provider() {
        write(List.of("a.txt", "b/c.txt"));
        proxy().forget();
        Mirror mirror = new Mirror();
        mirror.catchUp(session);
        session.account();
        mirror.resources.values().stream()
                .filter(resource -> !resource.isFolder())
                .forEach(document -> session.fetch(document).close());
        assertFalse(proxy().seen().isEmpty());
        proxy().seen()
                .forEach(request -> assertTrue(fixture.allows(request), request.method() + " " + request.target()));
    }

    @Test
    void listing_downloads_nothing_and_asks_again_only_for_pages() {
        write(many());
        new Mirror().catchUp(session);
        proxy().forget();
        Mirror mirror = new Mirror();
        int pages = mirror.catchUp(newSession()).size();
        int calls = proxy().seen().size();
        assertTrue(calls <= fixture.callsToList(), calls + " calls to list " + fixture.many() + " documents");
        proxy().forget();
        mirror.catchUp(newSession());
        assertTrue(proxy().seen().size() <= pages + 1, proxy().seen().size() + " calls for " + pages + " pages");
    }

    @ParameterizedTest
    @EnumSource(names = {"SERVER_ERROR", "TOO_MANY_REQUESTS", "DROPPED", "NONSENSE", "TRUNCATED"})
    void no_message_holds_a_secret(Fault fault) {
        Scope scope = listed();
        proxy().next(fault, ALWAYS);
        ProviderFailure failure = assertThrows(ProviderFailure.class, () -> session.changes(scope, Checkpoint.START));
        for (String secret : fixture.secrets()) {
            for (String text : List.of(
                    failure.toString(), session.toString(), fixture.connector().toString())) {
                assertFalse(text.contains(secret), text);
            }
        }
    }

    @Test
    void an_interrupt_ends_a_wait_for_an_answer() throws InterruptedException {
        proxy().next(Fault.SILENT, ALWAYS);
        int before = proxy().seen().size();
        Throwable failure =
                interrupted(() -> session.account(), () -> proxy().seen().size() > before);
        assertInstanceOf(ProviderFailure.Transient.class, failure);
    }

    @Test
    void an_interrupt_ends_a_wait_for_the_rest_of_a_document() throws InterruptedException {
        fixture.write("a.bin", new byte[5_000_000]);
        Resource document = session.resource(fixture.id("a.bin"));
        proxy().next(Fault.STALLED, 1);
        AtomicBoolean reading = new AtomicBoolean();
        Waiting waiting = () -> {
            try (Content content = session.fetch(document)) {
                reading.set(true);
                ((Content.Stream) content).bytes().readAllBytes();
            }
        };
        assertInstanceOf(IOException.class, interrupted(waiting, reading::get));
    }

    /** What is asked once, such as whose account it is, is known from here on: the next call is for a page. */
    private Scope listed() {
        Scope scope = session.scopes(List.of()).getFirst();
        session.changes(scope, Checkpoint.START);
        return scope;
    }

    private interface Waiting {
        void call() throws IOException;
    }

    /** What a call fails with that is interrupted once it has come so far. */
    private static Throwable interrupted(Waiting waiting, BooleanSupplier begun) throws InterruptedException {
        AtomicReference<Throwable> failure = new AtomicReference<>(new AssertionError("nothing failed"));
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                waiting.call();
            } catch (IOException | RuntimeException e) {
                failure.set(e);
            }
        });
        while (!begun.getAsBoolean() && thread.isAlive()) {
            Thread.onSpinWait();
        }
        thread.interrupt();
        assertTrue(thread.join(PROMPTLY), "it did not end");
        return failure.get();
    }
}
