-- Which import a row of a register came with, so that one import can be undone as a whole; null for rows that came before
-- this was kept, or with the demo.
alter table area add column import_id uuid;
alter table area_population add column import_id uuid;
alter table place add column import_id uuid;
alter table crime_area_count add column import_id uuid;
alter table police_event add column import_id uuid;

-- What an import replaced: rows of the register as they were, kept until the import is undone. `unit` is what is replaced
-- as a whole: an area, a year of an area's population, a count, a value, an event.
create table import_replacement (
  municipality_code text not null references municipality (code),
  import_id uuid not null,
  unit text not null,
  earlier_import_id uuid,
  earlier jsonb not null,
  primary key (municipality_code, import_id, unit)
);

create index import_replacement_by_earlier on import_replacement (municipality_code, earlier_import_id);

select app.protect_tenant_table('import_replacement');
grant select, insert, update, delete on import_replacement to import_worker;
