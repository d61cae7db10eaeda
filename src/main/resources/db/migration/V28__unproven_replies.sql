-- Why a letter asks back: the reply was not understood, or did not prove to be from the person that was written to.
alter table asked_back add column why text not null default 'NOT_UNDERSTOOD';
