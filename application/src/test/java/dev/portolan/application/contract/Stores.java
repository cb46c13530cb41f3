package dev.portolan.application.contract;

import dev.portolan.application.port.AccessStore;
import dev.portolan.application.port.AskedStore;
import dev.portolan.application.port.AuthorizationStore;
import dev.portolan.application.port.CollectionStore;
import dev.portolan.application.port.ConnectionStore;
import dev.portolan.application.port.CredentialVault;
import dev.portolan.application.port.DeletionStore;
import dev.portolan.application.port.DocumentStore;
import dev.portolan.application.port.GrantStore;
import dev.portolan.application.port.GroupStore;
import dev.portolan.application.port.HoldStore;
import dev.portolan.application.port.ItemIssueStore;
import dev.portolan.application.port.LoginStore;
import dev.portolan.application.port.OAuthAppStore;
import dev.portolan.application.port.OrganizationStore;
import dev.portolan.application.port.RevocationStore;
import dev.portolan.application.port.RoleStore;
import dev.portolan.application.port.RunNameStore;
import dev.portolan.application.port.SyncRunStore;
import dev.portolan.application.port.Transactions;

/** The stores of one empty database: what a suite is given. */
public record Stores(
        Transactions transactions,
        OrganizationStore organizations,
        AccessStore access,
        GroupStore groups,
        RoleStore roles,
        LoginStore logins,
        CollectionStore collections,
        ConnectionStore connections,
        SyncRunStore runs,
        RunNameStore runNames,
        AskedStore asked,
        DocumentStore documents,
        DeletionStore deletions,
        ItemIssueStore issues,
        CredentialVault vault,
        OAuthAppStore apps,
        AuthorizationStore authorizations,
        GrantStore grants,
        RevocationStore revocations,
        HoldStore holds) {}
