-- What is told of a file of single crimes (its name, its headings, what was set for its rows) is the police's own: no role,
-- whatever it may write, can log such a file or save its columns for others to read.
alter table import add constraint import_crimes_audience check (kind <> 'crimes' or audience = 'police');
alter table saved_columns add constraint saved_columns_crimes_audience check (kind <> 'crimes' or audience = 'police');
