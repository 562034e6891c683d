-- Roles, schemas and the one rule every tenant table is born with.
-- Roles belong to the cluster and may exist already (another database, or made by hand as LOGIN for Citus).

create extension if not exists postgis;

do $$
declare
  wanted text;
begin
  foreach wanted in array array[
    'kommun_request', 'police_request', 'import_worker', 'police_import_worker',
    'fold_worker', 'police_fold_worker', 'statistics'
  ] loop
    if not exists (select from pg_roles where rolname = wanted) then
      execute format('create role %I nologin noinherit nosuperuser nobypassrls', wanted);
    end if;
  end loop;
end
$$;

create schema if not exists app;
create schema police;
create schema release;
create schema accounts;

revoke create on schema public from public;

grant usage on schema app, public to
  kommun_request, police_request, import_worker, police_import_worker, fold_worker, police_fold_worker, statistics;
grant usage on schema police to police_request, police_import_worker, police_fold_worker;

-- The tenant of a transaction. It executes `set local` because a set_config call never reaches the other nodes of a
-- distributed database; the codes are checked first, so nothing else can be smuggled into the setting.
create function app.enter(variadic municipality_codes text[]) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  municipality_code text;
begin
  foreach municipality_code in array municipality_codes loop
    if municipality_code is null or municipality_code !~ '^[0-9]{4}$' then
      raise exception 'not a municipality code: %', municipality_code using errcode = '22023';
    end if;
  end loop;
  execute format('set local app.municipality_codes = %L', array_to_string(municipality_codes, ','));
end
$$;

-- After a transaction the setting reads '' rather than null: both mean "nobody has entered".
create function app.entered() returns text[]
language sql stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
  select coalesce(string_to_array(nullif(current_setting('app.municipality_codes', true), ''), ','), array[]::text[])
$$;

-- Row security of a tenant table: forced, one policy a verb. A table `with_audience` shows each side only its own and
-- the shared rows; `changes` is false for tables that are only ever appended to.
create function app.protect_tenant_table(
  tenant_table regclass, with_audience boolean default false, changes boolean default true
)
returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
  own text := 'municipality_code = any ((select app.entered())::text[])';
  visible text := case
    when with_audience then own || ' and audience = any ((select app.audiences())::text[])'
    else own
  end;
  changeable text := case when changes then visible else 'false' end;
begin
  execute format('alter table %s enable row level security', tenant_table);
  execute format('alter table %s force row level security', tenant_table);
  execute format('create policy tenant_select on %s for select using (%s)', tenant_table, visible);
  execute format('create policy tenant_insert on %s for insert with check (%s)', tenant_table, visible);
  execute format('create policy tenant_update on %s for update using (%s) with check (%s)',
    tenant_table, changeable, changeable);
  execute format('create policy tenant_delete on %s for delete using (%s)', tenant_table, changeable);
end
$$;

-- Which audiences the current role may see: each party its own and the shared, the workers all of their side's.
-- Policies ask once a statement, in a sub-select, so that an index-only scan stays one.
create function app.audiences() returns text[]
language sql stable parallel safe
set search_path = pg_catalog, pg_temp
as $$
  select case
    when current_user in ('kommun_request', 'import_worker', 'fold_worker') then array['shared', 'municipality']
    when current_user in ('police_request', 'police_import_worker', 'police_fold_worker') then array['shared', 'police']
    when current_user = 'statistics' then array['shared']
    else array[]::text[]
  end
$$;

revoke execute on function app.protect_tenant_table(regclass, boolean, boolean) from public;

-- One row that /readyz rewrites to show that the database takes writes.
create table app.write_probe (
  id smallint primary key check (id = 1),
  written_at timestamptz not null
);
grant select, insert, update on app.write_probe to kommun_request;
grant select on app.migration to kommun_request;
