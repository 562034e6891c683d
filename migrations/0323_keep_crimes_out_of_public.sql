-- Crimes are stored and counted in schema police alone: slots 73 to 87 are theirs (migration 0005), and no table of public
-- takes them, whoever writes.
alter table remark add constraint remark_no_crimes check (slot <= 72);
alter table observation add constraint observation_no_crimes check (slot <= 72);
alter table cell_delta add constraint cell_delta_no_crimes check (slot <= 72);
alter table cell_count add constraint cell_count_no_crimes check (cardinality(a) <= 72 and cardinality(aw) <= 72);
