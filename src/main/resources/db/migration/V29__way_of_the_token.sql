-- One row for all that a transaction adds to the journey of a case, with the way that its token took through the diagram.
-- Names no address. What was the table journal is a view of the same lines.
alter table journal rename to journal_before;

create table journal_entry (
    id        bigint generated always as identity primary key,
    case_id   uuid          not null references failed_call_case on delete cascade,
    -- The lines; equally many of each.
    at        timestamptz[] not null,
    step      text[]        not null,
    medium    text[]        not null,
    result    text[]        not null,
    detail    text[]        not null,
    -- The elements of the diagram, and when the token came to each.
    passed_at timestamptz[] not null,
    passed    text[]        not null
);

insert into journal_entry (case_id, at, step, medium, result, detail, passed_at, passed)
select case_id, array_agg(at order by id), array_agg(step order by id), array_agg(medium order by id),
       array_agg(result order by id), array_agg(detail order by id), '{}', '{}'
  from journal_before
 group by case_id
 order by min(id);

-- What the engine knows of the way of earlier cases.
do $$
begin
    if to_regclass('act_hi_actinst') is not null then
        insert into journal_entry (case_id, at, step, medium, result, detail, passed_at, passed)
        select c.id, '{}', '{}', '{}', '{}', '{}',
               array_agg(a.start_time_ order by a.sequence_counter_)::timestamptz[],
               array_agg(a.act_id_ order by a.sequence_counter_)
          from act_hi_actinst a join failed_call_case c on c.process_instance_id = a.proc_inst_id_
         group by c.id;
    end if;
end $$;

drop table journal_before;
create index journal_entry_case on journal_entry (case_id, id);

create view journal as
select e.case_id, e.id * 100000 + l.nr as id, l.at, l.step, l.medium, l.result, l.detail
  from journal_entry e
       cross join lateral unnest(e.at, e.step, e.medium, e.result, e.detail) with ordinality
                       as l (at, step, medium, result, detail, nr);

create view token_way as
select e.case_id, e.id * 100000 + w.nr as id, w.at, w.element
  from journal_entry e
       cross join lateral unnest(e.passed_at, e.passed) with ordinality as w (at, element, nr);
