//! Making an avatar.
//!
//! ```text
//! Anna taps [New avatar]
//! Bot (edited): What shall we call the avatar?  [Just call it Anna]
//! Anna taps [Just call it Anna]
//! Bot (edited): Photos for «Anna» ▱▱▱▱▱▱▱▱ 0 of 4–8 …
//! Anna sends an album of six photos
//! Bot (edited): ▰▰▰▰▱▱▱▱ 4 of 4–8 ✓  ✅✅🤔✅🚫✅  🤔 Photo 3: too dark …  🚫 Photo 5: smaller than 512 px
//!     What would help most: one in another light …  [🤔 3] [Remove a photo] [Start over] [Done]
//! Anna taps [Done]
//! Bot (edited): «Anna» is ready ✨  [Choose a style]
//! ```

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use teloxide::types::Message;

use super::{
    Avatar, Status, attachment::SentFile, drafts, editing, gallery, name, overruling, panel,
    screens, store,
};
use crate::{
    accounts::{self, Consent, Go, Person},
    clock::Clock,
    config::ReferencePhotosConfig,
    db::Db,
    telegram::{Dialogue, Handled, Incoming, Reply, Routes, Step, command, state, tap},
};

/// Where a person is in making an avatar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Making {
    /// They sent photos out of the blue and were asked what to do with them.
    Offered { files: Vec<SentFile> },
    /// They are to give a name; photos that came early are kept.
    Naming { files: Vec<SentFile> },
    /// They are to send photos.
    Photos { avatar_id: i32 },
}

impl Step for Making {
    const FEATURE: &'static str = "avatars";
}

/// What came while photos are expected.
#[derive(Clone, Debug)]
struct Filling {
    avatar_id: i32,
    file: Option<SentFile>,
}

pub fn routes() -> Routes {
    dptree::filter(|incoming: Incoming| incoming.is_private())
        .branch(command("new").endpoint(begin))
        .branch(
            tap::<Go>()
                .filter(|go: Go| go == Go::NewAvatar)
                .endpoint(begin),
        )
        .branch(tap::<Consent>().endpoint(answer_consent))
        .branch(gallery::routes())
        .branch(editing::routes())
        .branch(overruling::routes())
        .branch(
            state::<Making>()
                .branch(dptree::filter_map(filling).endpoint(send_photo))
                .branch(
                    dptree::filter(|making: Making| matches!(making, Making::Naming { .. }))
                        .endpoint(give_name),
                ),
        )
        .branch(dptree::filter_map(stray_file).endpoint(send_stray_photo))
}

fn filling(making: Making, message: Arc<Message>) -> Option<Filling> {
    match making {
        Making::Photos { avatar_id } => {
            let file = SentFile::in_message(&message);
            Some(Filling { avatar_id, file })
        }
        Making::Offered { .. } | Making::Naming { .. } => None,
    }
}

/// A photo that no conversation waits for.
fn stray_file(incoming: Incoming, dialogue: Dialogue) -> Option<SentFile> {
    let is_ours = matches!(dialogue.step(), Some(Making::Offered { .. }));
    if dialogue.is_under_way() && !is_ours {
        return None;
    }
    SentFile::in_message(incoming.message().as_deref()?).filter(SentFile::is_meant_as_photo)
}

pub(super) async fn begin(
    person: Person,
    reply: Reply,
    dialogue: Dialogue,
    db: Db,
    clock: Clock,
    photos: ReferencePhotosConfig,
) -> Handled {
    if !person.has_consented {
        reply.screen(&accounts::consent_screen(person.lang)).await?;
        return Ok(());
    }
    let files = drafts::kept_files(&dialogue);
    let drafts = list_drafts(&db, &person).await?;
    match drafts.as_slice() {
        [] => {
            let making = Making::Naming { files };
            dialogue
                .go_to(&mut *db.connection().await?, &making)
                .await?;
            reply
                .screen(&screens::ask_name(person.lang, &person.first_name))
                .await?;
            Ok(())
        }
        [only] if !files.is_empty() => {
            drafts::resume(&db, &dialogue, &person, only.id, clock.now()).await?;
            panel::show(&reply, &db, &clock, &person, photos, only.id).await
        }
        _ => {
            reply
                .screen(&screens::drafts_wait(person.lang, &drafts))
                .await?;
            Ok(())
        }
    }
}

