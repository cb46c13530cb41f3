package dev.portolan.providers.wire;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** In place of a machine's own resolver: a file of addresses and names, read at every look-up, behind the real guard. */
public final class FakeDns extends InetAddressResolverProvider implements InetAddressResolver {

    static final Path HOSTS = Path.of(System.getProperty("portolan.test.hosts", "none"));

    @Override
    public InetAddressResolver get(Configuration configuration) {
        return new GuardedLookups.Checked(this, GuardedNames.OF_THIS_MACHINE);
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
        try {
            List<InetAddress> found = Files.readAllLines(HOSTS).stream()
                    .map(line -> line.split(" ", 2))
                    .filter(line -> line[1].equals(host))
                    .map(line -> InetAddress.ofLiteral(line[0]))
                    .toList();
            if (!found.isEmpty()) {
                return found.stream();
            }
        } catch (IOException e) {
            throw new UnknownHostException(e.getMessage());
        }
        throw new UnknownHostException(host);
    }

    @Override
    public String lookupByAddress(byte[] address) throws UnknownHostException {
        throw new UnknownHostException();
    }
}
