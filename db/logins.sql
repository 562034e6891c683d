-- Run once in a PostgreSQL server by its administrator, before `npm run db:migrate` (see README.md). It may be run again.
-- Nobody connects as one of the roles: each login is a member of its own side's roles and must ask for one by
-- `set role`, once a transaction, because NOINHERIT gives it nothing by itself. No login is a member of both sides' roles.

do $$
declare
  wanted text;
begin
  foreach wanted in array array[
    'kommun_request', 'police_request', 'import_worker', 'police_import_worker',
    'fold_worker', 'police_fold_worker', 'statistics'
  ] loop
    if not exists (select from pg_roles where rolname = wanted) then
      execute format('create role %I nologin noinherit', wanted);
    end if;
  end loop;

  foreach wanted in array array['fokuskartan_owner', 'fokuskartan_municipality', 'fokuskartan_police'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      execute format('create role %I login noinherit', wanted);
    end if;
  end loop;
end
$$;

grant kommun_request, import_worker, fold_worker, statistics to fokuskartan_municipality;
grant police_request, police_import_worker, police_fold_worker to fokuskartan_police;
