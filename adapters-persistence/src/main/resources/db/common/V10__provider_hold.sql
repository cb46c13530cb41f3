-- Until when nobody calls a provider for an app and account: replicas tell each other. Belongs to no organization.
create table provider_hold (
    hold_key varchar not null primary key,
    held_until timestamp with time zone not null
);
