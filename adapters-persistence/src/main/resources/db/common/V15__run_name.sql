-- What users call their runs, to find them again.
create table run_name (
    organization_id uuid not null,
    user_id uuid not null,
    name varchar not null,
    run_id uuid not null references sync_run (id) on delete cascade,
    primary key (user_id, name),
    foreign key (user_id, organization_id) references app_user (id, organization_id) on delete cascade
);
create index run_name_run on run_name (run_id);
