//! One picture at Kie, from the order to the group. Each run of the job goes on from what
//! the row says, so that it may be killed anywhere; an order whose answer was lost is not
//! repeated, as a trial is not worth paying twice for.

use anyhow::{Context, anyhow};
use chrono::{DateTime, TimeDelta, Utc};
use url::Url;

use super::{Trial, TryPrompt, screens};
use crate::{
    avatars, catalogue,
    files::FileKey,
    generation::{
        Deps, create,
        kie::{Choice, Creation, Fetched, Look, RecordState, Refusal},
        media, outage, pictures,
        store::{breaker, line, trials as store},
        watch,
    },
    queue::{Failure, JobResult, Lease, Next, OrElse, take_place},
    removal,
    telegram::{Picture, PictureScreen, SendError},
};

/// Nobody looks at a prompt any more after this.
const DEADLINE: TimeDelta = TimeDelta::minutes(30);

/// For so long an answer to the order may be on its way.
const ANSWER_PATIENCE: TimeDelta = TimeDelta::seconds(45);

/// The next try when Kie can't be reached, or somebody else uses its limit up.
const PAUSE: TimeDelta = TimeDelta::seconds(15);

/// How long the picture stays in the storage.
const KEPT: TimeDelta = TimeDelta::days(1);

/// Why there is no picture; the group reads it in its own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    NoPhotos,
    /// Kie does not work.
    Outage,
    /// Kie refuses the text.
    Refused,
    /// Kie failed, for once.
    Chance,
    /// The answer to the order was lost.
    Lost,
    TooLate,
}

impl Fault {
    fn id(self) -> &'static str {
        match self {
            Self::NoPhotos => "no_photos",
            Self::Outage => "outage",
            Self::Refused => "refused",
            Self::Chance => "chance",
            Self::Lost => "lost",
            Self::TooLate => "too_late",
        }
    }
}

pub(super) async fn try_prompt(deps: Deps, lease: Lease, job: TryPrompt) -> JobResult {
    let now = deps.clock.now();
    let mut connection = deps.db.connection().await.or_retry()?;
    let trial = store::find_open(&mut connection, job.trial_id).await;
    drop(connection);
    let Some(trial) = trial.or_retry()? else {
        return Ok(Next::Done);
    };
    match (trial.status.as_str(), &trial.kie_task_id, trial.ordered_at) {
        ("waiting", ..) if now >= trial.created_at + DEADLINE => {
            fail(&deps, &lease, &trial, Fault::TooLate).await
        }
        ("waiting", Some(kie_task_id), _) => watch(&deps, &lease, &trial, kie_task_id).await,
        ("waiting", None, Some(at)) if now < at + ANSWER_PATIENCE => {
            Ok(Next::At(at + ANSWER_PATIENCE))
        }
        ("waiting", None, Some(_)) => fail(&deps, &lease, &trial, Fault::Lost).await,
        ("waiting", None, None) => order(&deps, &lease, &trial).await,
        _ => tell(&deps, &lease, &trial).await,
    }
}

async fn order(deps: &Deps, lease: &Lease, trial: &Trial) -> JobResult {
    let mut connection = deps.db.connection().await.or_retry()?;
    let references = avatars::references(&mut connection, trial.avatar_id)
        .await
        .or_retry()?;
    let text = catalogue::find_prompt_text(&mut connection, trial.text_id)
        .await
        .or_retry()?;
    drop(connection);
    let Some(text) = text else {
        return Ok(Next::Done);
    };
    let links = create::links_to(deps, &references).await.or_retry()?;
    if links.is_empty() {
        return fail(deps, lease, trial, Fault::NoPhotos).await;
    }
    create::can_be_read(deps, &references).await.or_retry()?;
    match begin(deps, lease, trial).await.or_retry()? {
        Turn::Now => {}
        Turn::At(at) => return Ok(Next::At(at)),
        Turn::Never => return fail(deps, lease, trial, Fault::Outage).await,
    }
    let creation = deps.kie.create(Choice::Usual, &text.text, &links, None);
    answered(deps, lease, trial, creation.await).await
}

/// When the picture can be ordered.
enum Turn {
    Now,
    At(DateTime<Utc>),
    Never,
}

