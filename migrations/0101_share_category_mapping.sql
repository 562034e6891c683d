-- A decision may be one both sides see, as any row with an audience; which side made it is the command's to know. A row
-- without a category is one that is never mapped.
alter table category_mapping alter column not_mapped set default true;
alter table category_mapping drop constraint category_mapping_check1;
alter table category_mapping drop constraint category_mapping_check2;
alter table category_mapping drop constraint category_mapping_audience_check;
alter table category_mapping add constraint category_mapping_audience_check
  check (audience in ('shared', 'municipality', 'police'));
