package dev.portolan.rest.token;

import dev.portolan.domain.Cidr;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Value;
import io.micronaut.http.HttpRequest;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The proxies whose word counts on whom they speak for: those that the operator names. What anybody else says of where a
 * request came from is not looked at, for it costs nothing to say.
 */
@Context
final class TrustedProxies {

    private static final String PASSED_ON_FOR = "X-Forwarded-For";

    private static final Pattern COMMA = Pattern.compile(",");

    /** Some proxies add the port that they saw. */
    private static final Pattern WITH_PORT = Pattern.compile("\\[(?<six>[^]]*)](:\\d+)?|(?<four>[0-9.]+):\\d+");

    private final List<Cidr> trusted;

    TrustedProxies(@Value("${portolan.trusted.proxies:}") List<String> trusted) {
        this.trusted = Cidr.listed("PORTOLAN_TRUSTED_PROXIES", trusted);
    }

    /**
     * The address nearest to us that is no trusted proxy's. Each proxy adds whom it heard from at the right, so that what
     * stands left of the first untrusted address is hearsay. Where a trusted proxy names nobody, it is the proxy's own.
     */
    String origin(HttpRequest<?> request) {
        InetAddress peer = request.getRemoteAddress().getAddress();
        if (peer == null) {
            return "unknown";
        }
        InetAddress nearest = peer;
        List<String> heard = request.getHeaders().getAll(PASSED_ON_FOR).stream()
                .flatMap(COMMA::splitAsStream)
                .toList()
                .reversed();
        for (String entry : heard) {
            Optional<InetAddress> before = isTrusted(nearest) ? address(entry.strip()) : Optional.empty();
            if (before.isEmpty()) {
                break;
            }
            nearest = before.get();
        }
        return nearest.getHostAddress();
    }

    private boolean isTrusted(InetAddress address) {
        return trusted.stream().anyMatch(block -> block.contains(address));
    }

    private static Optional<InetAddress> address(String entry) {
        Matcher port = WITH_PORT.matcher(entry);
        String literal =
                !port.matches() ? entry : Optional.ofNullable(port.group("six")).orElseGet(() -> port.group("four"));
        try {
            return Optional.of(InetAddress.ofLiteral(literal));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
