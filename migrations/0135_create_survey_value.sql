-- What surveys (trygghetsundersökningar) say by area and year: how large a share gave an answer. `area_id` is null for the
-- whole municipality, `month` for a whole year. `share` is 0–1 and null where the giver hid it or had none; `written` is
-- how it was written: "34,5 %", "..", "<5". `id` is made of what the value is about, so that it is there once.
create table survey_value (
  municipality_code text not null references municipality (code),
  id uuid not null,
  import_id uuid,
  survey text not null check (survey <> ''),
  question text not null check (question <> ''),
  answer text not null,
  area_id uuid,
  year smallint not null,
  month smallint check (month between 1 and 12),
  share double precision check (share between 0 and 1),
  share_low double precision check (share_low between 0 and 1),
  share_high double precision check (share_high between 0 and 1),
  answered int check (answered >= 0),
  written text not null,
  primary key (municipality_code, id),
  foreign key (municipality_code, area_id) references area (municipality_code, id),
  check (share_low <= share_high)
);

create index survey_value_by_area on survey_value (municipality_code, area_id, year);

select app.protect_tenant_table('survey_value');
grant select on survey_value to kommun_request, police_request;
grant select, insert, update, delete on survey_value to import_worker;
