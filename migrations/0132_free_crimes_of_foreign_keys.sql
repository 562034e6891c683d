-- Single crimes come by the hundred thousand, and for each of them its municipality and its slot were looked up and
-- locked again: more than a third of what the database spent on an import. What the two keys said is kept otherwise:
--   slot               a check. Slots are only ever added, never renumbered or removed, and no role may write them.
--   municipality_code  the policy lets in rows of the municipality that was entered only; the log of the import they came
--                      with, written in the same transaction, refers to it; and no role may delete a municipality.
alter table police.crime drop constraint crime_municipality_code_fkey;
alter table police.crime drop constraint crime_slot_fkey;
alter table police.crime add constraint crime_slot_check check (slot between 73 and 87);
