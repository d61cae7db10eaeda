-- Under which brand a person is served; null if as the installation is.
alter table person add column brand text check (brand ~ '^[a-z][a-z0-9-]{0,25}$');
