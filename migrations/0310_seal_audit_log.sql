-- Who ordered a piece of background work, so that it is done in that person's name; null for work nobody ordered.
alter table app.job add column ordered_by jsonb;

-- The person's account; null for the user of a command line and for work nobody ordered. `actor` stays the name.
alter table audit_entry add column actor_id text;

-- Every reading of single crimes: who, what for, by which filter, how many rows. A party's readings are its own alone.
create table reading (
  municipality_code text not null check (municipality_code ~ '^[0-9]{4}$'),
  id uuid not null,
  occurred_at timestamptz not null,
  person_id text not null,
  person text not null,
  what text not null check (what in ('crimes', 'words')),
  purpose text,
  filter jsonb not null,
  rows int not null check (rows >= 0),
  primary key (municipality_code, id)
);
create index reading_by_time on reading (municipality_code, occurred_at);

create table police.reading (
  municipality_code text not null check (municipality_code ~ '^[0-9]{4}$'),
  id uuid not null,
  occurred_at timestamptz not null,
  person_id text not null,
  person text not null,
  what text not null check (what in ('crimes', 'words')),
  purpose text,
  filter jsonb not null,
  rows int not null check (rows >= 0),
  primary key (municipality_code, id)
);
create index reading_by_time on police.reading (municipality_code, occurred_at);

select app.protect_tenant_table('reading', changes => false);
select app.protect_tenant_table('police.reading', changes => false);
grant select, insert on reading to kommun_request;
grant select on reading to fold_worker;
grant select, insert on police.reading to police_request;
grant select on police.reading to police_fold_worker;
grant select on audit_entry to fold_worker, police_fold_worker;

-- What is not sealed yet, written in one statement with each entry and taken away as it is sealed. A row appears when its
-- entry's transaction commits, however late, so no entry is passed over; one whose entry is gone shows that it was removed.
create table audit_unsealed (
  municipality_code text not null check (municipality_code ~ '^[0-9]{4}$'),
  log text not null check (log in ('acts', 'readings')),
  audience text not null check (audience in ('shared', 'municipality', 'police')),
  entry_id uuid not null,
  primary key (municipality_code, log, audience, entry_id)
);

-- A chain for each municipality, log and audience. A seal holds the entries it is over in their order, each with its
-- SHA-256 (32 bytes an entry in `entry_hashes`), and the hash of the seal before it.
create table audit_seal (
  municipality_code text not null check (municipality_code ~ '^[0-9]{4}$'),
  log text not null check (log in ('acts', 'readings')),
  audience text not null check (audience in ('shared', 'municipality', 'police')),
  number int not null check (number >= 1),
  entry_ids uuid[] not null,
  entry_hashes bytea not null,
  entries_hash bytea not null,
  previous_hash bytea,
  hash bytea not null,
  sealed_at timestamptz not null,
  primary key (municipality_code, log, audience, number)
);

-- The last seal of each chain, once a day: what is saved elsewhere shows if history has been written anew.
create table audit_head (
  municipality_code text not null check (municipality_code ~ '^[0-9]{4}$'),
  log text not null check (log in ('acts', 'readings')),
  audience text not null check (audience in ('shared', 'municipality', 'police')),
  day date not null,
  number int not null check (number >= 1),
  hash bytea not null,
  exported_at timestamptz not null,
  primary key (municipality_code, log, audience, day)
);

-- When a chain was last gone through, how far it went and how much of it was wrong.
create table audit_check (
  municipality_code text not null check (municipality_code ~ '^[0-9]{4}$'),
  log text not null check (log in ('acts', 'readings')),
  audience text not null check (audience in ('shared', 'municipality', 'police')),
  checked_at timestamptz not null,
  number int not null check (number >= 0),
  last_sealed_at timestamptz,
  faults int not null check (faults >= 0),
  primary key (municipality_code, log, audience)
);

-- What a party mixes into the hashes that stand in its entries instead of words, addresses and positions.
create table audit_salt (
  municipality_code text not null check (municipality_code ~ '^[0-9]{4}$'),
  audience text not null check (audience in ('municipality', 'police')),
  salt bytea not null,
  primary key (municipality_code, audience)
);

select app.protect_tenant_table('audit_unsealed', with_audience => true);
select app.protect_tenant_table('audit_seal', with_audience => true, changes => false);
select app.protect_tenant_table('audit_head', with_audience => true, changes => false);
select app.protect_tenant_table('audit_check', with_audience => true);
select app.protect_tenant_table('audit_salt', with_audience => true, changes => false);

grant insert on audit_unsealed to
  kommun_request, import_worker, fold_worker, police_request, police_import_worker, police_fold_worker, accounts_request;
grant select, delete on audit_unsealed to fold_worker, police_fold_worker;
grant select on audit_seal, audit_head, audit_check to kommun_request, police_request;
grant select, insert on audit_seal, audit_head to fold_worker, police_fold_worker;
grant select, insert, update on audit_check to fold_worker, police_fold_worker;
grant select, insert on audit_salt to
  kommun_request, import_worker, fold_worker, police_request, police_import_worker, police_fold_worker, accounts_request;

-- Accounts are of both parties: their acts are logged for either.
create policy accounts_insert on audit_unsealed for insert to accounts_request
  with check (municipality_code = any ((select app.entered())::text[]));
create policy accounts_insert on audit_salt for insert to accounts_request
  with check (municipality_code = any ((select app.entered())::text[]));
create policy accounts_select on audit_salt for select to accounts_request
  using (municipality_code = any ((select app.entered())::text[]));

-- What was logged before there were seals is sealed too. Row security holds for the owner and would hide every entry.
alter table audit_entry no force row level security;
alter table audit_unsealed no force row level security;
insert into audit_unsealed (municipality_code, log, audience, entry_id)
select municipality_code, 'acts', audience, id from audit_entry;
alter table audit_entry force row level security;
alter table audit_unsealed force row level security;
