package dev.portolan.application;

import dev.portolan.application.oauth.CodeExchange;
import dev.portolan.application.oauth.OAuth;
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
import java.time.InstantSource;
import java.util.List;

/** The services, wired by hand: what dialects call. */
public record Core(
        Catalog catalog,
        Access access,
        Users users,
        Groups groups,
        Logins logins,
        Identities identities,
        Collections collections,
        Connections connections,
        HiddenConnections hiddenConnections,
        Authorizations authorizations,
        Callbacks callbacks,
        Credentials credentials,
        Apps apps,
        CollectionApps collectionApps,
        Sharing sharing,
        Syncs syncs,
        FollowedSyncs followedSyncs,
        Answers answers,
        Documents documents,
        Browsing browsing,
        Sessions sessions,
        Encryption encryption,
        OAuth oauth) {

    /** All that the core needs of the outside. */
    public record Ports(
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
            OAuthPorts oauth) {}

    public static Core of(Ports ports) {
        return new Wiring(ports).core();
    }

    /** What several services share while they are put together. */
    private record Wiring(
            Ports ports, Catalog catalog, Rights rights, Collections collections, Syncs syncs, OAuth oauth) {

        Wiring(Ports ports) {
            this(
                    ports,
                    new Catalog(ports.connectors()),
                    new Rights(ports.connections(), ports.roles(), ports.oauth().authorizations()));
        }

        private Wiring(Ports ports, Catalog catalog, Rights rights) {
            this(
                    ports,
                    catalog,
                    rights,
                    new Collections(
                            ports.collections(),
                            ports.organizations(),
                            ports.oauth().apps(),
                            ports.vault(),
                            rights,
                            ports.transactions(),
                            ports.clock(),
                            ports.ids()),
                    new Syncs(
                            ports.runs(),
                            ports.deletions(),
                            ports.connections(),
                            ports.queue(),
                            rights,
                            ports.transactions(),
                            ports.clock(),
                            ports.ids()),
                    OAuth.of(
                            ports.oauth(),
                            new OAuth.Surroundings(
                                    ports.connections(),
                                    ports.vault(),
                                    ports.transactions(),
                                    ports.clock(),
                                    ports.ids(),
                                    ports.secrets()),
                            catalog.providers()));
        }

        Core core() {
            Sessions sessions = new Sessions(catalog, oauth.keyring());
            Drafts drafts = drafts();
            Connections connections = connections(drafts, sessions);
            Apps apps = apps();
            Operators operators = new Operators(ports.organizations());
            Logins logins = logins(operators);
            return new Core(
                    catalog,
                    access(logins, operators),
                    users(logins, operators),
                    new Groups(ports.groups(), ports.access(), rights, ports.clock(), ports.ids()),
                    logins,
                    identities(logins),
                    collections,
                    connections,
                    hiddenConnections(),
                    authorizations(connections),
                    callbacks(connections, drafts),
                    credentials(),
                    apps,
                    collectionApps(apps),
                    sharing(),
                    syncs,
                    followedSyncs(),
                    answers(),
                    documents(),
                    new Browsing(
                            connections, catalog, sessions, ports.documents(), rights, new Patience(Patience.USUAL)),
                    sessions,
                    new Encryption(ports.vault(), rights),
                    oauth);
        }

        private Answers answers() {
            return new Answers(ports.asked(), ports.vault(), ports.transactions(), ports.clock(), ports.ids());
        }

        private FollowedSyncs followedSyncs() {
            return new FollowedSyncs(
                    syncs,
                    ports.runNames(),
                    ports.runs(),
                    ports.documents(),
                    ports.issues(),
                    rights,
                    ports.transactions(),
                    ports.clock());
        }

        private Logins logins(Operators operators) {
            return new Logins(
                    ports.organizations(),
                    ports.access(),
                    ports.logins(),
                    ports.passwords(),
                    operators,
                    ports.clock(),
                    ports.secrets());
        }

        private Users users(Logins logins, Operators operators) {
            return new Users(
                    ports.access(), logins, operators, rights, ports.transactions(), ports.clock(), ports.ids());
        }

        private Identities identities(Logins logins) {
            return new Identities(
                    ports.organizations(),
                    ports.access(),
                    ports.groups(),
                    ports.logins(),
                    logins,
                    ports.transactions(),
                    ports.clock(),
                    ports.ids());
        }

        private Access access(Logins logins, Operators operators) {
            return new Access(
                    ports.organizations(),
                    ports.access(),
                    ports.collections(),
                    logins,
                    operators,
                    rights,
                    ports.transactions(),
                    ports.clock(),
                    ports.ids(),
                    ports.secrets());
        }

        private Drafts drafts() {
            return new Drafts(
                    ports.connections(),
                    collections,
                    catalog,
                    ports.vault(),
                    ports.calendar(),
                    rights,
                    ports.transactions(),
                    ports.clock(),
                    ports.ids());
        }

        private Connections connections(Drafts drafts, Sessions sessions) {
            return new Connections(
                    ports.connections(),
                    drafts,
                    collections,
                    catalog,
                    sessions,
                    syncs,
                    ports.vault(),
                    oauth.grants(),
                    ports.queue(),
                    rights,
                    ports.transactions(),
                    ports.clock(),
                    ports.ids());
        }

        private HiddenConnections hiddenConnections() {
            return new HiddenConnections(
                    ports.connections(),
                    oauth.grants(),
                    syncs,
                    ports.queue(),
                    rights,
                    ports.transactions(),
                    ports.clock());
        }

        private Authorizations authorizations(Connections connections) {
            return new Authorizations(
                    connections,
                    collections,
                    catalog,
                    ports.oauth().authorizations(),
                    oauth.registrations(),
                    oauth.consents(),
                    ports.oauth().settings(),
                    rights,
                    ports.transactions());
        }

        private Callbacks callbacks(Connections connections, Drafts drafts) {
            return new Callbacks(
                    ports.connections(),
                    drafts,
                    catalog,
                    oauth.consents(),
                    new CodeExchange(
                            oauth.consents(),
                            oauth.registrations(),
                            ports.oauth().gateway(),
                            oauth.grants(),
                            catalog::connector),
                    new Bindings(
                            ports.connections(),
                            ports.oauth().authorizations(),
                            ports.runs(),
                            oauth.grants(),
                            connections,
                            syncs,
                            rights,
                            ports.transactions(),
                            ports.clock()),
                    rights,
                    ports.clock());
        }

        private Credentials credentials() {
            return new Credentials(
                    ports.connections(),
                    ports.oauth().authorizations(),
                    ports.oauth().revocations(),
                    oauth.grants(),
                    oauth.renewals(),
                    syncs,
                    rights,
                    ports.transactions(),
                    ports.clock());
        }

        private Apps apps() {
            return new Apps(
                    ports.oauth().apps(),
                    oauth.registrations(),
                    ports.oauth().grants(),
                    ports.oauth().revocations(),
                    ports.vault(),
                    catalog,
                    collections,
                    rights,
                    ports.transactions(),
                    ports.clock(),
                    ports.ids());
        }

        private CollectionApps collectionApps(Apps apps) {
            return new CollectionApps(
                    ports.oauth().apps(),
                    apps,
                    oauth.registrations(),
                    ports.connections(),
                    collections,
                    rights,
                    ports.transactions());
        }

        private Sharing sharing() {
            return new Sharing(
                    ports.connections(), ports.access(), ports.groups(), ports.roles(), rights, ports.transactions());
        }

        private Documents documents() {
            return new Documents(ports.documents(), ports.issues(), ports.connections(), collections, rights);
        }
    }
}
