-- Both parties take in reports by their own staff, and each decides for itself how such files are read: a decision of the
-- one neither shows in nor stands in the way of the other's.
alter table saved_columns drop constraint saved_columns_pkey;
alter table saved_columns add primary key (municipality_code, kind, shape, audience);
alter table category_mapping drop constraint category_mapping_pkey;
alter table category_mapping add primary key (municipality_code, source, written, audience);

-- The police take in what they publish themselves.
grant select, insert, update, delete on police_event, import_replacement to police_import_worker;
