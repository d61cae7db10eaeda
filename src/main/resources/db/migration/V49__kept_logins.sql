-- Operators' logins, so that any node may answer a browser. Their columns are those of Spring Session JDBC; times are milliseconds since 1970.
-- What a login holds is sealed, and its key is not here: one half is in the browser's cookie, the other is ringback.secret.
create table operator_session (
    primary_id            text        not null primary key,
    -- The half of the cookie's value that finds the row and opens nothing.
    session_id            text        not null unique,
    creation_time         bigint      not null,
    last_access_time      bigint      not null,
    max_inactive_interval integer     not null,
    expiry_time           bigint      not null,
    -- Whose it is, the table does not say.
    principal_name        text        check (principal_name is null)
);

create index operator_session_expiry on operator_session (expiry_time);

create table operator_session_attributes (
    session_primary_id text not null references operator_session on delete cascade,
    attribute_name     text  not null,
    attribute_bytes    bytea not null,
    primary key (session_primary_id, attribute_name)
);
