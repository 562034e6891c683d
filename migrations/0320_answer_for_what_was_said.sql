-- Who answers for what people said, and whether the information they got said that both parties read it. The other party
-- sees place, theme, feeling and time of a shared remark; its words when they are shared or the remark was handed over.
-- What has not said it belongs to the municipality and keeps its words to it.
alter table remark add column responsible_party text not null default 'municipality'
  check (responsible_party in ('municipality', 'police'));
alter table remark add column words_shared boolean not null default false;
alter table observation add column responsible_party text not null default 'municipality'
  check (responsible_party in ('municipality', 'police'));
alter table observation add column words_shared boolean not null default false;

-- The police's own staff report too: such remarks are theirs alone, as the municipality's are its.
alter table remark drop constraint remark_audience_check;
alter table remark add constraint remark_audience_check check (audience in ('shared', 'municipality', 'police'));
alter table cell_count drop constraint cell_count_audience_check;
alter table cell_count add constraint cell_count_audience_check check (audience in ('shared', 'municipality', 'police'));
alter table cell_delta drop constraint cell_delta_audience_check;
alter table cell_delta add constraint cell_delta_audience_check check (audience in ('shared', 'municipality', 'police'));

-- A worker takes away and changes what its own party answers for, nothing else, though it may see more.
create policy own_party_update on remark as restrictive for update
  using (municipality_code = any ((select app.entered())::text[]) and responsible_party = any ((select app.audiences())::text[]));
create policy own_party_delete on remark as restrictive for delete
  using (municipality_code = any ((select app.entered())::text[]) and responsible_party = any ((select app.audiences())::text[]));
grant select, insert, delete on remark to police_import_worker;
grant insert on cell_delta to police_import_worker;
