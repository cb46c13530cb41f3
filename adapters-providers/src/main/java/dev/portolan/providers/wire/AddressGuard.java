package dev.portolan.providers.wire;

import dev.portolan.domain.Cidr;
import dev.portolan.domain.ProviderFailure;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/**
 * Keeps hosts that API users give away from addresses that are the operator's business. Loopback, private and carrier
 * addresses need the operator's {@code PORTOLAN_NETWORK_ALLOW}; link-local and metadata addresses are never reached.
 *
 * <p>A host is admitted right before it is connected to: it is looked up, every address is checked, and its name is
 * remembered as guarded. From then on {@link GuardedLookups}, through which every connection of this process finds its
 * address, checks each further answer for that name: a name that is public when we ask and private when it is connected
 * to leads nowhere. Address literals bypass resolvers, but not the look-up at admission, which reads them exactly as the
 * connection will, in whatever notation.
 *
 * <p>Why guarded names rather than all names but the operator's: only a name that led to allowed addresses is ever
 * guarded, so no user can break look-ups that the operator's own database, issuer or collector needs by naming them; and
 * a user who names the operator's database is refused like anybody, though the operator's own connection is not checked.
 * What the operator configures is simply never admitted.
 */
@Singleton
public final class AddressGuard {

    /** How a host becomes addresses; the JDK's way but in tests. */
    interface Lookup {
        InetAddress[] all(String host) throws UnknownHostException;
    }

    private final AddressPolicy policy;
    private final GuardedNames names;
    private final Lookup lookup;

    @Inject
    public AddressGuard(@Value("${portolan.network.allow:}") List<String> allowed) {
        this(allowed, GuardedNames.OF_THIS_MACHINE, InetAddress::getAllByName);
        if (System.getProperty("jdk.net.hosts.file") != null) {
            throw new IllegalStateException(
                    "With jdk.net.hosts.file the JDK asks no other resolver, and nothing would guard the network: unset it");
        }
    }

    AddressGuard(List<String> allowed, GuardedNames names, Lookup lookup) {
        this.policy = AddressPolicy.of(Cidr.listed("PORTOLAN_NETWORK_ALLOW", allowed));
        this.names = names;
        this.lookup = lookup;
    }

    /**
     * To be called for a host that a user gave, or that came with an answer, right before connecting to it.
     *
     * @throws ProviderFailure.Invalid where the host may not be reached
     * @throws ProviderFailure.Transient where it cannot be found
     */
    public void admit(String host) {
        if (!names.isGuarded(host, policy)) {
            check(host);
            names.guard(host, policy);
        }
        check(host);
    }

    private void check(String host) {
        for (InetAddress address : addresses(host)) {
            Optional<String> objection = policy.objection(address);
            if (objection.isPresent()) {
                throw refusal(host, objection.get());
            }
        }
    }

    private InetAddress[] addresses(String host) {
        try {
            return lookup.all(host);
        } catch (GuardedNames.Refused e) {
            throw refusal(host, e.objection());
        } catch (UnknownHostException e) {
            throw new ProviderFailure.Transient("The host name '" + host + "' cannot be resolved");
        }
    }

    private static ProviderFailure refusal(String host, String objection) {
        return new ProviderFailure.Invalid("The host '" + host + "' leads to " + objection);
    }
}
