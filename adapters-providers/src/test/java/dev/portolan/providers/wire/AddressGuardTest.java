package dev.portolan.providers.wire;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.domain.ProviderFailure;
import dev.portolan.domain.Refusal;
import java.io.File;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.net.spi.InetAddressResolverProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {

    private static final LookupPolicy ANY = LookupPolicy.of(LookupPolicy.IPV4 | LookupPolicy.IPV6);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.1",
                "2130706433",
                "localhost",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "100.64.0.1",
                "[::1]",
                "::1",
                "[::ffff:127.0.0.1]",
                "::ffff:7f00:1",
                "[::127.0.0.1]",
                "64:ff9b::10.0.0.1",
                "64:ff9b:1::10.0.0.1",
                "2002:7f00:1::",
                "fd12:3456::1",
                "fec0::1",
                "198.18.0.1"
            })
    void what_is_private_needs_the_operators_word(String host) {
        ProviderFailure.Invalid refused =
                assertThrows(ProviderFailure.Invalid.class, () -> new AddressGuard(List.of()).admit(host));
        assertTrue(refused.message().contains("PORTOLAN_NETWORK_ALLOW"), refused.message());
        assertDoesNotThrow(() -> new AddressGuard(List.of("0.0.0.0/0", "::/0")).admit(host));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "2852039166",
                "169.254.1.1",
                "[::ffff:169.254.169.254]",
                "64:ff9b::a9fe:a9fe",
                "::169.254.169.254",
                "2002:a9fe:a9fe::",
                "fe80::1",
                "fd00:ec2::254",
                "fd20:ce::254",
                "100.100.100.200",
                "168.63.129.16",
                "0.0.0.0",
                "0",
                "::",
                "224.0.0.1",
                "255.255.255.255",
                "ff02::1"
            })
    void what_leads_to_the_machines_own_account_is_never_reached(String host) {
        AddressGuard open = new AddressGuard(List.of("0.0.0.0/0", "::/0"));
        ProviderFailure.Invalid refused = assertThrows(ProviderFailure.Invalid.class, () -> open.admit(host));
        assertTrue(refused.message().contains("never allowed"), refused.message());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1.1.1", "8.8.8.8", "[2606:4700::1111]", "172.32.0.1", "100.128.0.1", "64:ff9b::8.8.8.8"})
    void what_is_public_is_open_to_all(String host) {
        assertDoesNotThrow(() -> new AddressGuard(List.of()).admit(host));
    }

    @Test
    void the_operator_opens_blocks_and_no_more() {
        AddressGuard guard = new AddressGuard(List.of(" 10.0.0.0/8", "", "127.0.0.0/8", "192.168.7.9"));
        for (String host : List.of("10.255.255.255", "127.0.0.1", "::1", "192.168.7.9")) {
            assertDoesNotThrow(() -> guard.admit(host));
        }
        for (String host : List.of("192.168.7.8", "172.16.0.1", "169.254.169.254")) {
            assertThrows(ProviderFailure.Invalid.class, () -> guard.admit(host));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "intranet", "::/129"})
    void a_block_that_is_none_stops_the_start(String block) {
        Refusal refused = assertThrows(Refusal.InvalidInput.class, () -> new AddressGuard(List.of(block)));
        assertTrue(refused.message().startsWith("PORTOLAN_NETWORK_ALLOW must be"), refused.message());
    }

    @Test
    void one_bad_address_among_good_ones_is_enough() {
        FakeResolver resolver = new FakeResolver().answers("8.8.8.8", "10.0.0.1");
        assertThrows(
                ProviderFailure.Invalid.class,
                () -> guard(resolver, new GuardedNames(10)).admit("mixed.example"));
    }

    @Test
    void a_name_that_is_public_when_asked_and_private_when_connected_to_leads_nowhere() throws UnknownHostException {
        GuardedNames names = new GuardedNames(10);
        FakeResolver resolver = new FakeResolver()
                .answers("8.8.8.8")
                .answers("8.8.8.8")
                .answers("169.254.169.254")
                .answers("8.8.4.4");
        InetAddressResolver machine = new GuardedLookups.Checked(resolver, names);
        guard(resolver, names).admit("Rebind.example.");
        UnknownHostException refused = assertThrows(
                UnknownHostException.class,
                () -> machine.lookupByName("rebind.example", ANY).toList());
        assertTrue(refused.getMessage().contains("never allowed"), refused.getMessage());
        assertEquals(
                List.of(InetAddress.ofLiteral("8.8.4.4")),
                machine.lookupByName("rebind.example", ANY).toList());
    }

    @Test
    void a_name_that_turns_between_the_two_looks_of_an_admission_is_refused() {
        FakeResolver resolver = new FakeResolver().answers("8.8.8.8").answers("10.0.0.1");
        assertThrows(
                ProviderFailure.Invalid.class,
                () -> guard(resolver, new GuardedNames(10)).admit("turns.example"));
    }

    @Test
    void a_name_that_was_refused_is_left_to_the_operator() throws UnknownHostException {
        GuardedNames names = new GuardedNames(10);
        FakeResolver resolver = new FakeResolver().answers("10.0.0.5").answers("10.0.0.5");
        assertThrows(ProviderFailure.Invalid.class, () -> guard(resolver, names).admit("database.internal"));
        InetAddressResolver machine = new GuardedLookups.Checked(resolver, names);
        assertEquals(1, machine.lookupByName("database.internal", ANY).count());
    }

    @Test
    void a_name_that_does_not_exist_may_exist_later() {
        FakeResolver resolver = new FakeResolver();
        assertThrows(
                ProviderFailure.Transient.class,
                () -> guard(resolver, new GuardedNames(10)).admit("nothing.example"));
    }

    @Test
    void names_that_nobody_uses_fall_out() {
        GuardedNames names = new GuardedNames(2);
        AddressPolicy policy = AddressPolicy.of(List.of());
        List.of("a", "b", "a", "c").forEach(name -> names.guard(name, policy));
        assertTrue(names.isGuarded("a", policy));
        assertFalse(names.isGuarded("b", policy));
    }

    @Test
    void every_connection_of_the_process_looks_names_up_through_the_guard(@TempDir Path temp) throws Exception {
        Path services = Files.createDirectories(temp.resolve("META-INF/services"));
        Files.writeString(services.resolve(InetAddressResolverProvider.class.getName()), FakeDns.class.getName());
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dportolan.test.hosts=" + temp.resolve("hosts"),
                        "-Dsun.net.inetaddr.ttl=0",
                        "-cp",
                        temp + File.pathSeparator + System.getProperty("java.class.path"),
                        Rebinding.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals("""
                operators.example by socket: connected true
                operators.example by http: secret
                rebind.example by socket: UnknownHostException
                rebind.example by http: ConnectException
                calls: 1
                """, said.replace(System.lineSeparator(), "\n"));
    }

    @Test
    void this_process_has_the_guarded_resolver() {
        assertEquals(
                Optional.of(GuardedLookups.class),
                ServiceLoader.load(InetAddressResolverProvider.class).stream()
                        .findFirst()
                        .map(ServiceLoader.Provider::type));
    }

    private static AddressGuard guard(FakeResolver resolver, GuardedNames names) {
        InetAddressResolver machine = new GuardedLookups.Checked(resolver, names);
        return new AddressGuard(
                List.of(), names, host -> machine.lookupByName(host, ANY).toArray(InetAddress[]::new));
    }

    /** Answers what it was told, look-up by look-up. */
    private static final class FakeResolver implements InetAddressResolver {
        private final Deque<List<String>> answers = new ArrayDeque<>();

        FakeResolver answers(String... addresses) {
            answers.add(List.of(addresses));
            return this;
        }

        @Override
        public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
            List<String> next = answers.poll();
            if (next == null) {
                throw new UnknownHostException(host);
            }
            return next.stream().map(InetAddress::ofLiteral);
        }

        @Override
        public String lookupByAddress(byte[] address) throws UnknownHostException {
            throw new UnknownHostException();
        }
    }
}
