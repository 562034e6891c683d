-- Letters on their way out by e-mail: written in the transaction of the act they tell of, sent afterwards.
--   audience    the party that sends it; the other does not see it, for a letter may hold the key to an account
--   body        gone once the letter is sent or handed over: what it held is nobody's to read again
--   send_after  when it is tried next; moved on as it is taken, so that two processes do not send it at once
--   created_by  who caused it, as the audit log names them
create table outbox_message (
  municipality_code text not null check (municipality_code ~ '^[0-9]{4}$'),
  id uuid not null,
  audience text not null check (audience in ('municipality', 'police')),
  recipient text not null check (recipient like '%@%'),
  subject text not null,
  body text,
  state text not null check (state in ('waiting', 'sent', 'handed-over', 'failed')),
  attempts smallint not null default 0,
  send_after timestamptz not null,
  created_at timestamptz not null,
  created_by text not null,
  ended_at timestamptz,
  last_error text,
  primary key (municipality_code, id),
  check ((body is null) = (state in ('sent', 'handed-over')))
);

create index outbox_message_due on outbox_message (municipality_code, send_after) where state = 'waiting';

select app.protect_tenant_table('outbox_message', with_audience => true);

-- Accounts belong to both parties, and so does what is sent about them; read it may not.
create policy accounts_insert on outbox_message for insert to accounts_request
  with check (municipality_code = any ((select app.entered())::text[]));

grant select, insert on outbox_message to kommun_request, police_request;
grant update (body, state, attempts, send_after, ended_at, last_error) on outbox_message to kommun_request, police_request;
grant insert on outbox_message to accounts_request;