async fn answer_consent(
    consent: Consent,
    mut person: Person,
    reply: Reply,
    dialogue: Dialogue,
    db: Db,
    clock: Clock,
    photos: ReferencePhotosConfig,
) -> Handled {
    match consent {
        Consent::Agree => {
            accounts::record_consent(&mut *db.connection().await?, &person, clock.now()).await?;
            person.has_consented = true;
            begin(person, reply, dialogue, db, clock, photos).await
        }
        Consent::Decline => {
            // What was sent without consent is not kept.
            if matches!(dialogue.step(), Some(Making::Offered { .. })) {
                dialogue.end(&mut *db.connection().await?).await?;
            }
            reply.screen(&screens::declined(person.lang)).await?;
            Ok(())
        }
    }
}

async fn give_name(
    message: Arc<Message>,
    person: Person,
    reply: Reply,
    dialogue: Dialogue,
    db: Db,
    clock: Clock,
    photos: ReferencePhotosConfig,
) -> Handled {
    if let Some(file) = SentFile::in_message(&message).filter(SentFile::is_meant_as_photo) {
        return keep_for_later(file, &person, &reply, &dialogue, &db).await;
    }
    match name::parse(message.text().unwrap_or_default()) {
        Ok(name) => {
            let avatar_id = drafts::create(&db, &dialogue, &person, &name, clock.now()).await?;
            panel::show(&reply, &db, &clock, &person, photos, avatar_id).await
        }
        Err(problem) => {
            reply
                .screen(&screens::bad_name(person.lang, problem, &person.first_name))
                .await?;
            Ok(())
        }
    }
}

/// A photo came before the name. Of an album only the first is answered.
async fn keep_for_later(
    file: SentFile,
    person: &Person,
    reply: &Reply,
    dialogue: &Dialogue,
    db: &Db,
) -> Handled {
    let files = drafts::kept_files(dialogue);
    let is_first = file.album.is_none() || files.iter().all(|kept| kept.album != file.album);
    let making = Making::Naming {
        files: drafts::keep(files, file),
    };
    dialogue
        .go_to(&mut *db.connection().await?, &making)
        .await?;
    if is_first {
        reply
            .screen(&screens::kept_until_named(person.lang, &person.first_name))
            .await?;
    }
    Ok(())
}

async fn send_photo(
    Filling { avatar_id, file }: Filling,
    person: Person,
    reply: Reply,
    dialogue: Dialogue,
    db: Db,
    clock: Clock,
    photos: ReferencePhotosConfig,
) -> Handled {
    let Some(file) = file else {
        reply.screen(&screens::photos_expected(person.lang)).await?;
        return Ok(());
    };
    if person.has_consented
        && drafts::add_file(&db, &person, avatar_id, file.clone(), clock.now()).await?
    {
        return Ok(());
    }
    // The avatar was finished or deleted elsewhere, or there is a new text to agree to.
    send_stray_photo(file, person, reply, dialogue, db, clock, photos).await
}

/// Whether the person may be making an avatar, but does not wait for an answer to
/// this message: files belong to the avatar, words may be meant for anybody.
pub fn leaves_alone(dialogue: &Dialogue, message: &Message) -> bool {
    match dialogue.step() {
        Some(Making::Offered { .. }) => true,
        Some(Making::Photos { .. }) => SentFile::in_message(message).is_none(),
        Some(Making::Naming { .. }) => false,
        None => !dialogue.is_under_way(),
    }
}

/// Takes a photo into the one draft there is, or asks what it is for.
async fn send_stray_photo(
    file: SentFile,
    person: Person,
    reply: Reply,
    dialogue: Dialogue,
    db: Db,
    clock: Clock,
    photos: ReferencePhotosConfig,
) -> Handled {
    let drafts = list_drafts(&db, &person).await?;
    if let ([only], true) = (drafts.as_slice(), person.has_consented) {
        drafts::resume(&db, &dialogue, &person, only.id, clock.now()).await?;
        drafts::add_file(&db, &person, only.id, file, clock.now()).await?;
        return panel::show(&reply, &db, &clock, &person, photos, only.id).await;
    }
    if let Some(refusal) = file.refusal {
        reply.screen(&screens::unfit(person.lang, refusal)).await?;
        return Ok(());
    }
    let files = drafts::kept_files(&dialogue);
    let is_first = file.album.is_none() || files.iter().all(|kept| kept.album != file.album);
    let making = Making::Offered {
        files: drafts::keep(files, file),
    };
    dialogue
        .go_to(&mut *db.connection().await?, &making)
        .await?;
    if is_first {
        reply.screen(&screens::offer(person.lang, &drafts)).await?;
    }
    Ok(())
}

async fn list_drafts(db: &Db, person: &Person) -> anyhow::Result<Vec<Avatar>> {
    let avatars = store::list(&mut *db.connection().await?, person.id).await?;
    Ok(avatars
        .into_iter()
        .filter(|avatar| avatar.status == Status::Draft)
        .collect())
}
