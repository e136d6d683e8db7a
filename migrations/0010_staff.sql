-- What the staff group is told only once: a key stays for good, also after the message has gone
-- out, so that the same finding of a later look is not reported again.
create table staff_notices (
    key text primary key,
    told_at timestamptz not null
);
