//! Writes sets down as they stand while thousands are in flight: a few of which the last photo is
//! missing, some that are at Kie whole, and all others in line.

use std::ops::Range;

use anyhow::{Context, Result};
use sqlx::{Connection, PgConnection};

use super::super::{PHOTOS, installation::Installation, photo::camera_photo};

/// These are finished, and timed.
const NEARLY_DONE: u32 = 12;

/// With those, what Kie makes in three minutes: two photos a second.
const AT_KIE: u32 = 24;

const FIRST_PERSON: i64 = 600_000_001;

const PICTURE: &str = "portraits/flight.jpg";
const REFERENCE: &str = "references/flight.jpg";

/// What production orders: two thousand pixels on the long side.
const PICTURE_SIZE: (u32, u32) = (1536, 2048);
const REFERENCE_SIZE: (u32, u32) = (960, 1280);

/// With it, a portrait's file has megabytes, as those of production have.
const PICTURE_GRAIN: i8 = 120;
const REFERENCE_GRAIN: i8 = 14;

/// People whose sets are written down together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wave {
    people: Range<i64>,
}

impl Wave {
    pub fn of(sets: u32) -> Self {
        Self {
            people: FIRST_PERSON..FIRST_PERSON + i64::from(sets),
        }
    }

    /// Those whose last photo is at Kie.
    pub fn nearly_done(&self) -> Range<i64> {
        let first = self.people.start;
        first..(first + i64::from(NEARLY_DONE)).min(self.people.end)
    }

    /// Those of whose sets all photos are at Kie.
    fn at_kie(&self) -> Range<i64> {
        let first = self.nearly_done().end;
        first..(first + i64::from(AT_KIE)).min(self.people.end)
    }

    /// Writes them down in the database, at Kie and at Telegram. Returns the size of each portrait,
    /// in bytes.
    ///
    /// # Errors
    /// When the database refuses it, or the storage's folder can't be written.
    pub async fn write(&self, installation: &Installation) -> Result<usize> {
        let picture_bytes = store_pictures(installation)?;
        let telegram = &installation.telegram;
        telegram.crowd(self.people.clone());
        let messages = telegram.letters(self.people.clone(), "Your portraits are being made");
        let first_message = messages.first().copied().unwrap_or_default();
        let last = self.nearly_done().map(|person| (person, PHOTOS));
        let whole = self.at_kie();
        let whole = whole.flat_map(|person| (1..=PHOTOS).map(move |photo| (person, photo)));
        for (person, photo) in last.chain(whole) {
            let callback = installation.callback_url(&token(person, photo));
            installation
                .kie
                .take_over(&task_name(person, photo), &callback);
        }
        let statements = ROWS
            .replace("$from", &self.people.start.to_string())
            .replace("$to", &(self.people.end - 1).to_string())
            .replace("$at_kie", &self.nearly_done().end.to_string())
            .replace("$in_line", &self.at_kie().end.to_string())
            .replace("$message", &first_message.to_string())
            .replace("$bytes", &picture_bytes.to_string())
            .replace("$photos", &PHOTOS.to_string())
            .replace("$picture", PICTURE)
            .replace("$reference", REFERENCE);
        let mut connection = PgConnection::connect(&installation.database_url())
            .await
            .context("cannot reach the database")?;
        sqlx::raw_sql(sqlx::AssertSqlSafe(statements))
            .execute(&mut connection)
            .await
            .context("cannot write sets down")?;
        Ok(picture_bytes)
    }
}

/// Kie's name of a photo, which counts from 1.
pub fn task_name(person: i64, photo: usize) -> String {
    format!("flight-{person}-{photo}")
}

/// By which a callback says whose it is.
fn token(person: i64, photo: usize) -> String {
    format!("00000000-0000-4000-{:04}-{person:012}", 8000 + photo)
}

/// One portrait and one reference, that are everybody's. Returns the portrait's bytes.
fn store_pictures(installation: &Installation) -> Result<usize> {
    let picture = camera_photo(1, PICTURE_SIZE, PICTURE_GRAIN);
    installation.s3.place(PICTURE, &picture)?;
    let reference = camera_photo(2, REFERENCE_SIZE, REFERENCE_GRAIN);
    installation.s3.place(REFERENCE, &reference)?;
    Ok(picture.len())
}

/// People with numbers below `$at_kie` wait for one photo, those below `$in_line` for all that are
/// at Kie, and all others for their turn. What has to happen again and again is due when it would be:
/// progress within a minute, looks within twenty seconds.
const ROWS: &str = "
insert into users (telegram_user_id, created_at)
select n, now() at time zone 'utc' from generate_series($from::bigint, $to) as n;

create temporary table wave as
select id as user_id, telegram_user_id as n
from users
where telegram_user_id between $from and $to;

