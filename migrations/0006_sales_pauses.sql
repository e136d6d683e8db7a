-- Why nothing is sold at the moment: one row per reason, such as the picture service being out of
-- credits. A reason counts until its time is over, so that a forgotten one can't stop sales for ever.
create table sales_pauses (
    reason text primary key,
    until timestamptz not null
);
