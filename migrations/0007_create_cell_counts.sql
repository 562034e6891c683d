-- Counts that answer the map. What a viewport shows is always cell_count ∪ the deltas not folded into it yet.
--   res     5, 7: all time, each year, each month · 9: all time, each year
--   period  0 all time | 1000 + (year − 2000) | 2000 + months since 2000-01
--   cell    H3 at `res` by the parent chain; 0 counts the points without a cell, in every period
--   n, w    points, people; a[slot], aw[slot] the same by slot, cut after the last slot in use

create table cell_count (
  res smallint not null check (res in (5, 7, 9)),
  period smallint not null,
  cell bigint not null,
  municipality_code text not null references municipality (code),
  audience text not null check (audience in ('shared', 'municipality')),
  n int not null,
  w int not null,
  a int[] not null,
  aw int[] not null,
  primary key (res, period, cell, municipality_code, audience) include (n, w)
);

-- Signed and append-only until folded; cell is at resolution 15, or 0 for points without one.
create table cell_delta (
  municipality_code text not null references municipality (code),
  id uuid not null,
  cell bigint not null,
  month smallint not null,
  audience text not null check (audience in ('shared', 'municipality')),
  slot smallint not null references slot (slot),
  n int not null,
  w int not null,
  primary key (municipality_code, id)
);

-- How many folds a municipality has seen: half of the data version in an ETag.
create table cell_fold (
  municipality_code text not null primary key references municipality (code),
  folds bigint not null,
  folded_at timestamptz not null
);

create table police.cell_count (
  res smallint not null check (res in (5, 7, 9)),
  period smallint not null,
  cell bigint not null,
  municipality_code text not null references municipality (code),
  audience text not null default 'police' check (audience = 'police'),
  n int not null,
  w int not null,
  a int[] not null,
  aw int[] not null,
  primary key (res, period, cell, municipality_code, audience) include (n, w)
);

create table police.cell_delta (
  municipality_code text not null references municipality (code),
  id uuid not null,
  cell bigint not null,
  month smallint not null,
  audience text not null default 'police' check (audience = 'police'),
  slot smallint not null references slot (slot),
  n int not null,
  w int not null,
  primary key (municipality_code, id)
);

create table police.cell_fold (
  municipality_code text not null primary key references municipality (code),
  folds bigint not null,
  folded_at timestamptz not null
);

select app.protect_tenant_table('cell_count', with_audience => true);
select app.protect_tenant_table('cell_delta', with_audience => true);
select app.protect_tenant_table('cell_fold');
select app.protect_tenant_table('police.cell_count');
select app.protect_tenant_table('police.cell_delta');
select app.protect_tenant_table('police.cell_fold');

-- The statistics role compares municipalities by counts alone.
create policy statistics_select on cell_count for select to statistics using (audience = 'shared');

grant select on cell_count, cell_delta, cell_fold to kommun_request, police_request;
grant select on cell_count to statistics;
grant insert on cell_delta to import_worker;
grant select, insert, update, delete on cell_count, cell_delta, cell_fold to fold_worker;
grant select on remark, observation to fold_worker;

grant select on police.cell_count, police.cell_delta, police.cell_fold to police_request;
grant insert on police.cell_delta to police_import_worker;
grant select, insert, update, delete on police.cell_count, police.cell_delta, police.cell_fold to police_fold_worker;
grant select on police.crime to police_fold_worker;
