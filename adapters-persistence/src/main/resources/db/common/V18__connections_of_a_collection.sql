-- Newest first, without passing over those of other collections.
drop index connection_collection;
create index connection_collection on connection (collection_id, id);
