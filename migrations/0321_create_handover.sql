-- One remark handed over to the other party, and why: from then on that party reads its words. Written once, never changed;
-- it goes with the remark when the import that brought it is undone.
create table handover (
  municipality_code text not null,
  id uuid not null,
  remark_id uuid not null,
  from_party text not null check (from_party in ('municipality', 'police')),
  reason text not null check (reason in ('crime-report', 'concern-report', 'fault-report', 'other')),
  handed_over_at timestamptz not null,
  handed_over_by text not null,
  audience text not null default 'shared' check (audience = 'shared'),
  primary key (municipality_code, id),
  foreign key (municipality_code, remark_id) references remark (municipality_code, id) on delete cascade
);

create index handover_by_remark on handover (municipality_code, remark_id);

select app.protect_tenant_table('handover', with_audience => true, changes => false);
-- Nobody hands over in the name of the other party.
create policy own_party_insert on handover as restrictive for insert
  with check (municipality_code = any ((select app.entered())::text[]) and from_party = any ((select app.audiences())::text[]));
grant select, insert on handover to kommun_request, police_request;
