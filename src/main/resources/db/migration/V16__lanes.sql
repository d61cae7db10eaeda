-- Each lane (docs/decisions/0003-inbox-and-outbox.md) walks its own stretch of the agenda, however much waits in the others.
create index scheduled_tasks_due on scheduled_tasks (task_name, execution_time);
drop index scheduled_tasks_execution_time;
