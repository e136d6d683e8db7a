-- Names a letter in the addresses of the buttons of its preview, whose clicks are not counted.
alter table broadcast_letters add column preview_token uuid not null default gen_random_uuid();
create unique index broadcast_letters_preview on broadcast_letters (preview_token);

-- Whether a photo that had failed is made again: its orders count as repeats from then on.
alter table kie_tasks add column is_revived boolean;