insert into user_settings (
    user_id, language, first_name, last_seen_at, consent_version, consented_at, started_at
)
select user_id, 'en', 'Anna', now(), '2026-11', now(), now() from wave;

insert into avatars (user_id, name, status) select user_id, 'Anna', 'ready' from wave;
alter table wave add column avatar_id integer;
update wave set avatar_id = avatars.id from avatars where avatars.user_id = wave.user_id;

insert into reference_photos (
    avatar_id, image_url, storage_key, content_sha256, width, height, byte_size
)
select avatar_id, '$reference', '$reference', md5(n::text) || md5(n::text), 960, 1280, 240000
from wave;

insert into payments (
    user_id, payment_id, provider, amount, status, tier_id, photo_count, generation_consumed,
    consumed_at, consumed_avatar_id, telegram_charge_id, stars_amount, settled_at
)
select
    user_id, 'flight-' || n, 'stars', 999, 'succeeded', 'standard', $photos, true, now(),
    avatar_id, 'flight-charge-' || n, 700, now()
from wave;
alter table wave add column payment_id integer;
update wave set payment_id = payments.id from payments where payments.user_id = wave.user_id;

insert into orders (
    id, user_id, payment_id, avatar_id, style_id, tier_id, photo_count, amount_rub, stars_amount,
    status, provider, chat_id, created_at, expires_at
)
select
    gen_random_uuid(), user_id, payment_id, avatar_id, 'lifestyle', 'standard', $photos, 999, 700,
    'paid', 'stars', n, now(), now() + interval '1 day'
from wave;

insert into generation_jobs (
    avatar_id, payment_id, style_id, status, total_photos, completed_photos, chat_id,
    progress_message_id, deadline_at, fair_tag
)
select
    avatar_id, payment_id, 'lifestyle', 'processing', $photos,
    case when n < $at_kie then $photos - 1 else 0 end, n,
    $message + n - $from, now() + interval '6 hours', $photos
from wave;

insert into kie_tasks (
    job_id, avatar_id, style_id, prompt, prompt_index, status, attempts, max_attempts, kie_task_id,
    creation_started_at, created_remotely_at, callback_token, in_line_since
)
select
    job.id, wave.avatar_id, 'lifestyle', 'A portrait in the light of a window.', photo - 1,
    case when n < $at_kie and photo < $photos then 'completed' else 'pending' end,
    case when n < $in_line then 1 else 0 end,
    3,
    case when n < $in_line then 'flight-' || n || '-' || photo end,
    case when n < $in_line then now() - photo * interval '10 seconds' end,
    case when n < $in_line then now() - photo * interval '10 seconds' end,
    ('00000000-0000-4000-' || 8000 + photo || '-' || lpad(n::text, 12, '0'))::uuid,
    case when n >= $in_line then now() end
from wave
join generation_jobs as job on job.payment_id = wave.payment_id
cross join generate_series(1, $photos) as photo;

insert into generated_photos (
    avatar_id, job_id, task_id, style_id, prompt, image_url, storage_key, byte_size, width, height
)
select
    task.avatar_id, task.job_id, task.id, task.style_id, task.prompt, '$picture', '$picture',
    $bytes, 1536, 2048
from kie_tasks as task
join wave on wave.avatar_id = task.avatar_id
where task.status = 'completed';

insert into jobs (kind, payload, key, priority, run_at)
select
    'watch_task', jsonb_build_object('task_id', task.id, 'is_expected', false), task.id::text, 20,
    now() + (task.id % 20) * interval '1 second'
from kie_tasks as task
join wave on wave.avatar_id = task.avatar_id
where task.status = 'pending' and task.kie_task_id is not null;

insert into jobs (kind, payload, key, priority, run_at)
select
    'show_progress', jsonb_build_object('set_id', job.id), job.id::text, 40,
    now() + (job.id % 60) * interval '1 second'
from generation_jobs as job
join wave on wave.payment_id = job.payment_id;

insert into jobs (kind, payload, key, priority, run_at)
values ('give_turns', '{}', '', 25, now())
on conflict (kind, key) where status = 'waiting' do nothing;

analyze;
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_are_nearly_done_some_are_at_kie_and_all_others_in_line() {
        let wave = Wave::of(200);
        assert_eq!(wave.nearly_done().count(), 12);
        assert_eq!(wave.at_kie().start, wave.nearly_done().end);
        assert_eq!(wave.at_kie().count(), 24);
        assert!(wave.at_kie().end < wave.people.end);
    }

    #[test]
    fn a_small_wave_has_nobody_in_line() {
        let wave = Wave::of(30);
        assert_eq!(wave.at_kie().end, wave.people.end);
        assert_eq!(Wave::of(7).nearly_done().count(), 7);
    }

    #[test]
    fn tokens_are_those_that_the_database_makes() {
        assert_eq!(
            token(600_000_001, 15),
            "00000000-0000-4000-8015-000600000001"
        );
    }
}
