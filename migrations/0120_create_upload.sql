-- Files that somebody has sent in and not yet taken in or thrown away. A file of single crimes lies in schema police from
-- its first byte; all other kinds lie in public. Everything a process needs to go on with an upload stands here, so that
-- any process can.
--   state        receiving → received → examined → trying → tried → importing → done; or failed, discarded, expired
--   choice       what a person said about the file: columns, reference system and so on (src/lib/uploads/choice.ts)
--   examination  how the file was understood, for the page; progress, report and problem likewise
--   outcome      what was taken in, kept when the file and everything read from it is gone
create table upload (
  municipality_code text not null references municipality (code),
  id uuid not null,
  kind text not null check (kind in (
    'remarks', 'observations', 'incident-reports', 'areas', 'places', 'population', 'area-counts', 'surveys', 'police-events'
  )),
  file_name text not null check (file_name <> ''),
  file_bytes bigint not null check (file_bytes >= 0),
  state text not null check (state in (
    'receiving', 'received', 'examined', 'trying', 'tried', 'importing', 'done', 'failed', 'discarded', 'expired'
  )),
  choice jsonb not null,
  examination jsonb,
  progress jsonb,
  report jsonb,
  problem jsonb,
  outcome jsonb,
  created_at timestamptz not null,
  created_by text not null,
  changed_at timestamptz not null,
  primary key (municipality_code, id)
);

-- The bytes of a file, about a megabyte a row, and of the list of rows that its dry run refused.
create table upload_chunk (
  municipality_code text not null,
  upload_id uuid not null,
  content text not null check (content in ('file', 'refusals')),
  part int not null check (part >= 0),
  bytes bytea not null,
  primary key (municipality_code, upload_id, content, part),
  foreign key (municipality_code, upload_id) references upload (municipality_code, id) on delete cascade
);

create table police.upload (
  municipality_code text not null references municipality (code),
  id uuid not null,
  kind text not null check (kind in ('crimes')),
  file_name text not null check (file_name <> ''),
  file_bytes bigint not null check (file_bytes >= 0),
  state text not null check (state in (
    'receiving', 'received', 'examined', 'trying', 'tried', 'importing', 'done', 'failed', 'discarded', 'expired'
  )),
  choice jsonb not null,
  examination jsonb,
  progress jsonb,
  report jsonb,
  problem jsonb,
  outcome jsonb,
  created_at timestamptz not null,
  created_by text not null,
  changed_at timestamptz not null,
  primary key (municipality_code, id)
);

create table police.upload_chunk (
  municipality_code text not null,
  upload_id uuid not null,
  content text not null check (content in ('file', 'refusals')),
  part int not null check (part >= 0),
  bytes bytea not null,
  primary key (municipality_code, upload_id, content, part),
  foreign key (municipality_code, upload_id) references police.upload (municipality_code, id) on delete cascade
);

select app.protect_tenant_table('upload');
select app.protect_tenant_table('upload_chunk');
select app.protect_tenant_table('police.upload');
select app.protect_tenant_table('police.upload_chunk');

-- Written as the files themselves are taken in. The other side has no right to either.
grant select on upload, upload_chunk to kommun_request;
grant select, insert, update, delete on upload, upload_chunk to import_worker;
grant select on police.upload, police.upload_chunk to police_request;
grant select, insert, update, delete on police.upload, police.upload_chunk to police_import_worker;
