-- Months down to resolution 11, inside rows of cell_count that exist already: cells of resolution 9 in the rows of months
-- at 7, cells of resolution 11 in the rows of years at 9.
--   inside   entries of three bytes, in any order, several of which may be about the same and are added up:
--            6 bits  the digits of the two finer resolutions
--            4 bits  month of the year, from 0
--            9 bits  slot
--            5 bits  points, signed; a count that does not fit is several entries
-- A fold puts entries after those there are. Null where there are none, and at every other level and period.
alter table cell_count add column inside bytea;
alter table police.cell_count add column inside bytea;

-- Entries of the place, which is an entry of no points, that together count n; null for none.
create function app.inside_entries(place int, n int) returns bytea
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
  select string_agg(substring(int4send(place | (part & 31)) from 2), ''::bytea)
  from (
    select sign(n)::int * 15 from generate_series(1, abs(n) / 15)
    union all
    select n % 15
  ) as parts (part)
  where part <> 0
$$;

create function app.entries_inside(inside bytea) returns table (place int, n int)
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
  select entry & ~31, ((entry & 31) # 16) - 16
  from (
    select (get_byte(flat, at) << 16) | (get_byte(flat, at + 1) << 8) | get_byte(flat, at + 2)
    -- Not as it is stored, so that it is unpacked once and not for every byte.
    from (select inside || ''::bytea offset 0) as unpacked (flat),
      generate_series(0, octet_length(flat) - 3, 3) as at
  ) as entries (entry)
$$;

-- The same in as few entries as there can be; null when they cancel out.
create function app.add_up_inside(inside bytea) returns bytea
language sql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
  select string_agg(
    case when n between -16 and 15 then substring(int4send(place | (n & 31)) from 2)
      else app.inside_entries(place, n) end, ''::bytea
  )
  from (
    select place, sum(n)::int as n from app.entries_inside(inside) group by place having sum(n) <> 0
  ) as sums
$$;

grant execute on function
  app.inside_entries(int, int), app.entries_inside(bytea), app.add_up_inside(bytea)
  to fold_worker, police_fold_worker;

-- What is folded already: the points, less what is not folded yet. Row security would hide all of it from the owner.
alter table remark no force row level security;
alter table observation no force row level security;
alter table police.crime no force row level security;
alter table cell_delta no force row level security;
alter table police.cell_delta no force row level security;
alter table cell_count no force row level security;
alter table police.cell_count no force row level security;

update cell_count as c set inside = found.inside
from (
  select municipality_code, audience, period, cell, string_agg(
    -- One entry nearly always, without a call for each.
    case when n between -16 and 15 then substring(int4send(place | (n & 31)) from 2)
      else app.inside_entries(place, n) end, ''::bytea
  ) as inside
  from (
    select municipality_code, audience, (2000 + month)::smallint as period,
      (cell & ~(15::bigint << 52)) | (7::bigint << 52) | ((1::bigint << 24) - 1) as cell,
      (((cell >> 18) & 63)::int << 18) | (((month + 1200) % 12) << 14) | (slot::int << 5) as place, sum(n)::int as n
    from (
      select municipality_code, audience, month, cell, slot, 1 as n from remark where state = 'accepted' and cell is not null
      union all
      select municipality_code, audience, month, cell, slot, 1 from observation where state = 'accepted' and cell is not null
      union all
      select municipality_code, audience, month, cell, slot, -n from cell_delta where cell > 0
    ) as changes
    group by 1, 2, 3, 4, 5
    having sum(n) <> 0
  ) as counted
  group by 1, 2, 3, 4
) as found
where c.res = 7 and c.period = found.period and c.cell = found.cell
  and c.municipality_code = found.municipality_code and c.audience = found.audience;

update cell_count as c set inside = found.inside
from (
  select municipality_code, audience, period, cell, string_agg(
    -- One entry nearly always, without a call for each.
    case when n between -16 and 15 then substring(int4send(place | (n & 31)) from 2)
      else app.inside_entries(place, n) end, ''::bytea
  ) as inside
  from (
    select municipality_code, audience, (900 + (month + 1200) / 12)::smallint as period,
      (cell & ~(15::bigint << 52)) | (9::bigint << 52) | ((1::bigint << 18) - 1) as cell,
      (((cell >> 12) & 63)::int << 18) | (((month + 1200) % 12) << 14) | (slot::int << 5) as place, sum(n)::int as n
    from (
      select municipality_code, audience, month, cell, slot, 1 as n from remark where state = 'accepted' and cell is not null
      union all
      select municipality_code, audience, month, cell, slot, 1 from observation where state = 'accepted' and cell is not null
      union all
      select municipality_code, audience, month, cell, slot, -n from cell_delta where cell > 0
    ) as changes
    group by 1, 2, 3, 4, 5
    having sum(n) <> 0
  ) as counted
  group by 1, 2, 3, 4
) as found
where c.res = 9 and c.period = found.period and c.cell = found.cell
  and c.municipality_code = found.municipality_code and c.audience = found.audience;

update police.cell_count as c set inside = found.inside
from (
  select municipality_code, audience, period, cell, string_agg(
    -- One entry nearly always, without a call for each.
    case when n between -16 and 15 then substring(int4send(place | (n & 31)) from 2)
      else app.inside_entries(place, n) end, ''::bytea
  ) as inside
  from (
    select municipality_code, audience, (2000 + month)::smallint as period,
      (cell & ~(15::bigint << 52)) | (7::bigint << 52) | ((1::bigint << 24) - 1) as cell,
      (((cell >> 18) & 63)::int << 18) | (((month + 1200) % 12) << 14) | (slot::int << 5) as place, sum(n)::int as n
    from (
      select municipality_code, audience, month, cell, slot, 1 as n from police.crime
      where state = 'accepted' and cell is not null
      union all
      select municipality_code, audience, month, cell, slot, -n from police.cell_delta where cell > 0
    ) as changes
    group by 1, 2, 3, 4, 5
    having sum(n) <> 0
  ) as counted
  group by 1, 2, 3, 4
) as found
where c.res = 7 and c.period = found.period and c.cell = found.cell
  and c.municipality_code = found.municipality_code and c.audience = found.audience;

update police.cell_count as c set inside = found.inside
from (
  select municipality_code, audience, period, cell, string_agg(
    -- One entry nearly always, without a call for each.
    case when n between -16 and 15 then substring(int4send(place | (n & 31)) from 2)
      else app.inside_entries(place, n) end, ''::bytea
  ) as inside
  from (
    select municipality_code, audience, (900 + (month + 1200) / 12)::smallint as period,
      (cell & ~(15::bigint << 52)) | (9::bigint << 52) | ((1::bigint << 18) - 1) as cell,
      (((cell >> 12) & 63)::int << 18) | (((month + 1200) % 12) << 14) | (slot::int << 5) as place, sum(n)::int as n
    from (
      select municipality_code, audience, month, cell, slot, 1 as n from police.crime
      where state = 'accepted' and cell is not null
      union all
      select municipality_code, audience, month, cell, slot, -n from police.cell_delta where cell > 0
    ) as changes
    group by 1, 2, 3, 4, 5
    having sum(n) <> 0
  ) as counted
  group by 1, 2, 3, 4
) as found
where c.res = 9 and c.period = found.period and c.cell = found.cell
  and c.municipality_code = found.municipality_code and c.audience = found.audience;

-- The rows written anew lie where there was room; a viewport reads its own from few pages when they lie in order.
cluster cell_count using cell_count_pkey;
cluster police.cell_count using cell_count_pkey;

alter table remark force row level security;
alter table observation force row level security;
alter table police.crime force row level security;
alter table cell_delta force row level security;
alter table police.cell_delta force row level security;
alter table cell_count force row level security;
alter table police.cell_count force row level security;

-- Nothing is read by month and cell from the points any more.
drop index remark_by_month;
drop index observation_by_month;
drop index police.crime_by_month;

-- The statistics role compares whole cells; what lies inside them is nearly single points.
revoke select on cell_count from statistics;
grant select (res, period, cell, municipality_code, audience, n, w, a, aw) on cell_count to statistics;
