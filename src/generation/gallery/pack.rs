//! Originals in one file, for who keeps them on a computer: a zip of what fits into
//! one message, as many as it takes. Photos are written to the disk one at a time,
//! so that memory stays flat however many there are.

use std::{fs::File, io::Write};

use anyhow::Context;
use bytes::Bytes;
use serde::{Deserialize, Serialize};
use teloxide::{
    payloads::SendDocumentSetters,
    requests::Requester,
    types::{ChatAction, InputFile, ParseMode},
};
use tokio::sync::Semaphore;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::{
    names::{self, Unique},
    originals::{MOST_TRIES, end_of_try, own_ids, tell_lost},
    sheet::fingerprint,
    temporary::{self, TemporaryFile},
};
use crate::{
    accounts::{self, Person},
    generation::{
        Deps, media, pictures,
        store::gallery::{self, Portrait},
    },
    queue::{self, Job, JobResult, Lease},
    telegram::{Lane, SendError},
};

/// Bot API, sendDocument: 50 MB; what the form and the zip add stays below the rest.
const MOST_BYTES: u64 = 48 * 1024 * 1024;

/// What a photo whose size is not on record is taken to weigh when parts are counted.
const USUAL_BYTES: u64 = 4 * 1024 * 1024;

/// Zips of this process that are packed at the same time: each takes disk, or memory
/// where temporary files are kept there, and line.
static PACKERS: Semaphore = Semaphore::const_new(2);

/// Packs and sends one zip and orders the next, so that a crash repeats one at most.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct PackZip {
    person_id: i32,
    photo_ids: Vec<i32>,
    /// How many of the photos are behind us.
    done: usize,
    /// Zips that were sent.
    parts: usize,
    /// Photos that could not be found.
    lost: usize,
}

impl Job for PackZip {
    const KIND: &'static str = "pack_zip";
    const PRIORITY: i16 = 19;
    const MOST_ATTEMPTS: Option<i32> = Some(MOST_TRIES);

    fn key(&self) -> Option<String> {
        let print = fingerprint(&self.photo_ids);
        Some(format!("{}:{print:08x}", self.person_id))
    }
}

/// Has the originals of the person's photos packed and sent; whether there are any.
///
/// # Errors
/// When the database refuses it.
pub(in crate::generation) async fn order_zip(
    deps: &Deps,
    person_id: i32,
    photo_ids: Vec<i32>,
) -> anyhow::Result<bool> {
    let mut connection = deps.db.connection().await?;
    let own = own_ids(&mut connection, person_id, &photo_ids).await?;
    if own.is_empty() {
        return Ok(false);
    }
    let job = PackZip {
        person_id,
        photo_ids: own,
        done: 0,
        parts: 0,
        lost: 0,
    };
    queue::add(&mut connection, &job, deps.clock.now()).await?;
    Ok(true)
}

pub(super) async fn pack_zip(deps: Deps, lease: Lease, job: PackZip) -> JobResult {
    let _packer = PACKERS
        .acquire()
        .await
        .expect("the semaphore is never closed");
    let person_id = job.person_id;
    let result = pack_part(&deps, &lease, job).await;
    end_of_try(&deps, &lease, person_id, result).await
}

async fn pack_part(deps: &Deps, lease: &Lease, job: PackZip) -> anyhow::Result<()> {
    let mut connection = deps.db.connection().await?;
    let Some(person) = accounts::find_by_id(&mut connection, job.person_id).await? else {
        return Ok(());
    };
    let all = gallery::portraits(&mut connection, person.id, &job.photo_ids).await?;
    drop(connection);
    let rest_ids = job.photo_ids.get(job.done..).unwrap_or_default();
    let rest: Vec<&Portrait> = all
        .iter()
        .filter(|portrait| rest_ids.contains(&portrait.photo.id))
        .collect();
    deps.sender
        .act(person.chat(), ChatAction::UploadDocument)
        .await;
    let part = pack(deps, &rest).await?;
    let mut lost = job.lost + part.lost;
    let left = &rest[part.packed + part.lost..];
    if part.packed > 0 {
        let number = job.parts + 1;
        let numbering = (number, number + count_parts(left));
        let title = names::common_title(&all);
        match send(deps, &person, &title, numbering, &part).await {
            // It can't be sent at all; the other photos can.
            Err(SendError::Refused(why)) => {
                tracing::error!(why, "Telegram refused a zip");
                lost += part.packed;
            }
            result => result?,
        }
    }
    // What was deleted since it was asked for stands between and is left behind too.
    let next_id = left.first().map(|next| next.photo.id);
    let next_index = next_id.and_then(|next| job.photo_ids.iter().position(|id| *id == next));
    let next = PackZip {
        done: next_index.unwrap_or(job.photo_ids.len()),
        parts: job.parts + usize::from(part.packed > 0),
        lost,
        ..job
    };
    if next_index.is_none() && next.lost > 0 {
        tell_lost(deps, &person, next.lost).await?;
    }
    let mut tx = deps.db.begin().await?;
    lease.confirm(&mut tx).await?;
    if next_index.is_some() {
        queue::add(&mut tx, &next, deps.clock.now()).await?;
    }
    tx.commit()
        .await
        .context("cannot commit that a zip was sent")
}

