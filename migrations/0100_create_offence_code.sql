-- What types of offence are counted as. `offence_code` is a reference table: the four characters of a brottskod, text
-- because of its leading zeros, by the version of the codebook that brought it in (Brå, "Klassificering av brott";
-- 2016 is the list in force from 1 January that year, published at brottsväg.se; versions 5.0, 6.0, 6.1 and 7.0 are
-- the lists of new codes on bra.se). Only codes read in those lists are here; an administrator maps others. Where
-- `not_mapped` holds, rows are counted as excluded and become no point: violence in close relations, sexual offences
-- indoors, offences against children and honour.

create table offence_code (
  code text not null check (code ~ '^[0-9A-Z]{4}$'),
  codebook_version text not null,
  name text not null,
  offence_group text,
  not_mapped boolean not null,
  primary key (code, codebook_version),
  check (not_mapped = (offence_group is null))
);

insert into offence_code (code, codebook_version, name, offence_group, not_mapped) values
  ('0301', '2016', 'Försök till mord eller dråp i förening med självmord/självmordsförsök med användning av skjutvapen', 'violence', false),
  ('0302', '2016', 'Försök till mord eller dråp utan förening med självmord/självmordsförsök med användning av skjutvapen', 'violence', false),
  ('0303', '2016', 'Försök, förberedelse och stämpling till mord eller dråp utan användning av skjutvapen mot kvinna/flicka', 'violence', false),
  ('0304', '2016', 'Försök, förberedelse och stämpling till mord eller dråp utan användning av skjutvapen mot man/pojke', 'violence', false),
  ('0305', '2016', 'Försök till mord eller dråp i förening med självmord/självmordsförsök utan användning av skjutvapen', 'violence', false),
  ('0306', '2016', 'Försök till mord eller dråp utan förening med självmord/självmordsförsök utan användning av skjutvapen', 'violence', false),
  ('0307', '2016', 'Försök, förberedelse och stämpling till mord eller dråp med användning av skjutvapen mot kvinna/flicka', 'violence', false),
  ('0308', '2016', 'Försök, förberedelse och stämpling till mord eller dråp med användning av skjutvapen mot man/pojke', 'violence', false),
  ('0309', '2016', 'Barnadråp', null, true),
  ('0493', '6.1', 'Människoexploatering inkl. grovt för tvångsarbete el. arbete under orimliga villkor, med barn under 18 år', null, true),
  ('0494', '6.1', 'Människoexploatering inkl. grovt för tvångsarbete el. arbete under orimliga villkor, med person 18 år eller äldre', 'other', false),
  ('0495', '6.1', 'Människoexploatering inkl. grovt för tiggeri, med barn under 18 år', null, true),
  ('0496', '6.1', 'Människoexploatering inkl. grovt för tiggeri, med person 18 år eller äldre', 'other', false),
  ('4054', '5.0', 'Synnerligen grov narkotikasmuggling', 'drugs', false),
  ('4066', '5.0', 'Olovlig befattning med smuggelgods, narkotika', 'drugs', false),
  ('9357', '6.0', 'Misshandel, ej grov, mot kvinna 18 år eller äldre, bekant med offret, är eller har varit gift, sambo, särbo, flickvän/pojkvän eller har gemensamma barn, utomhus', null, true),
  ('9358', '6.0', 'Misshandel, ej grov, mot kvinna 18 år eller äldre, bekant med offret, annan slags relation eller bekantskap, utomhus', 'violence', false),
  ('9359', '6.0', 'Misshandel, grov, mot kvinna 18 år eller äldre, bekant med offret, är eller har varit gift, sambo, särbo, flickvän/pojkvän eller har gemensamma barn, utomhus', null, true),
  ('9360', '6.0', 'Misshandel, grov, mot kvinna 18 år eller äldre, bekant med offret, annan slags relation eller bekantskap, utomhus', 'violence', false),
  ('9361', '6.0', 'Misshandel, ej grov, mot man 18 år eller äldre, bekant med offret, är eller har varit gift, sambo, särbo, flickvän/pojkvän eller har gemensamma barn, utomhus', null, true),
  ('9362', '6.0', 'Misshandel, ej grov, mot man 18 år eller äldre, bekant med offret, annan slags relation eller bekantskap, utomhus', 'violence', false),
  ('9363', '6.0', 'Misshandel, grov, mot man 18 år eller äldre, bekant med offret, är eller har varit gift, sambo, särbo, flickvän/pojkvän eller har gemensamma barn, utomhus', null, true),
  ('9364', '6.0', 'Misshandel, grov, mot man 18 år eller äldre, bekant med offret, annan slags relation eller bekantskap, utomhus', 'violence', false),
  ('9607', '6.1', 'Oaktsam våldtäkt, mot flicka 15–17 år, utomhus', null, true),
  ('9608', '6.1', 'Oaktsam våldtäkt, mot flicka 15–17 år, inomhus', null, true),
  ('9609', '6.1', 'Oaktsam våldtäkt, mot pojke 15–17 år, utomhus', null, true),
  ('9610', '6.1', 'Oaktsam våldtäkt, mot pojke 15–17 år, inomhus', null, true),
  ('9611', '6.1', 'Oaktsam våldtäkt, mot kvinna 18 år eller äldre, utomhus', 'sexual_offence', false),
  ('9612', '6.1', 'Oaktsam våldtäkt, mot kvinna 18 år eller äldre, inomhus', null, true),
  ('9613', '6.1', 'Oaktsam våldtäkt, mot man 18 år eller äldre, utomhus', 'sexual_offence', false),
  ('9614', '6.1', 'Oaktsam våldtäkt, mot man 18 år eller äldre, inomhus', null, true),
  ('9615', '6.1', 'Sexuellt övergrepp inkl. grovt (2 §), mot flicka 15–17 år', null, true),
  ('9616', '6.1', 'Sexuellt övergrepp inkl. grovt (2 §), mot pojke 15–17 år', null, true),
  ('9619', '6.1', 'Oaktsamt sexuellt övergrepp, mot flicka 15–17 år', null, true),
  ('9620', '6.1', 'Oaktsamt sexuellt övergrepp, mot pojke 15–17 år', null, true),
  ('9627', '7.0', 'Försök till våldtäkt inkl. grov, mot kvinna 18 år eller äldre, är eller har varit närstående genom parrelation, inomhus', null, true),
  ('9628', '7.0', 'Försök till våldtäkt inkl. grov, mot kvinna 18 år eller äldre, är eller har varit närstående genom släktskap/familj, inomhus', null, true),
  ('9629', '7.0', 'Försök till våldtäkt inkl. grov, mot kvinna 18 år eller äldre, är eller har varit bekanta genom annan slags relation, inomhus', null, true),
  ('9630', '7.0', 'Försök till våldtäkt inkl. grov, mot kvinna 18 år eller äldre, obekanta, inomhus', null, true),
  ('9631', '7.0', 'Försök till våldtäkt inkl. grov, mot kvinna 18 år eller äldre, är eller har varit närstående genom parrelation, utomhus', null, true),
  ('9632', '7.0', 'Försök till våldtäkt inkl. grov, mot kvinna 18 år eller äldre, är eller har varit närstående genom släktskap/familj, utomhus', null, true),
  ('9633', '7.0', 'Försök till våldtäkt inkl. grov, mot kvinna 18 år eller äldre, är eller har varit bekanta genom annan slags relation, utomhus', 'sexual_offence', false),
  ('9634', '7.0', 'Försök till våldtäkt inkl. grov, mot kvinna 18 år eller äldre, obekanta, utomhus', 'sexual_offence', false),
  ('9635', '7.0', 'Fullbordad våldtäkt inkl. grov, mot kvinna 18 år eller äldre, är eller har varit närstående genom parrelation, inomhus', null, true),
  ('9636', '7.0', 'Fullbordad våldtäkt inkl. grov, mot kvinna 18 år eller äldre, är eller har varit närstående genom släktskap/familj, inomhus', null, true),
  ('9637', '7.0', 'Fullbordad våldtäkt inkl. grov, mot kvinna 18 år eller äldre, är eller har varit bekanta genom annan slags relation, inomhus', null, true);

grant select on offence_code to
  kommun_request, police_request, import_worker, police_import_worker;

-- What a municipality has decided that words of its files mean. `written` is as names are compared (normaliseName).
-- The installation's own names stay in src/lib/imports/category-names.ts.
create table category_mapping (
  municipality_code text not null references municipality (code),
  source text not null check (source in ('remark', 'observation', 'crime')),
  written text not null check (written <> ''),
  category text,
  not_mapped boolean not null,
  audience text not null check (audience in ('municipality', 'police')),
  decided_at timestamptz not null,
  decided_by text not null,
  primary key (municipality_code, source, written),
  check (not_mapped = (category is null)),
  check (source = 'crime' or not not_mapped),
  check ((source = 'crime') = (audience = 'police'))
);

select app.protect_tenant_table('category_mapping', with_audience => true);
grant select on category_mapping to kommun_request, police_request;
grant select, insert, update, delete on category_mapping to import_worker, police_import_worker;

-- Rows of the file that are never mapped: counted here and kept nowhere.
alter table import add column excluded int not null default 0 check (excluded >= 0);
