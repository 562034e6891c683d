-- The tenant. A reference table: everyone may read which municipalities there are and where they lie.
create table municipality (
  code text primary key check (code ~ '^[0-9]{4}$' and code <> '0000'),
  name text not null check (name <> ''),
  slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  boundary geometry(MultiPolygon, 4326) not null,
  invented boolean not null default false,
  updated_at timestamptz not null
);

create index municipality_by_boundary on municipality using gist (boundary);

-- Open to all to read; written only from inside the municipality itself.
alter table municipality enable row level security;
alter table municipality force row level security;
create policy register_select on municipality for select using (true);
create policy register_insert on municipality for insert with check (code = any ((select app.entered())::text[]));
create policy register_update on municipality for update
  using (code = any ((select app.entered())::text[])) with check (code = any ((select app.entered())::text[]));

grant select on municipality to
  kommun_request, police_request, import_worker, police_import_worker, fold_worker, police_fold_worker, statistics;
grant insert, update on municipality to import_worker;

-- A named part of a municipality: a statistical area, a housing estate or one of its parts. Population belongs to it.
create table area (
  municipality_code text not null references municipality (code),
  id uuid not null,
  code text not null,
  kind text not null check (kind in ('statistical', 'housing_estate', 'estate_part')),
  name text not null,
  parent_code text,
  boundary geometry(MultiPolygon, 4326) not null,
  primary key (municipality_code, id),
  unique (municipality_code, code)
);

create table area_population (
  municipality_code text not null,
  area_id uuid not null,
  year smallint not null,
  age_band text not null check (age_band in ('0-15', '16-24', '25-44', '45-64', '65-79', '80+')),
  gender text not null check (gender in ('woman', 'man')),
  people int not null check (people >= 0),
  primary key (municipality_code, area_id, year, age_band, gender),
  foreign key (municipality_code, area_id) references area (municipality_code, id) on delete cascade
);

-- The gazetteer: what a person may search for and what the built-in basemap writes on the map.
create table place (
  municipality_code text not null references municipality (code),
  id uuid not null,
  name text not null,
  kind text not null,
  position geometry(Point, 4326) not null,
  primary key (municipality_code, id)
);

create table street (
  municipality_code text not null references municipality (code),
  id uuid not null,
  name text not null,
  kind text not null check (kind in ('main', 'residential', 'path')),
  course geometry(MultiLineString, 4326) not null,
  primary key (municipality_code, id)
);

-- Ground, water, buildings and rails, drawn under everything else by the built-in basemap.
create table basemap_feature (
  municipality_code text not null references municipality (code),
  id uuid not null,
  kind text not null check (kind in (
    'land', 'built_up', 'forest', 'park', 'water', 'beach', 'building', 'railway', 'square', 'tunnel', 'pier'
  )),
  name text,
  shape geometry(Geometry, 4326) not null,
  primary key (municipality_code, id)
);

select app.protect_tenant_table('area');
select app.protect_tenant_table('area_population');
select app.protect_tenant_table('place');
select app.protect_tenant_table('street');
select app.protect_tenant_table('basemap_feature');

grant select on area, area_population, place, street, basemap_feature to
  kommun_request, police_request, import_worker, police_import_worker;
grant insert, update, delete on area, area_population, place, street, basemap_feature to import_worker;
