package dev.portolan.bootstrap;

import dev.portolan.application.Clockwork;
import dev.portolan.application.Core;
import dev.portolan.application.oauth.OAuthPorts;
import dev.portolan.application.port.AccessStore;
import dev.portolan.application.port.AskedStore;
import dev.portolan.application.port.CollectionStore;
import dev.portolan.application.port.ConnectionStore;
import dev.portolan.application.port.Connector;
import dev.portolan.application.port.CredentialVault;
import dev.portolan.application.port.CronCalendar;
import dev.portolan.application.port.DeletionStore;
import dev.portolan.application.port.DocumentStore;
import dev.portolan.application.port.GroupStore;
import dev.portolan.application.port.IdSource;
import dev.portolan.application.port.ItemIssueStore;
import dev.portolan.application.port.LoginStore;
import dev.portolan.application.port.OrganizationStore;
import dev.portolan.application.port.PasswordHashing;
import dev.portolan.application.port.RoleStore;
import dev.portolan.application.port.RunNameStore;
import dev.portolan.application.port.SecretSource;
import dev.portolan.application.port.SyncRunStore;
import dev.portolan.application.port.TextExtractor;
import dev.portolan.application.port.Transactions;
import dev.portolan.application.port.WorkQueue;
import dev.portolan.application.sync.Bounds;
import dev.portolan.application.sync.Engine;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Puts the core together by hand: it knows no framework. */
@Factory
final class Wiring {

    /** The system's time in microseconds: what both databases keep, so that what is told at once is what is read later. */
    @Singleton
    @Primary
    InstantSource clock() {
        InstantSource system = InstantSource.system();
        return () -> system.instant().truncatedTo(ChronoUnit.MICROS);
    }

    @Singleton
    Core.Ports ports(
            List<Connector> connectors,
            TextExtractor extractor,
            Transactions transactions,
            OrganizationStore organizations,
            AccessStore access,
            GroupStore groups,
            RoleStore roles,
            LoginStore logins,
            PasswordHashing passwords,
            CollectionStore collections,
            ConnectionStore connections,
            CredentialVault vault,
            SyncRunStore runs,
            RunNameStore runNames,
            AskedStore asked,
            DocumentStore documents,
            DeletionStore deletions,
            ItemIssueStore issues,
            WorkQueue queue,
            CronCalendar calendar,
            InstantSource clock,
            IdSource ids,
            SecretSource secrets,
            OAuthPorts oauth) {
        return new Core.Ports(
                connectors,
                extractor,
                transactions,
                organizations,
                access,
                groups,
                roles,
                logins,
                passwords,
                collections,
                connections,
                vault,
                runs,
                runNames,
                asked,
                documents,
                deletions,
                issues,
                queue,
                calendar,
                clock,
                ids,
                secrets,
                oauth);
    }

    @Singleton
    Core core(Core.Ports ports) {
        return Core.of(ports);
    }

    @Singleton
    Engine engine(Core.Ports ports, Core core) {
        return new Engine(
                ports, core, Bounds.DEFAULT.within(Runtime.getRuntime().maxMemory()));
    }

    @Singleton
    Clockwork clockwork(Core.Ports ports, Core core) {
        return new Clockwork(core, ports);
    }
}
