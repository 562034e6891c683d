-- When a person last looked at a municipality's start page: what is new is told from there. `before_at` is the visit before,
-- which holds for as long as the present one lasts.
create table start_visit (
  municipality_code text not null references municipality (code),
  person_id text not null,
  audience text not null check (audience in ('municipality', 'police')),
  seen_at timestamptz not null,
  before_at timestamptz,
  primary key (municipality_code, person_id)
);

select app.protect_tenant_table('start_visit', with_audience => true);

grant select, insert, update on start_visit to kommun_request, police_request;
