-- The import log holds every kind of file, the rows a partial import refused, and that an import was undone.
alter table import alter column source drop not null;
-- Filled by the rewriting of the table, since row security holds for its owner too and an update would find no rows.
alter table import add column kind text;
alter table import alter column kind type text using (
  case source when 'remark' then 'remarks' when 'observation' then 'observations' else 'crimes' end
);
alter table import alter column kind set not null;
alter table import add constraint import_kind_check check (kind in (
  'areas', 'places', 'population', 'area-counts', 'surveys', 'police-events',
  'remarks', 'observations', 'crimes', 'incident-reports'
));
-- Points have a source; registers have none.
alter table import add constraint import_source_of_kind check ((source is null) = (kind in (
  'areas', 'places', 'population', 'area-counts', 'surveys', 'police-events'
)));
alter table import add column refused int not null default 0 check (refused >= 0);
-- Reasons kept with the import; fewer than were told where there were very many.
alter table import add column refusals_kept int not null default 0 check (refusals_kept >= 0);
alter table import add column undone_at timestamptz;
alter table import add column undone_by text;
alter table import add constraint import_undone_check check ((undone_at is null) = (undone_by is null));
grant update on import to police_import_worker;

-- Why rows were refused: gzip of one JSON array a line (row, column, value, reason in Swedish and in English), up to a
-- thousand reasons a chunk. Values of crimes stay in the police's schema.
create table import_refusal (
  municipality_code text not null,
  import_id uuid not null,
  chunk int not null check (chunk >= 0),
  content bytea not null,
  primary key (municipality_code, import_id, chunk),
  foreign key (municipality_code, import_id) references import (municipality_code, id)
);

create table police.import_refusal (
  municipality_code text not null,
  import_id uuid not null,
  chunk int not null check (chunk >= 0),
  content bytea not null,
  primary key (municipality_code, import_id, chunk),
  foreign key (municipality_code, import_id) references import (municipality_code, id)
);

select app.protect_tenant_table('import_refusal');
select app.protect_tenant_table('police.import_refusal');
grant select on import_refusal to kommun_request;
grant select, insert, delete on import_refusal to import_worker;
grant select on police.import_refusal to police_request;
grant select, insert, delete on police.import_refusal to police_import_worker;

-- How the columns of a file were read, offered for the next file of the same shape: SHA-256 of its headings, normalised
-- and sorted. Headings and settings only, nothing of what the rows say.
create table saved_columns (
  municipality_code text not null references municipality (code),
  kind text not null check (kind <> ''),
  shape text not null check (shape <> ''),
  choice jsonb not null,
  crs text,
  date_order text check (date_order in ('dmy', 'mdy')),
  audience text not null check (audience in ('shared', 'municipality', 'police')),
  saved_at timestamptz not null,
  saved_by text not null,
  primary key (municipality_code, kind, shape)
);

select app.protect_tenant_table('saved_columns', with_audience => true);
grant select on saved_columns to kommun_request, police_request;
grant select, insert, update, delete on saved_columns to import_worker, police_import_worker;
