package dev.portolan.application;

import dev.portolan.application.port.AccessStore;
import dev.portolan.application.port.CollectionStore;
import dev.portolan.application.port.ConnectionStore;
import dev.portolan.application.port.Connector;
import dev.portolan.application.port.CredentialVault;
import dev.portolan.application.port.CronCalendar;
import dev.portolan.application.port.DeletionStore;
import dev.portolan.application.port.DocumentStore;
import dev.portolan.application.port.IdSource;
import dev.portolan.application.port.ItemIssueStore;
import dev.portolan.application.port.OrganizationStore;
import dev.portolan.application.port.SecretSource;
import dev.portolan.application.port.SyncRunStore;
import dev.portolan.application.port.TextExtractor;
import dev.portolan.application.port.Transactions;
import dev.portolan.application.port.WorkQueue;
import java.time.InstantSource;
import java.util.List;

/** The services, wired by hand: what dialects call. */
public record Core(
        Catalog catalog,
        Access access,
        Collections collections,
        Connections connections,
        Syncs syncs,
        Documents documents) {

    /** All that the core needs of the outside. */
    public record Ports(
            List<Connector> connectors,
            TextExtractor extractor,
            Transactions transactions,
            OrganizationStore organizations,
            AccessStore access,
            CollectionStore collections,
            ConnectionStore connections,
            CredentialVault vault,
            SyncRunStore runs,
            DocumentStore documents,
            DeletionStore deletions,
            ItemIssueStore issues,
            WorkQueue queue,
            CronCalendar calendar,
            InstantSource clock,
            IdSource ids,
            SecretSource secrets) {}

    public static Core of(Ports ports) {
        Rights rights = new Rights(ports.connections());
        Catalog catalog = new Catalog(ports.connectors());
        Collections collections =
                new Collections(ports.collections(), ports.organizations(), rights, ports.clock(), ports.ids());
        Syncs syncs = new Syncs(
                ports.runs(),
                ports.deletions(),
                ports.connections(),
                ports.queue(),
                rights,
                ports.transactions(),
                ports.clock(),
                ports.ids());
        Access access = new Access(
                ports.organizations(),
                ports.access(),
                ports.collections(),
                rights,
                ports.transactions(),
                ports.clock(),
                ports.ids(),
                ports.secrets());
        Connections connections = new Connections(
                ports.connections(),
                collections,
                catalog,
                new Sessions(catalog, ports.vault()),
                syncs,
                ports.vault(),
                ports.calendar(),
                ports.queue(),
                rights,
                ports.transactions(),
                ports.clock(),
                ports.ids());
        Documents documents =
                new Documents(ports.documents(), ports.issues(), ports.connections(), collections, rights);
        return new Core(catalog, access, collections, connections, syncs, documents);
    }
}
