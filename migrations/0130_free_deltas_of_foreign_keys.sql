-- A delta is only ever written beside its points, in their transaction, and they are held to the same municipality and
-- slot by their own foreign keys. To look both up again for every delta was half of what a delta costs an import, and
-- each look takes a lock on the same two rows, which side by side writers then share.
alter table cell_delta drop constraint cell_delta_municipality_code_fkey;
alter table cell_delta drop constraint cell_delta_slot_fkey;
alter table police.cell_delta drop constraint cell_delta_municipality_code_fkey;
alter table police.cell_delta drop constraint cell_delta_slot_fkey;
