-- Where browsers go after the consent, beside the connection itself: one table less to look into.
alter table connection add column redirect_url varchar;
update connection set redirect_url = (select r.url from connection_redirect r where r.connection_id = connection.id);
drop table connection_redirect;
