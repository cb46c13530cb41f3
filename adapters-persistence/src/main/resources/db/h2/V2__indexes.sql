-- What is partial on PostgreSQL.

create index document_scope on document (connection_id, scope_key, resource_key);
create index document_parent on document (connection_id, parent_key, resource_key);
create index document_deletion on document (connection_id, deletion_key);
create index document_feed on document (collection_id, change_seq);
create index document_tombstone on document (deleted_at);
