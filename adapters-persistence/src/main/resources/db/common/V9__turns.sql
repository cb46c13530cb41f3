-- Whose work it is, so that one organization's work does not hold up another's.
alter table scheduled_tasks add column organization_id uuid;
create index scheduled_tasks_organization on scheduled_tasks (organization_id);
