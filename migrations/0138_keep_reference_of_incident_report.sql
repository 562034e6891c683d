-- What staff's own reports (händelserapporter, felanmälningar) say beside their words: the case number they have where they
-- came from, and the place as it was written. Which remarks are such reports, their import's kind says.
alter table remark add column case_reference text;
alter table remark add column place_name text;
