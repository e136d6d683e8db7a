-- The staff's side of referrals: topics that the group refuses for a while, cards that are
-- moved or taken away, and reminders that are given once.

alter table staff_topics
-- Since when cards of this kind are in the general topic: the group has no topics, or the
-- bot may not make any. It is asked again later.
add column refused_at timestamptz;

alter table staff_cards
-- The card is to be shown at the end of its topic, and its present message goes.
add column is_moving boolean default false,
-- The person whom it names leaves: the message goes, then the row.
add column doomed_at timestamptz;
-- Which card somebody answers.
create index staff_cards_message on staff_cards (message_id, chat_id);

alter table withdrawal_requests
-- When the staff was last reminded of it.
add column reminded_at timestamptz;

-- What was done to one thing, for whoever looks at it.
create index admin_audit_log_target on admin_audit_log (target_type, target_id);
