-- Whether a provider works as a whole, shared by all processes: calls in a row that it did not
-- answer, since when and why it is left alone, when it is asked again, and the one order that may
-- then try it. No reason: it works, as far as we know.
create table provider_breakers (
    provider text primary key,
    failures integer not null default 0,
    reason text check (reason in ('down', 'account', 'maintenance')),
    code bigint,
    opened_at timestamptz,
    retry_at timestamptz,
    pause_secs integer not null default 0,
    is_half_open boolean not null default false,
    trial_task_id integer,
    trial_until timestamptz,
    closed_at timestamptz
);

-- The line of photos that wait to be ordered at a provider: when its last places were used, for an
-- exact limit over a sliding window, and how far its clock of fairness has come.
create table order_lines (
    provider text primary key,
    used_at timestamptz [] not null default '{}',
    fair_time double precision not null default 0
);

-- A photo waits in line, then has its turn, then is ordered. Of which model is noted, as times are
-- measured by model, and a prompt that one model keeps failing goes to another. Attempts that an
-- outage has spoilt are counted apart.
alter table kie_tasks
    add column in_line_since timestamptz,
    add column turn_at timestamptz,
    add column model text,
    add column is_for_fallback boolean,
    add column excused integer;
create index kie_tasks_in_line on kie_tasks (job_id)
where in_line_since is not null
    and status = 'pending';

-- When a set would be complete if all sets took turns photo by photo, on the line's clock: the
-- lowest goes first.
alter table generation_jobs
    add column fair_tag double precision;
create index generation_jobs_fair_tag on generation_jobs (fair_tag)
where fair_tag is not null;

-- Of jobs with one key only one runs at a time.
create index jobs_running_key on jobs (kind, key)
where status = 'running';
