-- The registry of what is counted: one slot per source × category × feeling, the position of its count in the arrays of
-- cell_count. Slots are only ever added, never renumbered. src/lib/cells/category.ts lists the same categories.
create table slot (
  slot smallint primary key check (slot > 0),
  source text not null check (source in ('remark', 'observation', 'crime')),
  category text not null,
  feeling text check (feeling in ('safe', 'unsure', 'unsafe')),
  unique nulls not distinct (source, category, feeling)
);

insert into slot (slot, source, category, feeling)
select
  row_number() over (order by source_order, category_order, feeling_order),
  source, category, feeling
from (
  select source_order, source, category_order, category, feeling_order, feeling
  from
    unnest(array['remark', 'observation']) with ordinality as s (source, source_order),
    unnest(array[
      'lighting', 'visibility', 'deserted', 'disorder', 'drugs', 'threats',
      'harassment', 'traffic', 'litter', 'theft', 'meeting_place', 'other'
    ]) with ordinality as c (category, category_order),
    unnest(array['safe', 'unsure', 'unsafe']) with ordinality as f (feeling, feeling_order)
  union all
  select 3, 'crime', category_order, category, 1, null
  from unnest(array[
    'violence', 'robbery', 'threats', 'sexual_offence', 'burglary', 'bicycle_theft', 'vehicle_crime',
    'theft_from_person', 'shoplifting', 'theft', 'damage', 'drugs', 'weapons', 'disorder', 'other'
  ]) with ordinality as c (category, category_order)
) as slots;

grant select on slot to
  kommun_request, police_request, import_worker, police_import_worker, fold_worker, police_fold_worker, statistics;
