package dev.portolan.application;

import dev.portolan.application.port.ConnectionStore;
import dev.portolan.application.port.CredentialVault;
import dev.portolan.application.port.CronCalendar;
import dev.portolan.application.port.IdSource;
import dev.portolan.application.port.Transactions;
import dev.portolan.domain.Collection;
import dev.portolan.domain.Connection;
import dev.portolan.domain.Credential;
import dev.portolan.domain.FieldValues;
import dev.portolan.domain.KeyScope;
import dev.portolan.domain.Principal;
import dev.portolan.domain.Provider;
import dev.portolan.domain.Refusal;
import dev.portolan.domain.Role;
import dev.portolan.domain.Settings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Connections that are checked and complete, but not stored yet. */
final class Drafts {

    private final ConnectionStore store;
    private final Collections collections;
    private final Catalog catalog;
    private final CredentialVault vault;
    private final CronCalendar calendar;
    private final Rights rights;
    private final Transactions transactions;
    private final InstantSource clock;
    private final IdSource ids;

    Drafts(
            ConnectionStore store,
            Collections collections,
            Catalog catalog,
            CredentialVault vault,
            CronCalendar calendar,
            Rights rights,
            Transactions transactions,
            InstantSource clock,
            IdSource ids) {
        this.store = store;
        this.collections = collections;
        this.catalog = catalog;
        this.vault = vault;
        this.calendar = calendar;
        this.rights = rights;
        this.transactions = transactions;
        this.clock = clock;
        this.ids = ids;
    }

    /** {@code due}: when its schedule first is. */
    record Draft(Connection connection, Credential.Secrets secrets, Optional<Instant> due) {}

    Draft draft(Principal caller, Connections.New wanted) {
        rights.require(caller, KeyScope.CONNECTIONS_WRITE, Role.EDITOR);
        Connections.Words words = wanted.words();
        Provider provider = catalog.named(words.provider(), wanted.provider());
        Collection collection = collections.get(caller, wanted.collection().orElse(Access.DEFAULT));
        Settings settings = new Settings(FieldValues.read(words.settings(), provider.settings(), wanted.settings()));
        Credential.Secrets secrets = secrets(words.secrets(), provider, wanted.secrets());
        Instant now = clock.instant();
        Connection connection = new Connection(
                new Connection.Id(ids.next()),
                caller.organization(),
                collection.id(),
                provider.id(),
                wanted.name().map(name -> Limits.name("name", name)).orElse(provider.name()),
                settings,
                1,
                secrets.values().isEmpty() ? Optional.empty() : Optional.of(new Credential.Id(ids.next())),
                Connection.Status.PENDING,
                Optional.empty(),
                Optional.empty(),
                wanted.enabled(),
                wanted.schedule(),
                wanted.tenant(),
                caller.user(),
                now,
                now,
                Optional.empty());
        return new Draft(connection, secrets, due(connection, words, now));
    }

    void add(Draft draft) {
        Connection connection = draft.connection();
        transactions.run(() -> {
            if (!draft.secrets().values().isEmpty()) {
                connection.credential().ifPresent(id -> vault.put(connection.organization(), id, draft.secrets()));
            }
            store.add(connection);
            rights.own(connection);
            store.setDue(connection.organization(), connection.id(), draft.due());
        });
    }

    /** None are asked of who leaves them out altogether where consent in the browser will do. */
    Credential.Secrets secrets(String root, Provider provider, Map<String, ?> given) {
        if (given.isEmpty() && provider.oauth().isPresent()) {
            return Credential.Secrets.NONE;
        }
        Map<String, String> values = new HashMap<>();
        FieldValues.read(root, provider.secrets(), given).forEach((name, value) -> values.put(name, value.toString()));
        return new Credential.Secrets(values);
    }

    Optional<Instant> due(Connection connection, Connections.Words words, Instant now) {
        Optional<Instant> next = connection.schedule().map(schedule -> {
            try {
                return Schedules.next(calendar, schedule, connection.id(), now);
            } catch (Refusal.InvalidInput wrong) {
                String field = words.schedule().isEmpty() ? "cron" : words.schedule() + ".cron";
                throw new Refusal.InvalidInput(
                        field, wrong.problems().getFirst().reason());
            }
        });
        return connection.enabled() ? next : Optional.empty();
    }
}
