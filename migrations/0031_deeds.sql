-- What a member of staff is about to do that can't be undone, from its preview to its end: who
-- wants it, who else has to agree, and what came of it, so that no double tap does it twice.
create table staff_deeds (
    id uuid primary key,
    kind text not null,
    details jsonb not null,
    -- As the group was shown it, in Telegram's HTML; the words of the button that does it.
    preview text not null,
    yes_label text not null,
    approvers smallint not null default 1,
    asked_by bigint not null,
    asked_by_admin integer,
    asked_by_name text not null,
    -- When the asker confirmed what takes a second member.
    confirmed_at timestamptz,
    status text not null default 'asked' check (status in ('asked', 'done', 'dropped')),
    -- What the message shows since it is over.
    outcome text,
    outcome_keyboard jsonb,
    created_at timestamptz not null,
    expires_at timestamptz not null
);
create index staff_deeds_over on staff_deeds (expires_at);
