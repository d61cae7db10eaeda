-- Which version of the diagram a case runs or ran on, so that it can be drawn after the engine has forgotten it. Null: it opened before
-- this was kept.
alter table failed_call_case add column diagram_version integer;

-- Of those that are open, the engine knows.
do $$
begin
    if to_regclass('act_ru_execution') is not null and to_regclass('act_re_procdef') is not null then
        update failed_call_case c
           set diagram_version = d.version_
          from act_ru_execution e
               join act_re_procdef d on d.id_ = e.proc_def_id_
         where e.id_ = c.process_instance_id and c.outcome is null;
    end if;
end $$;
