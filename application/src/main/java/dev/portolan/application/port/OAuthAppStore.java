package dev.portolan.application.port;

import dev.portolan.domain.Collection;
import dev.portolan.domain.OAuthApp;
import dev.portolan.domain.Organization;
import java.util.List;
import java.util.Optional;

/** OAuth apps of organizations and their collections, without their secrets. The operator's own are not here. */
public interface OAuthAppStore {

    void add(OAuthApp app);

    /** @return false where there is none */
    boolean update(OAuthApp app);

    Optional<OAuthApp> find(Organization.Id organization, OAuthApp.Id id);

    /** By creation, oldest first. */
    List<OAuthApp> list(Organization.Id organization);

    /** Removes an app and every choice of it. @return false where there is none */
    boolean remove(Organization.Id organization, OAuthApp.Id id);

    /** The app that was chosen for a collection; may be one of the operator's. */
    Optional<OAuthApp.Id> chosen(Organization.Id organization, Collection.Id collection);

    /** Chooses, in place of what was chosen before. */
    void choose(Organization.Id organization, Collection.Id collection, OAuthApp.Id app);

    /** Forgets what was chosen. */
    void unchoose(Organization.Id organization, Collection.Id collection);
}
