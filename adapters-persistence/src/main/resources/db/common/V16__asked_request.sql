-- Requests that are carried out once, by the keys of their senders. Their answers are sealed, in credential, under the same ids.
create table asked_request (
    id uuid not null primary key,
    organization_id uuid not null references organization (id),
    sender varchar not null,
    request_key varchar not null,
    fingerprint varchar not null,
    answered boolean not null,
    asked_at timestamp with time zone not null,
    constraint asked_request_key unique (organization_id, sender, request_key)
);
create index asked_request_age on asked_request (asked_at);
