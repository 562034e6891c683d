-- A municipality's points with a cell, all together, as rows of their own at resolution 5 and cell -1, in every period
-- kept there: totals are read from one row a period, however large the municipality is.
-- Row security would hide the rows from the owner of the schema, so it is not forced while they are made.
alter table cell_count no force row level security;
alter table police.cell_count no force row level security;

insert into cell_count (res, period, cell, municipality_code, audience, n, w, a, aw)
select 5, period, -1, municipality_code, audience, sum(n), sum(w),
  app.counts_by_slot(min(slot), max(slot), array_agg(slot), array_agg(n)),
  app.counts_by_slot(min(slot), max(slot), array_agg(slot), array_agg(w))
from (
  select c.period, c.municipality_code, c.audience, slot::smallint as slot,
    sum(coalesce(c.a[slot], 0))::int as n, sum(coalesce((coalesce(c.aw, c.a))[slot], 0))::int as w
  from cell_count as c, lateral generate_subscripts(c.a, 1) as slot
  where c.res = 5 and c.cell > 0
  group by c.period, c.municipality_code, c.audience, slot
) as by_slot
group by period, municipality_code, audience;

insert into police.cell_count (res, period, cell, municipality_code, audience, n, w, a, aw)
select 5, period, -1, municipality_code, audience, sum(n), sum(w),
  app.counts_by_slot(min(slot), max(slot), array_agg(slot), array_agg(n)),
  app.counts_by_slot(min(slot), max(slot), array_agg(slot), array_agg(w))
from (
  select c.period, c.municipality_code, c.audience, slot::smallint as slot,
    sum(coalesce(c.a[slot], 0))::int as n, sum(coalesce((coalesce(c.aw, c.a))[slot], 0))::int as w
  from police.cell_count as c, lateral generate_subscripts(c.a, 1) as slot
  where c.res = 5 and c.cell > 0
  group by c.period, c.municipality_code, c.audience, slot
) as by_slot
group by period, municipality_code, audience;

alter table cell_count force row level security;
alter table police.cell_count force row level security;
