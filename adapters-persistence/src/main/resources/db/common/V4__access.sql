-- Groups, roles on connections, passwords, the tokens and identities by which users prove who they are.

create table user_group (
    id uuid not null primary key,
    organization_id uuid not null references organization (id),
    name varchar not null,
    created_at timestamp with time zone not null,
    constraint user_group_name unique (organization_id, name),
    constraint user_group_home unique (id, organization_id)
);

-- claimed: a token of the user said so; their next token may say otherwise.
create table group_member (
    group_id uuid not null,
    user_id uuid not null,
    organization_id uuid not null,
    claimed boolean not null,
    primary key (group_id, user_id),
    foreign key (group_id, organization_id) references user_group (id, organization_id) on delete cascade,
    foreign key (user_id, organization_id) references app_user (id, organization_id) on delete cascade
);
create index group_member_user on group_member (user_id, group_id);

-- subject_id: the user, the group, or the organization where everybody is meant.
create table access_grant (
    connection_id uuid not null,
    subject_id uuid not null,
    organization_id uuid not null,
    user_id uuid,
    group_id uuid,
    role varchar not null,
    primary key (connection_id, subject_id),
    foreign key (connection_id, organization_id) references connection (id, organization_id) on delete cascade,
    foreign key (user_id, organization_id) references app_user (id, organization_id) on delete cascade,
    foreign key (group_id, organization_id) references user_group (id, organization_id) on delete cascade
);
create index access_grant_subject on access_grant (subject_id, connection_id);

insert into access_grant (connection_id, subject_id, organization_id, user_id, group_id, role)
select c.id, c.created_by, c.organization_id, c.created_by, null, 'ADMIN' from connection c
join app_user u on u.id = c.created_by and u.organization_id = c.organization_id;

create table user_password (
    user_id uuid not null primary key,
    organization_id uuid not null,
    hash varchar not null,
    foreign key (user_id, organization_id) references app_user (id, organization_id) on delete cascade
);

create table login_token (
    hash varchar not null primary key,
    user_id uuid not null,
    organization_id uuid not null,
    expires_at timestamp with time zone not null,
    foreign key (user_id, organization_id) references app_user (id, organization_id) on delete cascade
);
create index login_token_user on login_token (user_id);
create index login_token_expiry on login_token (expires_at);

-- Of a name or of an address, by a digest of it.
create table login_attempts (
    subject_key uuid not null primary key,
    attempts integer not null,
    until_at timestamp with time zone not null
);
create index login_attempts_until on login_attempts (until_at);

-- identity_key: a digest of issuer and subject.
create table external_identity (
    identity_key uuid not null primary key,
    user_id uuid not null,
    organization_id uuid not null,
    issuer varchar not null,
    subject varchar not null,
    foreign key (user_id, organization_id) references app_user (id, organization_id) on delete cascade
);
create index external_identity_user on external_identity (user_id);
