package dev.portolan.providers.parsing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.domain.ItemIssue;
import dev.portolan.domain.ProviderFailure;
import dev.portolan.providers.text.FileParser;
import dev.portolan.providers.text.FileParser.Outcome;
import dev.portolan.providers.text.SafeText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParserPoolTest {

    private static final ParseLimits LIMITS = new ParseLimits(300, 64, 1);

    @TempDir
    Path temp;

    private Optional<ParserPool> made = Optional.empty();

    @AfterEach
    void close() throws IOException {
        made.ifPresent(ParserPool::close);
        assertEquals(List.of(), spooled(), "something was left behind");
    }

    @Test
    void nothing_runs_before_there_is_a_file_to_read() {
        assertEquals(0, pool(LIMITS).alive());
        assertFalse(Files.exists(temp.resolve("spool")));
    }

    @Test
    void one_process_reads_file_after_file() throws IOException {
        ParserPool pool = pool(LIMITS);
        assertEquals(read(pool, "pid").text(), read(pool, "pid").text());
        assertEquals(1, pool.alive());
    }

    @Test
    void what_hangs_is_killed_and_the_next_file_is_read() throws IOException {
        ParserPool pool = pool(new ParseLimits(Duration.ofMillis(300), 64, 1, Duration.ofMinutes(5)));
        String before = read(pool, "pid").text();
        assertEquals("Reading it takes longer than the 0 seconds that it may take", unreadable(pool, "hangs"));
        String after = read(pool, "pid").text();
        assertNotEquals(before, after);
        assertTrue(ProcessHandle.of(Long.parseLong(before)).isEmpty());
    }

    @Test
    void what_eats_all_memory_or_dies_costs_itself() throws IOException {
        ParserPool pool = pool(LIMITS);
        assertEquals("Reading it takes more than the 64 MB of memory that it may take", unreadable(pool, "eats"));
        assertEquals("Its parser broke down over it (exit code 7)", unreadable(pool, "dies"));
        assertEquals("read", read(pool, "fine").text());
    }

    @Test
    void who_dies_of_what_was_read_before_is_no_file_s_fault() throws IOException {
        ParserPool pool = pool(LIMITS);
        assertEquals("read", read(pool, "dies of the second").text());
        assertEquals("read", read(pool, "dies of the second").text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbles", "floods", "stops in the middle", "names a code that is none"})
    void who_says_what_no_parser_says_is_replaced(String how) throws IOException {
        ParserPool pool = pool(LIMITS);
        assertTrue(unreadable(pool, how).startsWith("Its parser broke down over it"));
        assertEquals("read", read(pool, "fine").text());
    }

    @Test
    void reasons_are_made_safe_like_any_text() throws IOException {
        Outcome.Unread unread = assertInstanceOf(
                Outcome.Unread.class, read(pool(LIMITS), "lies").outcome());
        assertTrue(unread.reason().startsWith("abc") && unread.reason().length() == 1_000, unread.reason());
    }

    @Test
    void a_parser_knows_none_of_our_variables() throws IOException {
        assertFalse(System.getenv().isEmpty());
        assertEquals("{}", read(pool(LIMITS), "variables").text());
    }

    @Test
    void who_is_not_waited_for_any_more_is_killed() throws IOException {
        ParserPool pool = pool(LIMITS);
        AtomicInteger asked = new AtomicInteger();
        try (FileParser.Spooled file = pool.spool(new byte[0], InputStream.nullInputStream())) {
            assertThrows(
                    ProviderFailure.Transient.class,
                    () -> file.parse("hangs", Optional.empty(), new SafeText(10), () -> asked.incrementAndGet() > 3));
        }
        assertEquals(0, pool.alive());
    }

    @Test
    void a_process_that_does_not_start_is_nobody_s_fault_and_may_work_later() throws IOException {
        ParserPool pool = new ParserPool(LIMITS, temp.resolve("spool"), "dev.portolan.NoSuchMain");
        made = Optional.of(pool);
        ProviderFailure.Transient failure = assertThrows(ProviderFailure.Transient.class, () -> read(pool, "fine"));
        assertEquals("The server could not start the process that reads it; its log tells more", failure.message());
        assertEquals(0, pool.alive());
    }

    @Test
    void who_has_nothing_to_do_ends() throws IOException {
        ParserPool pool = pool(new ParseLimits(Duration.ofMinutes(5), 64, 1, Duration.ofMillis(50)));
        long pid = Long.parseLong(read(pool, "pid").text());
        ProcessHandle.of(pid).ifPresent(ParserPoolTest::awaitEnd);
        assertEquals("read", read(pool, "fine").text());
    }

    @Test
    void content_that_breaks_off_is_told_from_a_full_disk() throws IOException {
        ParserPool pool = pool(LIMITS);
        InputStream broken = InputStream.nullInputStream();
        broken.close();
        assertThrows(IOException.class, () -> pool.spool(new byte[10], broken));
        Files.writeString(temp.resolve("file"), "in the way");
        try (ClosedPool full = new ClosedPool(
                new ParserPool(LIMITS, temp.resolve("file").resolve("spool"), HostileMain.class.getName()))) {
            ProviderFailure.Transient failure = assertThrows(
                    ProviderFailure.Transient.class,
                    () -> full.pool().spool(new byte[10], InputStream.nullInputStream()));
            assertEquals("There is no room on the server's disk to read it", failure.message());
        }
    }

    private record ClosedPool(ParserPool pool) implements AutoCloseable {
        @Override
        public void close() {
            pool.close();
        }
    }

    @Test
    void what_a_killed_server_left_behind_is_removed_and_what_a_living_one_has_is_not() throws IOException {
        Path spool = Files.createDirectories(temp.resolve("spool"));
        Files.createFile(spool.resolve("p1.lock"));
        Files.createDirectories(spool.resolve("p1/parser1"));
        Files.writeString(spool.resolve("p1/file1"), "secret");
        ParserPool one = pool(LIMITS);
        read(one, "fine");
        assertFalse(Files.exists(spool.resolve("p1")));
        ParserPool two = new ParserPool(LIMITS, spool, HostileMain.class.getName());
        read(two, "fine");
        two.close();
        assertEquals("read", read(one, "fine").text());
    }

    @Test
    void a_parser_ends_with_whoever_started_it() throws IOException, InterruptedException {
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DyingServer.class.getName(),
                        temp.resolve("dying").toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        long parser = Long.parseLong(server.inputReader().readLine());
        ProcessHandle handle = ProcessHandle.of(parser).orElseThrow();
        server.destroyForcibly();
        assertTrue(server.waitFor(60, TimeUnit.SECONDS));
        awaitEnd(handle);
    }

    private static void awaitEnd(ProcessHandle process) {
        process.onExit().orTimeout(120, TimeUnit.SECONDS).join();
    }

    private ParserPool pool(ParseLimits limits) {
        ParserPool pool = new ParserPool(limits, temp.resolve("spool"), HostileMain.class.getName());
        made = Optional.of(pool);
        return pool;
    }

    private static Reading read(ParserPool pool, String name) throws IOException {
        return Reading.of(pool, name, new byte[] {1});
    }

    private static String unreadable(ParserPool pool, String name) throws IOException {
        Outcome.Unread unread =
                assertInstanceOf(Outcome.Unread.class, read(pool, name).outcome());
        assertEquals(ItemIssue.Code.UNREADABLE, unread.code());
        return unread.reason();
    }

    private List<Path> spooled() throws IOException {
        Path spool = temp.resolve("spool");
        if (!Files.exists(spool)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(spool)) {
            return files.toList();
        }
    }
}
