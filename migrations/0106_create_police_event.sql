-- What the police publish at polisen.se/api/events: context beside the map. An event names only a municipality, so it is
-- never a point, a cell or a count. Events that name only a county (län) are not kept. `id` is polisen.se's own.
create table police_event (
  municipality_code text not null references municipality (code),
  id bigint not null,
  occurred_at timestamptz not null,
  published_at timestamptz not null,
  type text not null,
  name text not null,
  summary text not null,
  url text not null,
  primary key (municipality_code, id)
);

create index police_event_by_time on police_event (municipality_code, occurred_at);

select app.protect_tenant_table('police_event');
grant select on police_event to kommun_request, police_request;
grant select, insert, update, delete on police_event to import_worker;
