package dev.portolan.providers.onedrive;

import dev.portolan.domain.Account;
import dev.portolan.providers.AccountOnlySession;
import dev.portolan.providers.graph.Graph;

/** One Microsoft account. */
record OneDriveSession(Graph graph) implements AccountOnlySession {

    @Override
    public String providerName() {
        return "OneDrive";
    }

    @Override
    public Account account() {
        return graph.account(OneDriveConnector.ID);
    }
}
