package dev.portolan.application.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.application.port.Transactions;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Nothing of one organization is ever seen or changed by another, through any method of any store. */
public abstract class TenancyContract {

    private static final String DEPLOYMENT = "is about organizations themselves";
    private static final String CLOCK = "is for the clock, which serves all organizations";
    private static final String QUOTA = "says when a provider may be called again, and nothing of anybody";
    private static final String DEPLOYMENT_WIDE = "is about who knocks, before anybody knows whose they are";
    private static final String BY_NAME = "takes no id that another organization could have";

    /** Methods without an organization to betray, and why. */
    private static final Map<String, String> EXEMPT = Map.ofEntries(
            Map.entry("OrganizationStore.add/1", DEPLOYMENT),
            Map.entry("OrganizationStore.find/1", DEPLOYMENT),
            Map.entry("OrganizationStore.bySlug/1", DEPLOYMENT),
            Map.entry("OrganizationStore.list/2", DEPLOYMENT),
            Map.entry("AccessStore.keysByHash/1", "says itself which organization a key belongs to"),
            Map.entry("AccessStore.addUser/1", BY_NAME),
            Map.entry("AccessStore.userByName/2", BY_NAME),
            Map.entry("LoginStore.tokensByHash/1", "says itself which organization a token belongs to"),
            Map.entry("LoginStore.userByIdentity/2", "says itself which organization an identity belongs to"),
            Map.entry("LoginStore.attempt/3", DEPLOYMENT_WIDE),
            Map.entry("LoginStore.forgiveAttempt/1", DEPLOYMENT_WIDE),
            Map.entry("LoginStore.forgetExpired/1", CLOCK),
            Map.entry("GroupStore.add/1", BY_NAME),
            Map.entry("GroupStore.byName/2", BY_NAME),
            Map.entry("CollectionStore.add/1", BY_NAME),
            Map.entry("CollectionStore.bySlug/2", BY_NAME),
            Map.entry("CollectionStore.list/3", BY_NAME),
            Map.entry("AuthorizationStore.byHash/1", "says itself which organization a state belongs to"),
            Map.entry("AuthorizationStore.forget/2", CLOCK),
            Map.entry("GrantStore.liveAnywhere/3", "asks whether anybody else would lose their access"),
            Map.entry("GrantStore.due/2", CLOCK),
            Map.entry("GrantStore.unused/1", CLOCK),
            Map.entry("GrantStore.forget/1", CLOCK),
            Map.entry("RevocationStore.take/2", CLOCK),
            Map.entry("RevocationStore.forget/2", CLOCK),
            Map.entry("CredentialVault.rotate/0", DEPLOYMENT),
            Map.entry("CredentialVault.sealing/0", DEPLOYMENT),
            Map.entry("CredentialVault.reseal/1", CLOCK),
            Map.entry("ConnectionStore.due/2", CLOCK),
            Map.entry("ConnectionStore.removeDeleted/2", CLOCK),
            Map.entry("AskedStore.note/1", BY_NAME),
            Map.entry("AskedStore.before/2", CLOCK),
            Map.entry("RunNameStore.forget/1", CLOCK),
            Map.entry("SyncRunStore.open/1", CLOCK),
            Map.entry("SyncRunStore.removeFinished/2", CLOCK),
            Map.entry("HoldStore.hold/2", QUOTA),
            Map.entry("HoldStore.active/1", QUOTA),
            Map.entry("DocumentStore.forgetTombstones/2", CLOCK));

    private static final Set<Object> NOTHING = Set.of(Optional.empty(), List.of(), Set.of(), Map.of(), false, 0, 0L);

    @TestFactory
    Stream<DynamicTest> another_organization_sees_and_changes_nothing_by(Stores stores) {
        Burglary burglary = new Burglary(stores);
        List<Object> before = burglary.inventory();
        Stream<DynamicTest> attempts = burglary.attempts().entrySet().stream()
                .map(attempt -> DynamicTest.dynamicTest(attempt.getKey(), () -> {
                    Object loot = loot(stores, attempt.getValue());
                    assertTrue(NOTHING.contains(loot), () -> "saw " + loot);
                    assertEquals(before, burglary.inventory());
                }));
        return Stream.concat(
                attempts,
                Stream.of(DynamicTest.dynamicTest(
                        "seen keys are still there", () -> assertTrue(burglary.seenKeysAreThere()))));
    }

    /** Being refused is as good as finding nothing. */
    private static Object loot(Stores stores, Callable<?> attempt) {
        try {
            return stores.transactions().<Object>call(() -> {
                try {
                    return attempt.call();
                } catch (RuntimeException refused) {
                    throw refused;
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
        } catch (RuntimeException refused) {
            return Optional.empty();
        }
    }

    @Test
    void no_method_of_any_store_is_left_out(Stores stores) {
        Set<String> tried = new TreeSet<>(new Burglary(stores).attempts().keySet());
        tried.addAll(EXEMPT.keySet());

        assertEquals(declared(), tried);
    }

    private static Set<String> declared() {
        return Arrays.stream(Stores.class.getRecordComponents())
                .<Class<?>>map(RecordComponent::getType)
                .filter(type -> type != Transactions.class)
                .flatMap(TenancyContract::methods)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> methods(Class<?> type) {
        Function<java.lang.reflect.Method, String> name =
                method -> type.getSimpleName() + "." + method.getName() + "/" + method.getParameterCount();
        return Arrays.stream(type.getMethods()).map(name);
    }
}
