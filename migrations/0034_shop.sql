-- What the staff have switched, for everybody and at once. What has no row is as usual: sales, ways
-- to pay and styles on, maintenance off.
create table switches (
    name text primary key,
    is_on boolean not null,
    -- What people read meanwhile, by language; the product's own words where there are none.
    message jsonb not null default '{}',
    -- From then on it is as usual again.
    until timestamptz,
    changed_by bigint not null,
    changed_by_name text not null,
    changed_at timestamptz not null
);

-- Who was told of the maintenance, so that they are not told with every message.
create table maintenance_notices (
    person_id integer primary key references users on delete cascade,
    told_at timestamptz not null
);

-- What a set is called in each language, where the product has no name of its own for it.
alter table pricing_tiers
    add column if not exists names jsonb;

-- Every text that a member of staff gave a prompt, so that an edit can be taken back. The one in use
-- also stands in custom_prompts.
create table prompt_texts (
    id serial primary key,
    prompt_id integer not null references custom_prompts on delete cascade,
    text text not null,
    -- Nobody, for texts that were here before.
    written_by bigint,
    written_by_name text,
    written_at timestamptz not null,
    -- When a picture was made of it, which it takes to be used.
    tried_at timestamptz,
    used_since timestamptz
);
create index prompt_texts_of_prompt on prompt_texts (prompt_id, id);

-- The avatar on which everybody of the staff tries prompts.
create table test_avatar (
    is_only boolean primary key default true check (is_only),
    avatar_id integer not null references avatars on delete cascade,
    chosen_by bigint not null,
    chosen_at timestamptz not null
);

-- A picture that is made to see what a prompt does. Nobody pays for it, so it is no task of a set;
-- what it costs is told by the model that made it.
create table prompt_trials (
    id serial primary key,
    text_id integer not null references prompt_texts on delete cascade,
    avatar_id integer not null references avatars on delete cascade,
    asked_by bigint not null,
    asked_by_name text not null,
    chat_id bigint not null,
    topic_id integer,
    status text not null default 'waiting' check (status in ('waiting', 'made', 'failed', 'told')),
    model text,
    -- Written before the order leaves, as Kie has no key against doubles.
    ordered_at timestamptz,
    kie_task_id text,
    storage_key text,
    error text,
    created_at timestamptz not null
);
create unique index prompt_trials_under_way on prompt_trials (text_id)
where status <> 'told';
