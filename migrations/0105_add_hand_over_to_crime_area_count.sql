-- When counts by area were handed over, and under which diarienummer: a newer hand-over replaces an older one. Null for
-- counts that came before this was asked for. `n` is null where the number isn't known exactly, such as "<5"; `written`
-- is how the giver wrote it, or the several that were added together: "12 + <5".
alter table crime_area_count add column handed_over_on date;
alter table crime_area_count add column reference text;
