package dev.portolan.providers.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.stream.Stream;

/**
 * The machine's own resolver with {@link AddressGuard} behind it, for everything that connects from this process:
 * java.net.http, JDBC drivers, libraries. Found by the JDK through {@code META-INF/services}.
 */
public final class GuardedLookups extends InetAddressResolverProvider {

    @Override
    public InetAddressResolver get(Configuration configuration) {
        return new Checked(configuration.builtinResolver(), GuardedNames.OF_THIS_MACHINE);
    }

    @Override
    public String name() {
        return "portolan";
    }

    record Checked(InetAddressResolver resolver, GuardedNames names) implements InetAddressResolver {
        @Override
        public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
            return names.check(host, resolver.lookupByName(host, policy).toList()).stream();
        }

        @Override
        public String lookupByAddress(byte[] address) throws UnknownHostException {
            return resolver.lookupByAddress(address);
        }
    }
}
