package dev.portolan.providers.wire;

/**
 * Whose quota calls count against: an app and an account at a provider.
 *
 * @param holder the same for all who share the quota
 * @param isShared whether anybody does, here or on another replica
 */
record Line(String provider, String holder, boolean isShared) {

    /** By which replicas know it. */
    String key() {
        return provider + ":" + holder;
    }
}
