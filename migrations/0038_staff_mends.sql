-- When the staff last had a set sent again: of two taps within a minute one counts.
alter table generation_jobs
add column sent_again_at timestamptz;

-- People are looked for by how their first name begins.
create index user_settings_first_name on user_settings (lower(first_name) text_pattern_ops);