/// How many zips these photos take, by what is on record of their sizes.
fn count_parts(portraits: &[&Portrait]) -> usize {
    let mut parts = usize::from(!portraits.is_empty());
    let mut bytes = 0;
    for portrait in portraits {
        let size = portrait.photo.byte_size;
        let size = size.and_then(|size| u64::try_from(size).ok());
        let size = size.unwrap_or(USUAL_BYTES);
        if bytes > 0 && bytes + size > MOST_BYTES {
            parts += 1;
            bytes = 0;
        }
        bytes += size;
    }
    parts
}

/// A zip on the disk, which goes when this is dropped.
struct Part {
    file: TemporaryFile,
    packed: usize,
    /// Photos that should be in it and are nowhere.
    lost: usize,
}

/// Packs the first photos, as many as fit, at least one.
async fn pack(deps: &Deps, portraits: &[&Portrait]) -> anyhow::Result<Part> {
    let file = temporary::create("zip").await?;
    let mut zip = ZipWriter::new(file.writer()?);
    let (mut bytes, mut packed, mut lost) = (0, 0, 0);
    let mut names = Unique::default();
    for portrait in portraits {
        let _room = media::reserve(std::iter::once(&portrait.photo)).await;
        let Some(original) = media::load(deps, &portrait.photo).await? else {
            lost += 1;
            continue;
        };
        let size = u64::try_from(original.len())?;
        if packed > 0 && bytes + size > MOST_BYTES {
            break;
        }
        let extension = pictures::shape_of(&original).map_or("jpg", pictures::Shape::extension);
        let name = names.name(&names::stem(portrait), extension);
        zip = write(zip, name, original).await?;
        bytes += size;
        packed += 1;
    }
    tokio::task::spawn_blocking(move || zip.finish().and_then(|mut file| Ok(file.flush()?)))
        .await
        .context("packing panicked")?
        .context("cannot finish a zip")?;
    Ok(Part { file, packed, lost })
}

/// Adds a photo as it is: pictures are compressed already.
async fn write(
    mut zip: ZipWriter<File>,
    name: String,
    original: Bytes,
) -> anyhow::Result<ZipWriter<File>> {
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    tokio::task::spawn_blocking(move || {
        zip.start_file(name, stored)?;
        zip.write_all(&original)?;
        Ok::<_, anyhow::Error>(zip)
    })
    .await
    .context("packing panicked")?
    .context("cannot write to a zip")
}

async fn send(
    deps: &Deps,
    person: &Person,
    title: &str,
    (part, parts): (usize, usize),
    zip: &Part,
) -> Result<(), SendError> {
    deps.sender
        .act(person.chat(), ChatAction::UploadDocument)
        .await;
    let args = [
        ("part", part.into()),
        ("parts", parts.into()),
        ("count", zip.packed.into()),
    ];
    let (name, words) = if parts > 1 {
        (format!("{title}-{part}-{parts}.zip"), "zip-caption-part")
    } else {
        (format!("{title}.zip"), "zip-caption")
    };
    let request = deps
        .sender
        .bot()
        .send_document(
            person.chat(),
            InputFile::file(zip.file.path()).file_name(name),
        )
        .caption(person.lang.html(words, &args))
        .parse_mode(ParseMode::Html);
    deps.sender
        .call(Lane::Delivery, Some(person.chat()), request)
        .await?;
    Ok(())
}
