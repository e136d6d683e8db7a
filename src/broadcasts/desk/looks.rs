//! Looking at broadcasts: a new one, the list, a card, and each letter in one's own chat
//! as people get it.

use chrono::TimeDelta;
use serde_json::json;
use teloxide::types::ChatId;

use super::super::{
    Broadcast, Deps, Status, Tally, audience::Audience, card, letter::Reader, screens, store,
};
use crate::{
    i18n::Lang,
    staff::{self, Member},
    telegram::{Handled, Lane, Picture, PictureScreen, Reply, Screen, SendError},
};

const PER_PAGE: i64 = 8;

/// Drafts that nobody sent are forgotten after this.
const DRAFTS_FOR: TimeDelta = TimeDelta::days(30);

/// `/broadcast` begins a new one.
pub(super) async fn begin(member: Member, reply: Reply, deps: Deps) -> Handled {
    let now = deps.desk.clock.now();
    let mut tx = deps.desk.db.begin().await?;
    store::rows::delete_drafts(&mut tx, now - DRAFTS_FOR).await?;
    let id = store::rows::insert(&mut tx, &Audience::default(), &member.name, now).await?;
    let nothing = json!({ "before": null, "after": { "status": Status::Draft.name() } });
    staff::audit(
        &mut tx,
        &member,
        "broadcast_begin",
        "broadcast",
        Some(id),
        nothing,
        now,
    )
    .await?;
    tx.commit().await?;
    open(&deps, &reply, id).await
}

/// Shows the card as a new message, which follows the broadcast from now on; the one before
/// goes while it is a draft, lest it be taken for how things stand.
pub(super) async fn open(deps: &Deps, reply: &Reply, id: i32) -> Handled {
    let Some(screen) = card::draw(deps, id).await? else {
        return gone(deps, reply).await;
    };
    let message = reply.new_message(&screen).await?;
    let mut connection = deps.desk.db.connection().await?;
    let before = store::rows::find(&mut connection, id).await?;
    store::changes::set_card(&mut connection, id, reply.chat, message).await?;
    drop(connection);
    // Telegram lets go of what is older than two days no more, as of what was sent long ago.
    let draft = before.filter(|before| before.status == Status::Draft);
    if let Some((chat, old)) = draft.and_then(|draft| draft.card) {
        deps.desk.sender.take_away(chat, old).await;
    }
    Ok(())
}

/// Shows the card in place of the tapped message.
pub(super) async fn show(deps: &Deps, reply: &Reply, id: i32) -> Handled {
    match card::draw(deps, id).await? {
        Some(screen) => {
            reply.screen(&screen).await?;
            Ok(())
        }
        None => gone(deps, reply).await,
    }
}

/// Says that there is no such broadcast any more.
pub(super) async fn gone(deps: &Deps, reply: &Reply) -> Handled {
    reply
        .popup(&deps.desk.lang.text("broadcast-gone", &[]))
        .await;
    Ok(())
}

pub(super) async fn show_whom(deps: &Deps, reply: &Reply, id: i32) -> Handled {
    let mut connection = deps.desk.db.connection().await?;
    let facts = card::load(&mut connection, deps, id).await?;
    drop(connection);
    match facts {
        Some(facts) if facts.broadcast.status == Status::Draft => {
            reply.screen(&screens::whom(deps.desk.lang, &facts)).await?;
            Ok(())
        }
        _ => show(deps, reply, id).await,
    }
}

/// `/broadcasts` lists the latest.
pub(super) async fn list_latest(reply: Reply, deps: Deps) -> Handled {
    list(&deps, &reply, 0).await
}

pub(super) async fn list(deps: &Deps, reply: &Reply, page: u16) -> Handled {
    let mut connection = deps.desk.db.connection().await?;
    let offset = i64::from(page) * PER_PAGE;
    let ids = store::rows::list(&mut connection, offset, PER_PAGE + 1).await?;
    let has_more = i64::try_from(ids.len())? > PER_PAGE;
    let mut lines: Vec<(Broadcast, Tally)> = Vec::new();
    for id in ids.into_iter().take(usize::try_from(PER_PAGE)?) {
        if let Some(broadcast) = store::rows::find(&mut connection, id).await? {
            lines.push((
                broadcast,
                store::recipients::tally(&mut connection, id).await?,
            ));
        }
    }
    drop(connection);
    let screen = screens::list(deps.desk.lang, deps.timezone, &lines, page, has_more);
    reply.screen(&screen).await?;
    Ok(())
}

/// Sends each letter to the member's own chat, as people of its language get it. What
/// Telegram would refuse it refuses here, with its reason.
pub(super) async fn preview(deps: &Deps, member: &Member, reply: &Reply, id: i32) -> Handled {
    let lang = deps.desk.lang;
    let mut connection = deps.desk.db.connection().await?;
    let letters = store::letters::list(&mut connection, id).await?;
    drop(connection);
    let chat = ChatId(member.telegram_id);
    for language in Lang::ALL {
        let Some(letter) = letters.find(language) else {
            continue;
        };
        let reader = Reader {
            broadcast_id: id,
            lang: language,
            counted: None,
        };
        let keyboard = letter.keyboard(language, &reader);
        let sent = match &letter.photo {
            Some(photo) => {
                let screen = PictureScreen {
                    picture: Picture::Known(photo.clone()),
                    caption: letter.html.clone(),
                    keyboard: Some(keyboard),
                };
                let shown = deps
                    .desk
                    .sender
                    .show_picture(Lane::Answer, chat, None, screen);
                shown.await.map(drop)
            }
            None => {
                let screen = Screen {
                    text: letter.html.clone(),
                    keyboard: Some(keyboard),
                };
                let shown = deps.desk.sender.show(Lane::Answer, chat, None, &screen);
                shown.await.map(drop)
            }
        };
        match sent {
            Ok(()) => {}
            Err(SendError::Unreachable(_)) => {
                reply
                    .alert(&lang.text("broadcast-preview-start", &[]))
                    .await;
                return Ok(());
            }
            Err(SendError::Refused(words)) => {
                let trouble = ("trouble", words.into());
                let screen = Screen::plain(lang.html("broadcast-preview-refused", &[trouble]));
                reply.new_message(&screen).await?;
                return Ok(());
            }
            Err(error) => return Err(error.into()),
        }
    }
    reply.popup(&lang.text("broadcast-preview-sent", &[])).await;
    Ok(())
}
