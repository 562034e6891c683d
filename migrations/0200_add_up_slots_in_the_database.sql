-- Folding and rebuilding add arrays by slot in the database itself, without a row leaving it.
--   a   may begin at any slot, its lower bound, and is read by subscript; outside its bounds a count is 0
--   aw  null where every point is one person, and so the same as a
alter table cell_count alter column aw drop not null;
alter table police.cell_count alter column aw drop not null;

-- An array from slot `first` to slot `last` with the counts given, 0 between them.
create function app.counts_by_slot(first int, last int, slots smallint[], counts int[]) returns int[]
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  result int[] := array_fill(0, array[last - first + 1], array[first]);
begin
  for i in 1 .. cardinality(slots) loop
    result[slots[i]] := counts[i];
  end loop;
  return result;
end
$$;

-- Two such arrays added.
create function app.add_by_slot(counts int[], changes int[]) returns int[]
language plpgsql immutable parallel safe
set search_path = pg_catalog, pg_temp
as $$
declare
  first int := least(array_lower(counts, 1), array_lower(changes, 1));
  last int := greatest(array_upper(counts, 1), array_upper(changes, 1));
  result int[] := counts;
begin
  if cardinality(changes) = 0 then
    return counts;
  end if;
  if first is distinct from array_lower(counts, 1) or last is distinct from array_upper(counts, 1) then
    result := array_fill(0, array[last - first + 1], array[first]);
    if cardinality(counts) > 0 then
      result[array_lower(counts, 1) : array_upper(counts, 1)] := counts;
    end if;
  end if;
  for slot in array_lower(changes, 1) .. array_upper(changes, 1) loop
    if changes[slot] <> 0 then
      result[slot] := result[slot] + changes[slot];
    end if;
  end loop;
  return result;
end
$$;

grant execute on function app.counts_by_slot(int, int, smallint[], int[]), app.add_by_slot(int[], int[])
  to fold_worker, police_fold_worker;
