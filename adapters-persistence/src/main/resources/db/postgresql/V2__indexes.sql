-- Partial indexes, and an order of names that is the same on every machine.

alter table organization alter column slug type varchar collate "C";
alter table collection alter column slug type varchar collate "C";

create index document_scope on document (connection_id, scope_key, resource_key) where scope_key is not null;
create index document_parent on document (connection_id, parent_key, resource_key) where parent_key is not null;
create index document_deletion on document (connection_id, deletion_key) where deletion_key is not null;
create index document_feed on document (collection_id, change_seq) where change_seq is not null;
create index document_tombstone on document (deleted_at) where deleted_at is not null;
