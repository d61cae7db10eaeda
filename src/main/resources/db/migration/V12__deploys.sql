-- What is in force was deployed by somebody: who, when, which files. What was in the files is in the engine's deployments.
create table deploy (
    id         bigint generated always as identity primary key,
    at         timestamptz not null,
    operator   text,                               -- null: Ringback itself, into an empty installation
    takes_back bigint references deploy on delete set null
);

create table deployed_file (
    deploy_id         bigint not null references deploy on delete cascade,
    file              text   not null,
    deployment_before text,                        -- the engine's id; null: the file was new
    version_before    int,
    deployment        text   not null,
    version           int,                         -- null: nothing in it runs
    primary key (deploy_id, file)
);

-- Which of the engine's deployments were tried and found good, so that a start need not try them again.
create table tried_deployment (
    deployment text  primary key,
    tried_with text  not null,                     -- the version of Ringback
    warnings   jsonb not null                      -- what is odd about it, though it runs
);
