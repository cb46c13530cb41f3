package dev.portolan.rest;

import dev.portolan.application.Access;
import dev.portolan.application.Answers;
import dev.portolan.application.Apps;
import dev.portolan.application.Authorizations;
import dev.portolan.application.Browsing;
import dev.portolan.application.Callbacks;
import dev.portolan.application.Catalog;
import dev.portolan.application.CollectionApps;
import dev.portolan.application.Collections;
import dev.portolan.application.Connections;
import dev.portolan.application.Core;
import dev.portolan.application.Credentials;
import dev.portolan.application.Documents;
import dev.portolan.application.Encryption;
import dev.portolan.application.FollowedSyncs;
import dev.portolan.application.Groups;
import dev.portolan.application.HiddenConnections;
import dev.portolan.application.Identities;
import dev.portolan.application.Logins;
import dev.portolan.application.Sharing;
import dev.portolan.application.Syncs;
import dev.portolan.application.Users;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** The services of the core, each to be asked for alone. */
@Factory
final class CoreServices {

    @Singleton
    Catalog catalog(Core core) {
        return core.catalog();
    }

    @Singleton
    Access access(Core core) {
        return core.access();
    }

    @Singleton
    Users users(Core core) {
        return core.users();
    }

    @Singleton
    Groups groups(Core core) {
        return core.groups();
    }

    @Singleton
    Logins logins(Core core) {
        return core.logins();
    }

    @Singleton
    Identities identities(Core core) {
        return core.identities();
    }

    @Singleton
    Collections collections(Core core) {
        return core.collections();
    }

    @Singleton
    Connections connections(Core core) {
        return core.connections();
    }

    @Singleton
    Sharing sharing(Core core) {
        return core.sharing();
    }

    @Singleton
    HiddenConnections hiddenConnections(Core core) {
        return core.hiddenConnections();
    }

    @Singleton
    Browsing browsing(Core core) {
        return core.browsing();
    }

    @Singleton
    Syncs syncs(Core core) {
        return core.syncs();
    }

    @Singleton
    Answers answers(Core core) {
        return core.answers();
    }

    @Singleton
    FollowedSyncs followedSyncs(Core core) {
        return core.followedSyncs();
    }

    @Singleton
    Documents documents(Core core) {
        return core.documents();
    }

    @Singleton
    Authorizations authorizations(Core core) {
        return core.authorizations();
    }

    @Singleton
    Callbacks callbacks(Core core) {
        return core.callbacks();
    }

    @Singleton
    Credentials credentials(Core core) {
        return core.credentials();
    }

    @Singleton
    Apps apps(Core core) {
        return core.apps();
    }

    @Singleton
    CollectionApps collectionApps(Core core) {
        return core.collectionApps();
    }

    @Singleton
    Encryption encryption(Core core) {
        return core.encryption();
    }
}
