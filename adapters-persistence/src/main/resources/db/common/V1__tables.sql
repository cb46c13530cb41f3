-- One schema for H2 and PostgreSQL. varchar, never text: H2 would make a CLOB of it.
-- Keys name the organization too where a row must not point into another one.
-- A ..._key of type uuid is the beginning of the SHA-256 of a long id, so that every database can index it.

create table organization (
    id uuid not null primary key,
    slug varchar not null,
    name varchar not null,
    created_at timestamp with time zone not null,
    constraint organization_slug unique (slug)
);

create table app_user (
    id uuid not null primary key,
    organization_id uuid not null references organization (id),
    name varchar not null,
    email varchar,
    role varchar not null,
    created_at timestamp with time zone not null,
    constraint app_user_name unique (organization_id, name),
    constraint app_user_home unique (id, organization_id)
);

create table api_key (
    id uuid not null primary key,
    organization_id uuid not null references organization (id),
    maker_id uuid not null,
    name varchar not null,
    hint varchar not null,
    scopes varchar not null,
    created_at timestamp with time zone not null,
    expires_at timestamp with time zone,
    hash varchar not null,
    constraint api_key_hash unique (hash),
    foreign key (maker_id, organization_id) references app_user (id, organization_id)
);
create index api_key_organization on api_key (organization_id, created_at);

-- feed_seq: the last number given in the change feed; its row lock puts the commits of a collection in order.
-- feed_floor: tombstones up to this number are forgotten.
create table collection (
    id uuid not null primary key,
    organization_id uuid not null references organization (id),
    slug varchar not null,
    name varchar not null,
    created_at timestamp with time zone not null,
    updated_at timestamp with time zone not null,
    feed_seq bigint default 0 not null,
    feed_floor bigint default 0 not null,
    constraint collection_slug unique (organization_id, slug),
    constraint collection_home unique (id, organization_id)
);

create table connection (
    id uuid not null primary key,
    organization_id uuid not null references organization (id),
    collection_id uuid not null,
    provider varchar not null,
    name varchar not null,
    settings varchar not null,
    settings_version bigint not null,
    credential_id uuid,
    status varchar not null,
    status_reason varchar,
    account varchar,
    enabled boolean not null,
    cron varchar,
    zone varchar,
    missed varchar,
    tenant varchar,
    created_by uuid not null,
    created_at timestamp with time zone not null,
    updated_at timestamp with time zone not null,
    last_sync_at timestamp with time zone,
    open_run uuid,
    due_at timestamp with time zone,
    constraint connection_home unique (id, organization_id),
    foreign key (collection_id, organization_id) references collection (id, organization_id)
);
create index connection_organization on connection (organization_id, id);
create index connection_collection on connection (collection_id);
create index connection_due on connection (due_at);

create table credential (
    id uuid not null primary key,
    organization_id uuid not null,
    data_key integer not null,
    sealed bytea not null
);

-- The master key opens the data keys; data keys open the rest. Whether it opens them is also the check that it is the right one.
create table data_key (
    number integer not null primary key,
    sealed bytea not null,
    created_at timestamp with time zone not null
);

create table sync_run (
    id uuid not null primary key,
    organization_id uuid not null,
    connection_id uuid not null,
    mode varchar not null,
    cause varchar not null,
    state varchar not null,
    held_deletions bigint not null,
    cancel_requested boolean not null,
    problem_code varchar,
    problem_message varchar,
    created_at timestamp with time zone not null,
    started_at timestamp with time zone,
    finished_at timestamp with time zone,
    heartbeat_at timestamp with time zone not null,
    foreign key (connection_id, organization_id) references connection (id, organization_id) on delete cascade
);
create index sync_run_connection on sync_run (connection_id, id);
create index sync_run_state on sync_run (state, finished_at);

