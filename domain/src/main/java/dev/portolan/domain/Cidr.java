package dev.portolan.domain;

import java.net.InetAddress;
import java.util.List;

/** A block of addresses, such as {@code 10.0.0.0/8} or {@code fd00::/8}. */
public record Cidr(InetAddress network, int bits) {

    /** @throws IllegalArgumentException where the text is none */
    public static Cidr of(String text) {
        int slash = text.indexOf('/');
        InetAddress network = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        int width = network.getAddress().length * 8;
        int bits = slash < 0 ? width : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > width) {
            throw new IllegalArgumentException("'" + text + "' has no prefix length between 0 and " + width);
        }
        return new Cidr(network, bits);
    }

    /**
     * What an operator has listed; blank entries are none.
     *
     * @param variable to be named where an entry is no block
     */
    public static List<Cidr> listed(String variable, List<String> entries) {
        return entries.stream()
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .map(entry -> {
                    try {
                        return of(entry);
                    } catch (IllegalArgumentException none) {
                        throw new Refusal.InvalidInput(
                                variable,
                                "must be addresses or blocks of them such as 10.0.0.0/8, comma-separated, and '" + entry
                                        + "' is neither");
                    }
                })
                .toList();
    }

    public boolean contains(InetAddress address) {
        return contains(address.getAddress());
    }

    public boolean contains(byte[] address) {
        byte[] prefix = network.getAddress();
        if (prefix.length != address.length) {
            return false;
        }
        int whole = bits / 8;
        for (int i = 0; i < whole; i++) {
            if (prefix[i] != address[i]) {
                return false;
            }
        }
        int rest = bits % 8;
        return rest == 0 || ((prefix[whole] ^ address[whole]) & 0xFF) >> (8 - rest) == 0;
    }
}
