package dev.portolan.application.memory;

import dev.portolan.application.contract.Stores;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives every test stores on a memory database of its own. */
public final class OnMemory implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Stores.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return stores(new MemoryDatabase());
    }

    public static Stores stores(MemoryDatabase database) {
        return new Stores(
                database,
                new InMemoryOrganizationStore(database),
                new InMemoryAccessStore(database),
                new InMemoryGroupStore(database),
                new InMemoryRoleStore(database),
                new InMemoryLoginStore(database),
                new InMemoryCollectionStore(database),
                new InMemoryConnectionStore(database),
                new InMemorySyncRunStore(database),
                new InMemoryRunNameStore(database),
                new InMemoryAskedStore(database),
                new InMemoryDocumentStore(database),
                new InMemoryDeletionStore(database),
                new InMemoryItemIssueStore(database),
                new InMemoryVault(database),
                new InMemoryOAuthAppStore(database),
                new InMemoryAuthorizationStore(database),
                new InMemoryGrantStore(database),
                new InMemoryRevocationStore(database),
                new InMemoryHoldStore(database));
    }
}