create table scope_run (
    run_id uuid not null,
    scope_key uuid not null,
    scope_id varchar not null,
    organization_id uuid not null,
    ordinal bigint not null,
    name varchar not null,
    state varchar not null,
    collected bigint not null,
    parsed bigint not null,
    indexed bigint not null,
    added bigint not null,
    updated bigint not null,
    moved bigint not null,
    unchanged bigint not null,
    deleted bigint not null,
    failed bigint not null,
    skipped bigint not null,
    bytes bigint not null,
    total bigint,
    page_done integer not null,
    until_at timestamp with time zone,
    parks integer not null,
    resynced boolean not null,
    held_deletions bigint not null,
    problem_code varchar,
    problem_message varchar,
    lease bigint not null,
    heartbeat_at timestamp with time zone not null,
    primary key (run_id, scope_key)
);

create table scope_state (
    connection_id uuid not null,
    scope_key uuid not null,
    scope_id varchar not null,
    organization_id uuid not null,
    name varchar not null,
    selection varchar not null,
    checkpoint varchar not null,
    listing bigint not null,
    listed boolean not null,
    settings_version bigint not null,
    unordered boolean not null,
    reselected boolean not null,
    primary key (connection_id, scope_key)
);

-- Live documents, folders and tombstones. resource_id is there only where the key had to be shortened, deletion_id only
-- where it is not the id. A tombstone has no scope_key, parent_key and deletion_key, so that what is found by these is
-- live. change_seq: a folder has one only where its id was once a document's.
create table document (
    id uuid not null primary key,
    organization_id uuid not null,
    collection_id uuid not null,
    connection_id uuid not null,
    scope_key uuid,
    scope_id varchar not null,
    resource_key bytea not null,
    resource_id varchar,
    parent_key uuid,
    parent_id varchar,
    deletion_key uuid,
    deletion_id varchar,
    folder boolean not null,
    name varchar not null,
    path varchar not null,
    version varchar not null,
    listing bigint not null,
    media_type varchar,
    size bigint,
    url varchar,
    modified_at timestamp with time zone,
    text_length bigint,
    indexed_at timestamp with time zone not null,
    deleted_at timestamp with time zone,
    change_seq bigint,
    constraint document_resource unique (connection_id, resource_key)
);
create index document_collection on document (collection_id, id);

-- Long texts lie in parts of so many characters of their own, followed by the beginning of the next, so that a search need
-- not look across.
create table document_text (
    document_id uuid not null,
    part integer not null,
    own integer not null,
    body varchar not null,
    primary key (document_id, part)
);

create table deletion_mark (
    document_id uuid not null primary key,
    organization_id uuid not null,
    connection_id uuid not null,
    scope_key uuid not null
);
create index deletion_mark_scope on deletion_mark (connection_id, scope_key, document_id);

create table seen_mark (
    connection_id uuid not null,
    scope_key uuid not null,
    listing bigint not null,
    resource_key bytea not null,
    organization_id uuid not null,
    primary key (connection_id, scope_key, listing, resource_key)
);

create table tree_work (
    connection_id uuid not null,
    scope_key uuid not null,
    folder_key uuid not null,
    kind varchar not null,
    organization_id uuid not null,
    folder_id varchar not null,
    after_key bytea,
    ordinal bigint generated by default as identity,
    primary key (connection_id, scope_key, folder_key, kind)
);

create table item_issue (
    id uuid not null primary key,
    organization_id uuid not null,
    connection_id uuid not null,
    scope_key uuid not null,
    scope_id varchar not null,
    resource_key bytea not null,
    resource_id varchar not null,
    path varchar not null,
    code varchar not null,
    message varchar not null,
    attempts integer not null,
    retry_requested boolean not null,
    run_id uuid not null,
    first_at timestamp with time zone not null,
    last_at timestamp with time zone not null,
    constraint item_issue_resource unique (connection_id, resource_key)
);
create index item_issue_connection on item_issue (connection_id, id);
create index item_issue_scope on item_issue (connection_id, scope_key);

-- As db-scheduler wants it.
create table scheduled_tasks (
    task_name varchar not null,
    task_instance varchar not null,
    task_data bytea,
    execution_time timestamp with time zone not null,
    picked boolean not null,
    picked_by varchar,
    last_success timestamp with time zone,
    last_failure timestamp with time zone,
    consecutive_failures integer,
    last_heartbeat timestamp with time zone,
    version bigint not null,
    priority smallint,
    primary key (task_name, task_instance)
);
create index scheduled_tasks_execution_time on scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat);
