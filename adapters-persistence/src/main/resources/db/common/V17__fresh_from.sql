-- Rows that an earlier listing has written are outdated for a rebuild.
alter table scope_state add column fresh_from bigint default 0 not null;
