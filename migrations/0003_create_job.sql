-- Background work. A local table of the installation, not of a tenant: it names a municipality but holds no content.
-- `work_key` lets a piece of work be asked for many times and waited for once.
create table app.job (
  id uuid primary key,
  kind text not null,
  work_key text not null,
  side text not null check (side in ('municipality', 'police')),
  payload jsonb not null,
  state text not null check (state in ('waiting', 'running', 'done', 'failed')),
  attempts smallint not null default 0,
  run_after timestamptz not null,
  created_at timestamptz not null,
  started_at timestamptz,
  finished_at timestamptz,
  last_error text
);

create unique index job_waiting_once on app.job (kind, work_key) where state = 'waiting';
create index job_next on app.job (side, run_after) where state = 'waiting';

-- Each side sees and does its own work only.
alter table app.job enable row level security;
alter table app.job force row level security;
create policy municipality_side on app.job to kommun_request, import_worker, fold_worker
  using (side = 'municipality') with check (side = 'municipality');
create policy police_side on app.job to police_request, police_import_worker, police_fold_worker
  using (side = 'police') with check (side = 'police');

grant select, insert on app.job to kommun_request, police_request, import_worker, police_import_worker;
grant select, insert, update, delete on app.job to fold_worker, police_fold_worker;
