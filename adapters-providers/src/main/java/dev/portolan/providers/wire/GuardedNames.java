package dev.portolan.providers.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The host names that users have given, with the policy that holds for each. The one thing that the machine's resolver
 * and our wire share; a name that has not been used for long falls out and is admitted anew.
 */
final class GuardedNames {

    /** The resolver of a Java machine is one, so is this. */
    static final GuardedNames OF_THIS_MACHINE = new GuardedNames(10_000);

    /** An answer of the resolver that the policy of its name forbids. */
    static final class Refused extends UnknownHostException {
        private final String objection;

        Refused(String name, String objection) {
            super(name + " leads to " + objection);
            this.objection = objection;
        }

        String objection() {
            return objection;
        }
    }

    private final Map<String, AddressPolicy> policies;

    GuardedNames(int kept) {
        this.policies = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, AddressPolicy> eldest) {
                return size() > kept;
            }
        };
    }

    synchronized void guard(String name, AddressPolicy policy) {
        policies.put(key(name), policy);
    }

    synchronized boolean isGuarded(String name, AddressPolicy policy) {
        return policy.equals(policies.get(key(name)));
    }

    private synchronized Optional<AddressPolicy> policy(String name) {
        return Optional.ofNullable(policies.get(key(name)));
    }

    /** @throws Refused where the name is guarded and one of its addresses is not allowed */
    List<InetAddress> check(String name, List<InetAddress> addresses) throws Refused {
        Optional<AddressPolicy> policy = policy(name);
        for (InetAddress address : addresses) {
            Optional<String> objection = policy.flatMap(found -> found.objection(address));
            if (objection.isPresent()) {
                throw new Refused(name, objection.get());
            }
        }
        return addresses;
    }

    private static String key(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
