//! What the migration of re-rolls makes of albums that were sent before it.

use super::database::Database;

/// The database as it was before, with the albums that people had got by then.
const BEFORE: &str = "
    drop view if exists gallery_photos;
    drop table shown_photos, style_previews;
    alter table generation_jobs
        drop column reroll_of,
        drop column reroll_of_photo,
        drop column reroll_scene,
        drop column reroll_reason;
    alter table generated_photos drop column scene_index;
    delete from _sqlx_migrations where version = 14;

    insert into users (id, telegram_user_id) values (1, 101);
    insert into avatars (id, user_id) values (1, 1);
    insert into generation_jobs (id, avatar_id, chat_id) values (1, 1, 101), (2, 1, null);
    insert into generated_photos (id, avatar_id, job_id)
    select id, 1, 1 from generate_series(1, 6) as id;
    insert into albums (job_id, position, photo_ids, message_ids, sent_at) values
        (1, 0, '{1, 2}', '{11, 12}', '2026-03-01'),
        (1, 1, '{3, 4}', '{13}', '2026-03-01'),
        (1, 2, '{5}', null, null),
        (1, 3, '{6, 99}', '{16, 17}', '2026-03-01'),
        (2, 0, '{1}', '{18}', '2026-03-01');
";

#[tokio::test]
async fn albums_that_were_sent_before_can_be_reacted_to() {
    let database = Database::empty("shown").await;
    database.migrate().await;
    database.run(BEFORE).await;
    database.migrate().await;

    let shown = database
        .list(
            "select format('%s in %s shows %s', message_id, chat_id, photo_id)
             from shown_photos
             order by message_id",
        )
        .await;
    assert_eq!(
        shown,
        [
            "11 in 101 shows 1",
            "12 in 101 shows 2",
            "16 in 101 shows 6"
        ],
        "not of albums that lack a photo, of photos that are gone, or without a chat"
    );
}
