package dev.portolan.persistence;

import dev.portolan.application.contract.AccessStoreContract;
import dev.portolan.application.contract.AskedStoreContract;
import dev.portolan.application.contract.AuthorizationStoreContract;
import dev.portolan.application.contract.AuthorizedConnectionContract;
import dev.portolan.application.contract.ChangeFeedContract;
import dev.portolan.application.contract.CollectionStoreContract;
import dev.portolan.application.contract.ConcurrentFeedContract;
import dev.portolan.application.contract.ConnectionSelectContract;
import dev.portolan.application.contract.ConnectionSightContract;
import dev.portolan.application.contract.ConnectionStoreContract;
import dev.portolan.application.contract.CredentialVaultContract;
import dev.portolan.application.contract.DeletionStoreContract;
import dev.portolan.application.contract.DocumentQueryContract;
import dev.portolan.application.contract.DocumentStoreContract;
import dev.portolan.application.contract.DocumentTreeContract;
import dev.portolan.application.contract.GrantLeaseContract;
import dev.portolan.application.contract.GrantStoreContract;
import dev.portolan.application.contract.GroupStoreContract;
import dev.portolan.application.contract.HoldStoreContract;
import dev.portolan.application.contract.ItemIssueStoreContract;
import dev.portolan.application.contract.LoginStoreContract;
import dev.portolan.application.contract.OAuthAppStoreContract;
import dev.portolan.application.contract.OrganizationStoreContract;
import dev.portolan.application.contract.RevocationStoreContract;
import dev.portolan.application.contract.RoleStoreContract;
import dev.portolan.application.contract.RunNameStoreContract;
import dev.portolan.application.contract.ScopeLeaseContract;
import dev.portolan.application.contract.SyncRunStoreContract;
import dev.portolan.application.contract.TenancyContract;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;

/** The stores on H2 do what the contracts say. */
@ExtendWith(OnH2.class)
class H2StoresTest {

    @Nested
    class Organizations extends OrganizationStoreContract {}

    @Nested
    class Access extends AccessStoreContract {}

    @Nested
    class Groups extends GroupStoreContract {}

    @Nested
    class Roles extends RoleStoreContract {}

    @Nested
    class Logins extends LoginStoreContract {}

    @Nested
    class Collections extends CollectionStoreContract {}

    @Nested
    class Connections extends ConnectionStoreContract {}

    @Nested
    class Selections extends ConnectionSelectContract {}

    @Nested
    class Sights extends ConnectionSightContract {}

    @Nested
    class OfCollections extends AuthorizedConnectionContract {}

    @Nested
    class Runs extends SyncRunStoreContract {}

    @Nested
    class Requests extends AskedStoreContract {}

    @Nested
    class RunNames extends RunNameStoreContract {}

    @Nested
    class Leases extends ScopeLeaseContract {}

    @Nested
    class Documents extends DocumentStoreContract {}

    @Nested
    class Trees extends DocumentTreeContract {}

    @Nested
    class Queries extends DocumentQueryContract {}

    @Nested
    class Feeds extends ChangeFeedContract {}

    @Nested
    class FeedsUnderWriters extends ConcurrentFeedContract {}

    @Nested
    class Deletions extends DeletionStoreContract {}

    @Nested
    class Issues extends ItemIssueStoreContract {}

    @Nested
    class Vaults extends CredentialVaultContract {}

    @Nested
    class Apps extends OAuthAppStoreContract {}

    @Nested
    class Authorizations extends AuthorizationStoreContract {}

    @Nested
    class Grants extends GrantStoreContract {}

    @Nested
    class GrantLeases extends GrantLeaseContract {}

    @Nested
    class Revocations extends RevocationStoreContract {}

    @Nested
    class Holds extends HoldStoreContract {}

    @Nested
    class Tenants extends TenancyContract {}
}
