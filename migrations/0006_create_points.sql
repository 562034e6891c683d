-- The three sources of points. Columns they share (see src/lib/points/point.ts):
--   position     WGS 84; null when the row had none, or when it lies outside the municipality's boundary
--   precision_m  how far the position may be from the truth
--   cell         H3 at resolution 15; null unless the position is inside the boundary and precision_m <= 250
--   month        months since 2000-01, in Europe/Stockholm
--   slot         what it counts as; w how many people said it
--   state        only 'accepted' points are counted
--   audience     who may see it: a side's points lie in its own schema, so none of public is the police's
-- `import_id` names the import a row came with; `outside_m` how far outside every boundary its position was.

create table import (
  municipality_code text not null references municipality (code),
  id uuid not null,
  source text not null check (source in ('remark', 'observation', 'crime')),
  audience text not null check (audience in ('shared', 'municipality', 'police')),
  file_name text not null,
  file_sha256 bytea not null,
  mapping jsonb not null,
  trial boolean not null,
  rows_read int not null,
  added int not null,
  already_present int not null,
  without_position int not null,
  outside int not null,
  imported_at timestamptz not null,
  imported_by text not null,
  primary key (municipality_code, id)
);

create table remark (
  municipality_code text not null references municipality (code),
  id uuid not null,
  dialogue_id uuid,
  import_id uuid,
  scope text not null check (scope in ('point', 'area', 'municipality', 'none')),
  area_id uuid,
  position geometry(Point, 4326),
  precision_m int not null check (precision_m >= 0),
  outside_m int check (outside_m >= 0),
  cell bigint,
  month smallint not null,
  slot smallint not null references slot (slot),
  w int not null default 1 check (w > 0),
  audience text not null check (audience in ('shared', 'municipality')),
  state text not null check (state in ('accepted', 'waiting', 'held', 'rejected', 'withdrawn')),
  theme text not null,
  further_themes text[] not null default '{}',
  feeling text not null check (feeling in ('safe', 'unsure', 'unsafe')),
  felt_light text check (felt_light in ('daylight', 'dark')),
  felt_day text check (felt_day in ('weekday', 'weekend')),
  felt_season text check (felt_season in ('winter', 'spring', 'summer', 'autumn')),
  words text not null,
  suggestion text,
  received_at timestamptz not null,
  primary key (municipality_code, id),
  foreign key (municipality_code, area_id) references area (municipality_code, id),
  check (cell is null or position is not null),
  check (scope = 'point' or position is null)
);

create table walk (
  municipality_code text not null references municipality (code),
  id uuid not null,
  name text not null,
  held_on date not null,
  route geometry(LineString, 4326),
  primary key (municipality_code, id)
);

create table observation (
  municipality_code text not null references municipality (code),
  id uuid not null,
  walk_id uuid,
  import_id uuid,
  position geometry(Point, 4326),
  precision_m int not null check (precision_m >= 0),
  outside_m int check (outside_m >= 0),
  cell bigint,
  month smallint not null,
  slot smallint not null references slot (slot),
  w int not null default 1 check (w > 0),
  audience text not null check (audience in ('shared', 'municipality')),
  state text not null check (state in ('accepted', 'waiting', 'held', 'rejected', 'withdrawn')),
  theme text not null,
  feeling text not null check (feeling in ('safe', 'unsure', 'unsafe')),
  words text not null,
  observed_at timestamptz not null,
  primary key (municipality_code, id),
  foreign key (municipality_code, walk_id) references walk (municipality_code, id),
  check (cell is null or position is not null)
);

create table police.crime (
  municipality_code text not null references municipality (code),
  id uuid not null,
  import_id uuid,
  position geometry(Point, 4326),
  precision_m int not null check (precision_m >= 0),
  outside_m int check (outside_m >= 0),
  cell bigint,
  month smallint not null,
  hour_of_week smallint check (hour_of_week between 0 and 167),
  slot smallint not null references slot (slot),
  w int not null default 1 check (w > 0),
  audience text not null default 'police' check (audience = 'police'),
  state text not null check (state in ('accepted', 'held', 'rejected', 'withdrawn')),
  offence_group text not null,
  offence_name text not null,
  case_reference text,
  place_name text,
  occurred_from timestamptz,
  occurred_to timestamptz,
  reported_at timestamptz,
  primary key (municipality_code, id),
  check (cell is null or position is not null),
  check (occurred_from <= occurred_to)
);

-- Read straight from the points: by cell (resolution 10 and finer, lists), and by month and cell (month edges at 9).
-- Index-only under row security: every column a policy reads is in them.
create index remark_by_cell on remark (cell) include (municipality_code, slot, month, w, audience)
  where state = 'accepted' and cell is not null;
create index remark_by_month on remark (month, cell) include (municipality_code, slot, w, audience)
  where state = 'accepted' and cell is not null;
create index observation_by_cell on observation (cell) include (municipality_code, slot, month, w, audience)
  where state = 'accepted' and cell is not null;
create index observation_by_month on observation (month, cell) include (municipality_code, slot, w, audience)
  where state = 'accepted' and cell is not null;
create index crime_by_cell on police.crime (cell) include (municipality_code, slot, month, w, audience)
  where state = 'accepted' and cell is not null;
create index crime_by_month on police.crime (month, cell) include (municipality_code, slot, w, audience)
  where state = 'accepted' and cell is not null;

-- Counts the police hand over by area; n is null when the giver wrote "fewer than five".
create table crime_area_count (
  municipality_code text not null,
  area_id uuid not null,
  offence_group text not null,
  month_from smallint not null,
  month_to smallint not null,
  n int check (n >= 0),
  written text not null,
  giver text not null,
  primary key (municipality_code, area_id, offence_group, month_from, month_to),
  foreign key (municipality_code, area_id) references area (municipality_code, id),
  check (month_from <= month_to)
);

select app.protect_tenant_table('import', with_audience => true);
select app.protect_tenant_table('remark', with_audience => true);
select app.protect_tenant_table('walk');
select app.protect_tenant_table('observation', with_audience => true);
select app.protect_tenant_table('police.crime');
select app.protect_tenant_table('crime_area_count');

grant select on import, remark, walk, observation, crime_area_count to kommun_request, police_request;
grant select, insert, update, delete on import, remark, walk, observation, crime_area_count to import_worker;
grant select, insert on import to police_import_worker;
grant select on police.crime to police_request;
grant select, insert, update, delete on police.crime to police_import_worker;
