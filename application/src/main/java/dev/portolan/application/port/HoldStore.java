package dev.portolan.application.port;

import java.time.Instant;
import java.util.Map;

/**
 * Until when no call may be made for an app and account at a provider, as one replica was told and all must keep to. Keys
 * are made by the wire, and name a provider and a credential; they say nothing of whom they belong to.
 */
public interface HoldStore {

    /** The later time counts where there is one already. */
    void hold(String key, Instant until);

    /** What is still held at {@code now}, by key; forgets what is over. */
    Map<String, Instant> active(Instant now);
}
