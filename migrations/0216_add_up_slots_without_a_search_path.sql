-- A search_path of its own is set and put back at every call: a fold of 100,000 deltas calls these two half a million
-- times. They name nothing outside pg_catalog, which is looked through first whatever the path, and run with the rights
-- of whoever calls them.
alter function app.counts_by_slot(int, int, smallint[], int[]) reset search_path;
alter function app.add_by_slot(int[], int[]) reset search_path;
