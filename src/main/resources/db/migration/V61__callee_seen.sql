-- Whether signs that somebody can be reached may count; null: as the installation has it (decision 69).
alter table person add column seen boolean;
