-- People who sign in, what they may be where, and their sessions. Reached by one role alone, with a login of its own: who
-- could read a hash or write a session could act as anybody of either party, so neither party's login may.
do $$
begin
  if not exists (select from pg_roles where rolname = 'accounts_request') then
    create role accounts_request nologin noinherit nosuperuser nobypassrls;
  end if;
end
$$;

grant usage on schema app, public, accounts to accounts_request;
grant select on municipality to accounts_request;

-- An act on an account and its entry in the log are one transaction: the role appends entries, and reads none.
create policy accounts_insert on audit_entry for insert to accounts_request
  with check (municipality_code = any ((select app.entered())::text[]));
grant insert on audit_entry to accounts_request;

-- The person, the same in every municipality.
create table accounts.person (
  id text primary key,
  name text not null check (name <> ''),
  email text not null unique check (email = lower(email)),
  email_verified boolean not null default false,
  two_factor_enabled boolean not null default false,
  disabled_at timestamptz,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

-- `updated_at` is when it was last used; it ends at `expires_at`, or when it has not been used for a while. `purpose` is
-- what the person said that single crimes are needed for when `stepped_up_at` was. No address of a network is kept.
create table accounts.session (
  id text primary key,
  token text not null unique,
  person_id text not null references accounts.person (id) on delete cascade,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  expires_at timestamptz not null,
  user_agent text,
  stepped_up_at timestamptz,
  purpose text
);
create index session_of_person on accounts.session (person_id);

-- A way to prove who one is: a password, or an account with an identity provider, known by its issuer and subject.
create table accounts.credential (
  id text primary key,
  person_id text not null references accounts.person (id) on delete cascade,
  provider_id text not null,
  issuer text not null default '',
  account_id text not null,
  password text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (provider_id, issuer, account_id)
);
create index credential_of_person on accounts.credential (person_id);

-- What waits for an answer for a short while: the second step of a sign-in.
create table accounts.verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index verification_by_identifier on accounts.verification (identifier);

-- The secret is encrypted. `last_step` is the newest half minute whose code has been used: none is taken twice.
create table accounts.two_factor (
  id text primary key,
  person_id text not null unique references accounts.person (id) on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default false,
  failed_verification_count int not null default 0,
  locked_until timestamptz,
  last_step bigint not null default 0
);

-- How many attempts have been made by whom, until when. The key is a salted hash.
create table accounts.rate_limit (
  key text primary key,
  points int not null,
  expires_at timestamptz
);

-- What the installation itself keeps secret, made once.
create table accounts.secret (
  name text primary key,
  value bytea not null
);

grant select, insert, update on accounts.person to accounts_request;
grant select, insert, update, delete on
  accounts.session, accounts.credential, accounts.verification, accounts.two_factor, accounts.rate_limit
  to accounts_request;
grant select, insert on accounts.secret to accounts_request;

-- What a person is, for a party, in a municipality; '0000' is the whole installation. `granted_by` is a person's id, or the
-- name of the operating system's user for commands.
create table accounts.membership (
  municipality_code text not null check (municipality_code ~ '^[0-9]{4}$'),
  person_id text not null references accounts.person (id) on delete cascade,
  party text not null check (party in ('municipality', 'police')),
  role text not null check (role in ('walk-leader', 'planner', 'signer', 'administrator', 'operator')),
  granted_at timestamptz not null,
  granted_by text not null,
  primary key (municipality_code, person_id, party, role),
  constraint membership_of_installation check ((municipality_code <> '0000') = (role <> 'operator'))
);
create index membership_of_person on accounts.membership (person_id, municipality_code);

create table accounts.invitation (
  municipality_code text not null references municipality (code),
  id uuid not null,
  email text not null check (email = lower(email)),
  name text not null,
  party text not null check (party in ('municipality', 'police')),
  roles text[] not null check (roles <@ array['walk-leader', 'planner', 'signer', 'administrator']),
  token_sha256 bytea not null,
  invited_by text not null,
  invited_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_at timestamptz,
  withdrawn_at timestamptz,
  primary key (municipality_code, id),
  unique (municipality_code, token_sha256)
);

-- What a party has decided for its own people; without a row, passwords are allowed.
create table accounts.party_setting (
  municipality_code text not null references municipality (code),
  party text not null check (party in ('municipality', 'police')),
  passwords_allowed boolean not null default true,
  updated_at timestamptz not null,
  updated_by text not null,
  primary key (municipality_code, party)
);

select app.protect_tenant_table('accounts.membership');
select app.protect_tenant_table('accounts.invitation');
select app.protect_tenant_table('accounts.party_setting');

-- Whoever asks for something brings a session, and it is read from where they are members before any municipality is entered.
create policy memberships_of_person on accounts.membership for select to accounts_request using (true);
create policy settings_of_parties on accounts.party_setting for select to accounts_request using (true);

grant select, insert, delete on accounts.membership to accounts_request;
grant select, insert, update on accounts.invitation, accounts.party_setting to accounts_request;
