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
