-- Who did what, one row an act, appended in the act's own transaction. No words, photos or positions of remarks.
-- Acts that belong to no single municipality (a national boundary file) are kept under '0000'.
create table audit_entry (
  municipality_code text not null check (municipality_code ~ '^[0-9]{4}$'),
  id uuid not null,
  occurred_at timestamptz not null,
  actor text not null,
  act text not null,
  subject_kind text not null,
  subject_id text,
  audience text not null check (audience in ('shared', 'municipality', 'police')),
  detail jsonb not null,
  primary key (municipality_code, id)
);

create index audit_entry_by_time on audit_entry (municipality_code, occurred_at);

select app.protect_tenant_table('audit_entry', with_audience => true, changes => false);

grant select, insert on audit_entry to kommun_request, police_request;
grant insert on audit_entry to import_worker, police_import_worker, fold_worker, police_fold_worker;
