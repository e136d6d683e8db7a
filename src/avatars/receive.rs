//! From a sent file to a verdict. Every step may be the last one before a crash
//! and is done again afterwards: the place in the storage is written down before
//! anything is put there, and the verdict is one transaction.

use sqlx::PgConnection;

use super::{
    coach,
    drafts::GATHERING,
    jobs::{RefreshPanel, Tools},
    likeness::Fingerprint,
    photo::{Findings, Picture},
    refusal::Refusal,
    store::{self, Upload},
};
use crate::{
    files::FileKey,
    queue::{self, Failure, JobResult, Lease, Next, OrElse},
    removal,
    telegram::{Download, download},
};

/// The folder of reference photos in the storage.
const FOLDER: &str = "references";

/// After so many failures, two minutes or so, the person is asked to send the
/// photo again; that gives it a new address at Telegram.
const MOST_DOWNLOAD_FAILURES: i32 = 6;

pub(super) async fn receive_photo(tools: Tools, upload_id: i64, lease: Lease) -> JobResult {
    let mut connection = tools.db.connection().await.or_retry()?;
    let upload = store::find_upload(&mut connection, upload_id)
        .await
        .or_retry()?;
    drop(connection);
    let Some(mut upload) = upload else {
        return Ok(Next::Done);
    };
    let mut verdict = fetch(&tools, &upload, lease).await?;
    if let Ok(picture) = &verdict {
        let early = early_refusal(&tools, upload.avatar_id, picture)
            .await
            .or_retry()?;
        verdict = match early {
            Some(refusal) => Err(refusal),
            None => {
                let Some(key) = choose_key(&tools, upload_id).await.or_retry()? else {
                    return Ok(Next::Done);
                };
                tools
                    .files
                    .put(&key, picture.jpeg.clone(), "image/jpeg")
                    .await
                    .or_retry()?;
                upload.storage_key = Some(key.as_str().to_owned());
                verdict
            }
        };
    }
    settle(&tools, &upload, verdict, lease).await.or_retry()?;
    Ok(Next::Done)
}

/// Downloads the file and looks at it, holding the file in memory no longer.
async fn fetch(
    tools: &Tools,
    upload: &Upload,
    lease: Lease,
) -> Result<Result<Picture, Refusal>, Failure> {
    let _place = tools
        .downloads
        .acquire()
        .await
        .expect("the semaphore is never closed");
    match download(&tools.sender, &upload.telegram_file_id).await {
        Ok(Download::File(file)) => Ok(tools.examine(file).await),
        Ok(Download::TooBig) => Ok(Err(Refusal::TooHeavy)),
        Ok(Download::Gone) => Ok(Err(Refusal::Lost)),
        Err(_) if lease.failures >= MOST_DOWNLOAD_FAILURES => Ok(Err(Refusal::Lost)),
        Err(error) => Err(error).or_retry(),
    }
}

/// Spares the storage what would be refused anyway.
async fn early_refusal(
    tools: &Tools,
    avatar_id: i32,
    picture: &Picture,
) -> anyhow::Result<Option<Refusal>> {
    let mut connection = tools.db.connection().await?;
    let known = store::prints(&mut connection, avatar_id).await?;
    Ok(refusal_beside(&known, &picture.findings, tools.photos.max))
}

/// Why there is no place for a photo beside those with `known` prints.
pub(super) fn refusal_beside(
    known: &[Fingerprint],
    findings: &Findings,
    most: u16,
) -> Option<Refusal> {
    let is_full = known.len() >= usize::from(most);
    findings
        .print
        .refusal_beside(known)
        .or(is_full.then_some(Refusal::Enough))
}

async fn choose_key(tools: &Tools, upload_id: i64) -> anyhow::Result<Option<FileKey>> {
    let fresh = FileKey::random(FOLDER, "jpg");
    let mut connection = tools.db.connection().await?;
    let key = store::choose_key(&mut connection, upload_id, fresh.as_str()).await?;
    Ok(key.map(FileKey::stored))
}

/// Writes the verdict down, if anybody still waits for it. The avatar is locked,
/// so that of two equal photos of one album only the first is accepted.
async fn settle(
    tools: &Tools,
    upload: &Upload,
    verdict: Result<Picture, Refusal>,
    lease: Lease,
) -> anyhow::Result<()> {
    let now = tools.clock.now();
    let avatar_id = upload.avatar_id;
    let mut tx = tools.db.begin().await?;
    lease.confirm(&mut tx).await?;
    let is_there = store::lock(&mut tx, avatar_id).await?.is_some();
    let waiting = store::lock_upload(&mut tx, upload.id)
        .await?
        .filter(|_| is_there);
    let verdict = match verdict {
        _ if waiting.is_none() => None,
        Ok(picture) => {
            let known = store::prints(&mut tx, avatar_id).await?;
            let findings = picture.findings;
            Some(refusal_beside(&known, &findings, tools.photos.max).map_or(Ok(findings), Err))
        }
        Err(refusal) => Some(Err(refusal)),
    };
    let key = waiting
        .and_then(|waiting| waiting.storage_key)
        .or_else(|| upload.storage_key.clone());
    match (&verdict, &key) {
        (Some(Ok(findings)), Some(key)) => {
            let key = FileKey::stored(key.clone());
            take(tools, &mut tx, upload, findings, &key).await?;
        }
        (Some(Err(refusal)), _) => store::refuse(&mut tx, upload.id, *refusal).await?,
        (Some(Ok(_)), None) => anyhow::bail!("a photo was accepted before it was stored"),
        (None, _) => {}
    }
    if let (Some(Err(_)) | None, Some(storage_key)) = (&verdict, key) {
        removal::order(&mut tx, storage_key, now).await?;
    }
    if verdict.is_some() {
        queue::add(&mut tx, &RefreshPanel { avatar_id }, now + GATHERING).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Makes a reference photo of what was stored, or leaves it to its owner when the
/// coach advises against it.
async fn take(
    tools: &Tools,
    connection: &mut PgConnection,
    upload: &Upload,
    findings: &Findings,
    key: &FileKey,
) -> anyhow::Result<()> {
    if let Some(advice) = coach::judge(&findings.measures) {
        return store::advise(connection, upload.id, advice, findings).await;
    }
    let address = tools.files.address(key);
    let now = tools.clock.now();
    let avatar_id = upload.avatar_id;
    let photo_id =
        store::insert_photo(connection, avatar_id, key, &address, findings, None, now).await?;
    store::accept(connection, upload.id, photo_id).await
}
