-- How new the file was that an event is kept from: the newest publishing in it. polisen.se leaves an event's own time of
-- publishing as it is when the event is edited, so that says nothing of which version is the newer.
alter table police_event add column as_of timestamptz;
