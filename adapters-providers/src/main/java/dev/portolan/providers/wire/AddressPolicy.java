package dev.portolan.providers.wire;

import dev.portolan.domain.Cidr;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which addresses a host of a user's choice may have: public ones, and those that the operator allows. Some never: they
 * lead to the machine's own cloud account, or nowhere.
 */
record AddressPolicy(List<Cidr> allowed) {

    private static final List<Cidr> NEVER = cidrs(
            "0.0.0.0/8",
            "169.254.0.0/16",
            "100.100.100.200/32",
            "168.63.129.16/32",
            "192.0.0.192/32",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "::/128",
            "fe80::/10",
            "ff00::/8",
            "fd00:ec2::/32",
            "fd20:ce::/32");

    private static final List<Cidr> NOT_PUBLIC = cidrs(
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "::1/128",
            "100::/64",
            "2001::/23",
            "2001:db8::/32",
            "3fff::/20",
            "5f00::/16",
            "fc00::/7",
            "fec0::/10");

    /** IPv6 blocks whose addresses carry an IPv4 address that is reached in the end, and where in it. */
    private static final List<Carrier> CARRIERS = List.of(
            new Carrier("::ffff:0:0:0/96", 12),
            new Carrier("::/96", 12),
            new Carrier("64:ff9b::/96", 12),
            new Carrier("64:ff9b:1::/48", 12),
            new Carrier("2002::/16", 2));

    private static final Cidr LOOPBACK_6 = Cidr.of("::1/128");
    private static final Cidr LOOPBACK_4 = Cidr.of("127.0.0.0/8");

    private record Carrier(Cidr block, int offset) {
        Carrier(String block, int offset) {
            this(Cidr.of(block), offset);
        }
    }

    /** @param allowed beyond the public ones; where all of 127.0.0.0/8 is among them, so is ::1 */
    static AddressPolicy of(List<Cidr> allowed) {
        return new AddressPolicy(
                allowed.contains(LOOPBACK_4)
                        ? Stream.concat(allowed.stream(), Stream.of(LOOPBACK_6)).toList()
                        : allowed);
    }

    /** Why not, if not: in words that reveal no address. */
    Optional<String> objection(InetAddress address) {
        return objection(address.getAddress());
    }

    private Optional<String> objection(byte[] address) {
        Optional<byte[]> carried = carried(address);
        if (contained(NEVER, address)
                || carried.filter(inner -> contained(NEVER, inner)).isPresent()) {
            return Optional.of("a link-local, metadata or otherwise reserved address, which is never allowed");
        }
        if (contained(allowed, address)) {
            return Optional.empty();
        }
        return contained(NOT_PUBLIC, address)
                ? Optional.of("a private address, which the operator has not allowed (PORTOLAN_NETWORK_ALLOW)")
                : carried.flatMap(this::objection);
    }

    private static Optional<byte[]> carried(byte[] address) {
        return LOOPBACK_6.contains(address)
                ? Optional.empty()
                : CARRIERS.stream()
                        .filter(carrier -> carrier.block().contains(address))
                        .findFirst()
                        .map(carrier -> Arrays.copyOfRange(address, carrier.offset(), carrier.offset() + 4));
    }

    private static boolean contained(List<Cidr> blocks, byte[] address) {
        for (Cidr block : blocks) {
            if (block.contains(address)) {
                return true;
            }
        }
        return false;
    }

    private static List<Cidr> cidrs(String... blocks) {
        return Stream.of(blocks).map(Cidr::of).toList();
    }
}
