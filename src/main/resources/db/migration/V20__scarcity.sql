-- Which database this is. A copy that was restored from a backup is another one, and what waits in it may have left meanwhile.
create table database_identity (
    one boolean primary key default true check (one),
    identity text not null,
    since timestamptz not null default now()
);

-- With a slow database, db-scheduler writes heartbeats one by one, each with the time when it began. What a node has said of all at
-- once meanwhile is newer, and stays.
create function keep_newer_heartbeat() returns trigger language plpgsql as $$
begin
    new.last_heartbeat = old.last_heartbeat;
    return new;
end
$$;

create trigger keep_newer_heartbeat before update on scheduled_tasks for each row
    when (new.version = old.version and new.last_heartbeat < old.last_heartbeat)
    execute function keep_newer_heartbeat();