/// Takes a place of Kie's limit and writes down that the order leaves.
async fn begin(deps: &Deps, lease: &Lease, trial: &Trial) -> anyhow::Result<Turn> {
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await?;
    lease.confirm(&mut tx).await?;
    let mut window = line::lock(&mut tx).await?;
    if breaker::find(&mut tx).await?.is_open() {
        return Ok(Turn::Never);
    }
    if window.free(now) == 0 {
        return Ok(Turn::At(window.next_free(now)));
    }
    window.take(now);
    line::save_window(&mut tx, &window).await?;
    let model = deps.kie.model_name(Choice::Usual);
    store::note_ordering(&mut tx, trial.id, model, now).await?;
    tx.commit().await.context("cannot commit a trial's order")?;
    Ok(Turn::Now)
}

async fn answered(deps: &Deps, lease: &Lease, trial: &Trial, creation: Creation) -> JobResult {
    let now = deps.clock.now();
    match creation {
        Creation::Created(kie_task_id) => {
            let mut tx = deps.db.begin().await.or_retry()?;
            lease.confirm(&mut tx).await.or_retry()?;
            store::note_created(&mut tx, trial.id, &kie_task_id)
                .await
                .or_retry()?;
            tx.commit().await.or_retry()?;
            let pause = watch::pause_before_look(TimeDelta::zero(), false);
            Ok(Next::At(now + pause))
        }
        Creation::Unknown => Ok(Next::At(now + ANSWER_PATIENCE)),
        Creation::NotSent | Creation::Refused(Refusal::TooFast) => {
            let mut tx = deps.db.begin().await.or_retry()?;
            lease.confirm(&mut tx).await.or_retry()?;
            store::take_order_back(&mut tx, trial.id).await.or_retry()?;
            tx.commit().await.or_retry()?;
            Ok(Next::At(now + PAUSE))
        }
        Creation::Refused(Refusal::Trouble(trouble)) => {
            outage::note_trouble(deps, trouble).await.or_retry()?;
            fail(deps, lease, trial, Fault::Outage).await
        }
        Creation::Refused(Refusal::Faulty { is_lasting, .. }) => {
            let fault = if is_lasting {
                Fault::Refused
            } else {
                Fault::Chance
            };
            fail(deps, lease, trial, fault).await
        }
        Creation::Refused(Refusal::Unclear { .. }) => fail(deps, lease, trial, Fault::Chance).await,
    }
}

async fn watch(deps: &Deps, lease: &Lease, trial: &Trial, kie_task_id: &str) -> JobResult {
    let now = deps.clock.now();
    let mut connection = deps.db.connection().await.or_retry()?;
    let place = take_place(
        &mut connection,
        watch::PLACES,
        watch::EVERY,
        watch::BURST,
        now,
    );
    let place = place.await.or_retry()?;
    drop(connection);
    if let Err(free_at) = place {
        return Ok(Next::At(free_at));
    }
    let age = trial.ordered_at.map_or(TimeDelta::zero(), |at| now - at);
    let again = Ok(Next::At(now + watch::pause_before_look(age, false)));
    let record = match deps.kie.look(kie_task_id).await {
        Look::Found(record) => record,
        Look::NotFound | Look::TooFast | Look::Unclear => return again,
        Look::Trouble(trouble) => {
            outage::note_trouble(deps, trouble).await.or_retry()?;
            return again;
        }
    };
    match record.state {
        RecordState::Running => again,
        RecordState::Succeeded(urls) => keep(deps, lease, trial, &urls).await,
        RecordState::Failed { is_lasting, .. } => {
            let fault = if is_lasting {
                Fault::Refused
            } else {
                Fault::Chance
            };
            fail(deps, lease, trial, fault).await
        }
    }
}

