package dev.portolan.persistence;

import dev.portolan.application.contract.Stores;
import dev.portolan.application.port.AccessStore;
import dev.portolan.application.port.AskedStore;
import dev.portolan.application.port.AuthorizationStore;
import dev.portolan.application.port.CollectionStore;
import dev.portolan.application.port.ConnectionStore;
import dev.portolan.application.port.CredentialVault;
import dev.portolan.application.port.DeletionStore;
import dev.portolan.application.port.DocumentStore;
import dev.portolan.application.port.GrantStore;
import dev.portolan.application.port.GroupStore;
import dev.portolan.application.port.HoldStore;
import dev.portolan.application.port.ItemIssueStore;
import dev.portolan.application.port.LoginStore;
import dev.portolan.application.port.OAuthAppStore;
import dev.portolan.application.port.OrganizationStore;
import dev.portolan.application.port.RevocationStore;
import dev.portolan.application.port.RoleStore;
import dev.portolan.application.port.RunNameStore;
import dev.portolan.application.port.SyncRunStore;
import dev.portolan.application.port.Transactions;
import dev.portolan.persistence.database.Jdbc;
import dev.portolan.persistence.queue.SchedulerQueue;
import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A migrated database and everything that stands on it, wired as in production. */
final class TestDatabase implements AutoCloseable {

    /** In an order that foreign keys allow. */
    private static final List<String> TABLES = List.of(
            "scheduled_tasks",
            "provider_hold",
            "item_issue",
            "tree_work",
            "seen_mark",
            "deletion_mark",
            "document_text",
            "document",
            "scope_state",
            "scope_run",
            "asked_request",
            "run_name",
            "sync_run",
            "credential",
            "revocation",
            "oauth_grant",
            "connection_alias",
            "pending_authorization",
            "oauth_choice",
            "oauth_app",
            "access_grant",
            "connection",
            "collection",
            "api_key",
            "group_member",
            "user_group",
            "user_password",
            "login_token",
            "login_attempts",
            "external_identity",
            "app_user",
            "organization");

    /** How much work a queue does at once. */
    static final int WORKERS = 4;

    private final ApplicationContext context;

    private TestDatabase(ApplicationContext context) {
        this.context = context;
    }

    static TestDatabase open(String url, String user, Path data) {
        return open(url, user, data, Map.of());
    }

    static TestDatabase open(String url, String user, Path data, Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(Map.of(
                "datasources.default.url",
                url,
                "datasources.default.username",
                user,
                "datasources.default.password",
                "",
                "datasources.default.dialect",
                "POSTGRES",
                "portolan.workers",
                WORKERS,
                "portolan.data",
                data.toString()));
        properties.putAll(more);
        return new TestDatabase(ApplicationContext.builder()
                .banner(false)
                .deduceEnvironment(false)
                .environmentPropertySource(false)
                .properties(properties)
                .start());
    }

    Stores stores() {
        return new Stores(
                bean(Transactions.class),
                bean(OrganizationStore.class),
                bean(AccessStore.class),
                bean(GroupStore.class),
                bean(RoleStore.class),
                bean(LoginStore.class),
                bean(CollectionStore.class),
                bean(ConnectionStore.class),
                bean(SyncRunStore.class),
                bean(RunNameStore.class),
                bean(AskedStore.class),
                bean(DocumentStore.class),
                bean(DeletionStore.class),
                bean(ItemIssueStore.class),
                bean(CredentialVault.class),
                bean(OAuthAppStore.class),
                bean(AuthorizationStore.class),
                bean(GrantStore.class),
                bean(RevocationStore.class),
                bean(HoldStore.class));
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** As another replica has it; it is not started. */
    SchedulerQueue anotherQueue() {
        return context.createBean(SchedulerQueue.class);
    }

    void empty() {
        Jdbc jdbc = bean(Jdbc.class);
        bean(Transactions.class).run(() -> TABLES.forEach(table -> jdbc.update("delete from " + table)));
    }

    @Override
    public void close() {
        context.close();
    }
}
