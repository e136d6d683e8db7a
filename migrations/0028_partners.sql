-- Partners: how an application was decided, and numbers for each link and day of a partner who
-- brought a hundred thousand people.

alter table partner_applications
-- At which rate it was approved, and by whom, as the staff group knows them.
add column rate decimal(3, 2),
add column decided_by text,
-- When the staff was last reminded of it.
add column reminded_at timestamptz;
create index partner_applications_waiting on partner_applications (id)
where coalesce(status, 'pending') = 'pending';
create index partner_applications_decided on partner_applications (decided_at desc)
where decided_at is not null;

-- Whoever is meant by a name in a command.
create index users_username on users (lower(telegram_username));

create index referral_visits_owner_day on referral_visits (owner_id, day);
create index referral_attributions_link on referral_attributions (link_id, created_at)
where link_id is not null;
create index referral_earnings_link on referral_earnings (link_id, created_at)
where link_id is not null;