/// Brings the picture home; the text is tried from now on.
async fn keep(deps: &Deps, lease: &Lease, trial: &Trial, urls: &[Url]) -> JobResult {
    let Some(address) = urls.first() else {
        return fail(deps, lease, trial, Fault::Chance).await;
    };
    let (bytes, _room) = match deps.kie.fetch(address).await {
        Fetched::File(bytes, room) => (bytes, room),
        Fetched::Gone | Fetched::Refused(_) => {
            return fail(deps, lease, trial, Fault::Chance).await;
        }
        Fetched::Unavailable => {
            return Err(Failure::Retry(anyhow!("a trial's picture can't be read")));
        }
    };
    let Some(shape) = pictures::shape_of(&bytes) else {
        return fail(deps, lease, trial, Fault::Chance).await;
    };
    let Some(key) = choose_key(deps, lease, trial, shape.extension())
        .await
        .or_retry()?
    else {
        return Ok(Next::Done);
    };
    let content_type = shape.format.to_mime_type();
    deps.files.put(&key, bytes, content_type).await.or_retry()?;
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await.or_retry()?;
    lease.confirm(&mut tx).await.or_retry()?;
    store::set_status(&mut tx, trial.id, "made", None)
        .await
        .or_retry()?;
    catalogue::note_prompt_tried(&mut tx, trial.text_id, now)
        .await
        .or_retry()?;
    tx.commit().await.or_retry()?;
    count("made");
    Ok(Next::At(now))
}

/// Where the picture will lie; that it goes after a day is ordered before it is there.
async fn choose_key(
    deps: &Deps,
    lease: &Lease,
    trial: &Trial,
    extension: &str,
) -> anyhow::Result<Option<FileKey>> {
    let now = deps.clock.now();
    let new = FileKey::random("trials", extension);
    let mut tx = deps.db.begin().await?;
    lease.confirm(&mut tx).await?;
    let chosen = store::choose_key(&mut tx, trial.id, new.as_str()).await?;
    if let Some(key) = &chosen {
        removal::order(&mut tx, key.clone(), now + KEPT).await?;
    }
    tx.commit().await.context("cannot commit a trial's key")?;
    Ok(chosen.map(FileKey::stored))
}

async fn fail(deps: &Deps, lease: &Lease, trial: &Trial, fault: Fault) -> JobResult {
    let mut tx = deps.db.begin().await.or_retry()?;
    lease.confirm(&mut tx).await.or_retry()?;
    store::set_status(&mut tx, trial.id, "failed", Some(fault.id()))
        .await
        .or_retry()?;
    tx.commit().await.or_retry()?;
    count(fault.id());
    Ok(Next::At(deps.clock.now()))
}

fn count(outcome: &'static str) {
    metrics::counter!("pinglass_prompt_trials_total", "outcome" => outcome).increment(1);
}

/// Shows what came of it where somebody asked for it.
async fn tell(deps: &Deps, lease: &Lease, trial: &Trial) -> JobResult {
    let mut connection = deps.db.connection().await.or_retry()?;
    let text = catalogue::find_prompt_text(&mut connection, trial.text_id)
        .await
        .or_retry()?;
    drop(connection);
    let Some(text) = text else {
        return Ok(Next::Done);
    };
    let lang = deps.staff_lang;
    let picture = match &trial.storage_key {
        Some(key) if trial.status == "made" => {
            let key = FileKey::stored(key.clone());
            deps.files.get(&key).await.or_retry()?
        }
        _ => None,
    };
    let (chat, topic) = (trial.chat(), trial.topic());
    let shown = match picture {
        Some(bytes) => {
            let bytes = media::fit(bytes, false).await.or_retry()?;
            let screen = PictureScreen {
                picture: Picture::New(bytes),
                caption: screens::made(lang, trial, &text),
                keyboard: Some(screens::keyboard(lang, &text)),
            };
            let sent = deps.sender.show_picture(screens::LANE, chat, topic, screen);
            sent.await.map(|_| ())
        }
        None => {
            let screen = screens::failed(lang, trial, &text);
            let sent = deps.sender.show(screens::LANE, chat, topic, &screen);
            sent.await.map(|_| ())
        }
    };
    match shown {
        // A closed topic, a group that moved: the prompt's card still says that it was tried.
        Ok(()) | Err(SendError::Refused(_) | SendError::Unreachable(_) | SendError::Moved(_)) => {}
        Err(error) => return Err(error).or_retry(),
    }
    let mut tx = deps.db.begin().await.or_retry()?;
    lease.confirm(&mut tx).await.or_retry()?;
    store::set_status(&mut tx, trial.id, "told", None)
        .await
        .or_retry()?;
    tx.commit().await.or_retry()?;
    Ok(Next::Done)
}
