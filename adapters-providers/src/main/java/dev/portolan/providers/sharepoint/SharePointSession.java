package dev.portolan.providers.sharepoint;

import dev.portolan.domain.Account;
import dev.portolan.providers.AccountOnlySession;
import dev.portolan.providers.graph.Graph;

/** One account of a Microsoft 365 organization. */
record SharePointSession(Graph graph) implements AccountOnlySession {

    @Override
    public String providerName() {
        return "SharePoint";
    }

    @Override
    public Account account() {
        return graph.account(SharePointConnector.ID);
    }
}
