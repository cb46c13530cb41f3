-- OAuth: apps, consents under way, grants and who renews them, and what is to be given back. Secrets and tokens are in
-- credential, sealed, under the id of the row they belong to.

create index credential_data_key on credential (data_key, id);

create table oauth_app (
    id uuid not null primary key,
    organization_id uuid not null references organization (id),
    collection_id uuid,
    provider varchar not null,
    name varchar not null,
    client_id varchar not null,
    scopes varchar not null,
    created_at timestamp with time zone not null,
    updated_at timestamp with time zone not null,
    foreign key (collection_id, organization_id) references collection (id, organization_id) on delete cascade
);
create index oauth_app_organization on oauth_app (organization_id, id);
create index oauth_app_collection on oauth_app (collection_id);

-- The app may be the operator's, which has no row.
create table oauth_choice (
    collection_id uuid not null primary key,
    organization_id uuid not null,
    app_id uuid not null,
    foreign key (collection_id, organization_id) references collection (id, organization_id) on delete cascade
);

create table pending_authorization (
    id uuid not null primary key,
    state_hash varchar not null,
    organization_id uuid not null references organization (id),
    starter_id uuid not null,
    starter_role varchar not null,
    provider varchar not null,
    app_id uuid not null,
    connection_id uuid,
    collection_id uuid,
    dialect varchar not null,
    return_by varchar not null,
    redirect_uri varchar not null,
    client_redirect_url varchar,
    allow_account_change boolean not null,
    collapse boolean not null,
    created_at timestamp with time zone not null,
    expires_at timestamp with time zone not null,
    used_at timestamp with time zone,
    constraint pending_authorization_state unique (state_hash)
);
create index pending_authorization_starter on pending_authorization (organization_id, starter_id, id);
create index pending_authorization_end on pending_authorization (expires_at);

create table connection_alias (
    alias_id uuid not null primary key,
    organization_id uuid not null,
    connection_id uuid not null,
    foreign key (connection_id, organization_id) references connection (id, organization_id) on delete cascade
);
create index connection_alias_connection on connection_alias (connection_id);

create table connection_redirect (
    connection_id uuid not null primary key,
    organization_id uuid not null,
    url varchar not null,
    foreign key (connection_id, organization_id) references connection (id, organization_id) on delete cascade
);

-- unanswered_version: the version of which an exchange was begun, and nobody knows how it ended.
create table oauth_grant (
    id uuid not null primary key,
    organization_id uuid not null references organization (id),
    app_id uuid not null,
    client_id varchar not null,
    provider varchar not null,
    account_id varchar not null,
    email varchar,
    display_name varchar not null,
    version bigint not null,
    state varchar not null,
    reason varchar,
    expires_at timestamp with time zone,
    refresh_expires_at timestamp with time zone,
    authorized_at timestamp with time zone not null,
    renewed_at timestamp with time zone not null,
    renew_at timestamp with time zone,
    lease_holder varchar,
    lease_number bigint default 0 not null,
    lease_until timestamp with time zone,
    unanswered_version bigint default 0 not null,
    constraint oauth_grant_account unique (organization_id, app_id, account_id)
);
create index oauth_grant_anywhere on oauth_grant (provider, client_id, account_id);
create index oauth_grant_due on oauth_grant (renew_at);
create index connection_credential on connection (credential_id);

create table revocation (
    id uuid not null primary key,
    organization_id uuid not null references organization (id),
    app_id uuid not null,
    client_id varchar not null,
    provider varchar not null,
    account_id varchar not null,
    state varchar not null,
    attempts integer not null,
    note varchar not null,
    created_at timestamp with time zone not null,
    next_at timestamp with time zone
);
create index revocation_organization on revocation (organization_id, id);
create index revocation_due on revocation (next_at);
create index revocation_old on revocation (created_at);
