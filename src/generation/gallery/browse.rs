//! The viewer: one message that pages through photos.
//!
//! ```text
//! Anna taps [👀 One by one]
//! Bot (edited) shows a photo: “Anna · 💼 Professional · 22.11.2026”
//!      [1 / 15] [›] [10 ›]
//!      [🤍] [📎] [🗑]
//!      [← The set]
//! Anna taps [🤍]
//! Bot (popup): ❤️ It is among your favourites now.
//! Anna taps [🗑]
//! Bot (edited): [🗑 Yes, delete it for good] [Keep it]
//! ```

use serde::{Deserialize, Serialize};

use super::{
    Scope, deletion,
    originals::order_files,
    pack::order_zip,
    page::{self, Page},
    picture::{self, Showing},
    screens,
};
use crate::{
    accounts::{Go, Person},
    avatars,
    generation::{Deps, chat, store::gallery},
    telegram::{Buttons, Handled, Reply, Routes, tap},
};

/// A tap in the viewer. Photos are named by id, whoever's they may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::generation) enum ViewTap {
    /// Its first photo.
    Open(Scope),
    Show(Scope, i32),
    /// A favourite from now on, or no more.
    Like(Scope, i32, bool),
    /// The original as a file.
    File(i32),
    /// All originals of a collection.
    Files(Scope),
    Zip(Scope),
    AskDelete(Scope, i32),
    Delete(Scope, i32),
    /// To what the photos belong to.
    Back(Scope),
}

/// Photos that are packed for one tap; nobody has had more yet.
const MOST_AT_ONCE: i64 = 2000;

impl Buttons for ViewTap {
    const FEATURE: &'static str = "view";
}

pub(super) fn routes() -> Routes {
    dptree::entry()
        .branch(tap::<ViewTap>().endpoint(choose))
        .branch(
            tap::<Go>()
                .filter_map(|go: Go| match go {
                    Go::PhotosOf(avatar_id) => Some(ViewTap::Open(Scope::Avatar(avatar_id))),
                    _ => None,
                })
                .endpoint(choose),
        )
}

async fn choose(tap: ViewTap, person: Person, reply: Reply, deps: Deps) -> Handled {
    match tap {
        ViewTap::Open(scope) => {
            let page = page::first(&mut *deps.db.connection().await?, person.id, scope).await?;
            show(page, scope, &person, &reply, &deps).await
        }
        ViewTap::Show(scope, id) => show_photo(scope, id, &person, &reply, &deps).await,
        ViewTap::Like(scope, id, is_liked) => {
            like(scope, id, is_liked, &person, &reply, &deps).await
        }
        ViewTap::File(id) => {
            if order_files(&deps, person.id, vec![id]).await? {
                reply.popup(&person.lang.text("popup-sending", &[])).await;
            } else {
                say_gone(&person, &reply).await;
            }
            Ok(())
        }
        ViewTap::Files(scope) | ViewTap::Zip(scope) => {
            send_all(scope, tap, &person, &reply, &deps).await
        }
        ViewTap::AskDelete(scope, id) => ask_delete(scope, id, &person, &reply, &deps).await,
        ViewTap::Delete(scope, id) => delete(scope, id, &person, &reply, &deps).await,
        ViewTap::Back(scope) => go_back(scope, &person, &reply, &deps).await,
    }
}

/// Sends the originals of a whole collection, as `tap` says.
async fn send_all(
    scope: Scope,
    tap: ViewTap,
    person: &Person,
    reply: &Reply,
    deps: &Deps,
) -> Handled {
    let Some(of) = page::collection(person.id, scope) else {
        say_gone(person, reply).await;
        return Ok(());
    };
    let mut connection = deps.db.connection().await?;
    let ids = gallery::older(&mut connection, of, i32::MAX, MOST_AT_ONCE).await?;
    drop(connection);
    let count = [("count", ids.len().into())];
    let (is_ordered, words) = match tap {
        ViewTap::Files(_) => (order_files(deps, person.id, ids).await?, "popup-sending"),
        _ => (order_zip(deps, person.id, ids).await?, "popup-packing"),
    };
    if is_ordered {
        reply.popup(&person.lang.text(words, &count)).await;
    } else {
        say_gone(person, reply).await;
    }
    Ok(())
}

async fn find(scope: Scope, id: i32, person: &Person, deps: &Deps) -> anyhow::Result<Option<Page>> {
    page::find(&mut *deps.db.connection().await?, person.id, scope, id).await
}

async fn show_photo(scope: Scope, id: i32, person: &Person, reply: &Reply, deps: &Deps) -> Handled {
    let page = find(scope, id, person, deps).await?;
    if page
        .as_ref()
        .is_some_and(|page| page.portrait.photo.id != id)
    {
        say_gone(person, reply).await;
    }
    show(page, scope, person, reply, deps).await
}

/// Shows the page, or says why it can't be shown.
async fn show(
    page: Option<Page>,
    scope: Scope,
    person: &Person,
    reply: &Reply,
    deps: &Deps,
) -> Handled {
    let Some(page) = page else {
        reply.popup(&person.lang.text("popup-no-photos", &[])).await;
        return go_back(scope, person, reply, deps).await;
    };
    match picture::show(&page, person, reply, deps).await? {
        Showing::Done => {}
        Showing::Lost => {
            // Logged where it was looked for; the person is told, and can go on.
            reply
                .instead(&screens::lost_photo(person.lang, &page))
                .await?;
        }
        Showing::NotNow => {
            reply
                .popup(&person.lang.text("popup-photo-not-now", &[]))
                .await;
        }
    }
    Ok(())
}

async fn like(
    scope: Scope,
    id: i32,
    is_liked: bool,
    person: &Person,
    reply: &Reply,
    deps: &Deps,
) -> Handled {
    let since = is_liked.then(|| deps.clock.now());
    let mut connection = deps.db.connection().await?;
    let is_there = gallery::set_favourite(&mut connection, person.id, id, since).await?;
    drop(connection);
    if !is_there {
        return show_photo(scope, id, person, reply, deps).await;
    }
    let words = if is_liked {
        "popup-liked"
    } else {
        "popup-unliked"
    };
    reply.popup(&person.lang.text(words, &[])).await;
    if let Some(page) = find(scope, id, person, deps).await? {
        reply.buttons(screens::keyboard(person.lang, &page)).await?;
    }
    Ok(())
}

async fn ask_delete(scope: Scope, id: i32, person: &Person, reply: &Reply, deps: &Deps) -> Handled {
    let page = find(scope, id, person, deps).await?;
    match page {
        Some(page) if page.portrait.photo.id == id => {
            reply
                .buttons(screens::ask_delete_photo(person.lang, scope, id))
                .await?;
            Ok(())
        }
        page => {
            say_gone(person, reply).await;
            show(page, scope, person, reply, deps).await
        }
    }
}

async fn delete(scope: Scope, id: i32, person: &Person, reply: &Reply, deps: &Deps) -> Handled {
    // Whatever stands behind it follows, before it for the last one; whoever taps
    // twice gets what followed the first time.
    let next = find(scope, id, person, deps).await?.and_then(|page| {
        let shown = page.portrait.photo.id;
        if shown == id {
            page.after.or(page.before)
        } else {
            Some(shown)
        }
    });
    match deletion::delete_photo(deps, person, id).await? {
        deletion::Outcome::Done => {
            let words = person.lang.text("popup-photo-deleted", &[]);
            reply.popup(&words).await;
        }
        deletion::Outcome::Busy => {
            let words = person.lang.text("popup-photo-busy", &[]);
            reply.popup(&words).await;
            return show_photo(scope, id, person, reply, deps).await;
        }
        deletion::Outcome::NotThere => say_gone(person, reply).await,
    }
    let page = find(scope, next.unwrap_or(id), person, deps).await?;
    show(page, scope, person, reply, deps).await
}

async fn go_back(scope: Scope, person: &Person, reply: &Reply, deps: &Deps) -> Handled {
    match scope {
        Scope::Set(set_id) => chat::show_set_instead(set_id, person, reply, deps).await,
        Scope::All | Scope::Favourites => chat::show_sets_instead(person, reply, deps).await,
        Scope::Avatar(avatar_id) => {
            let mut connection = deps.db.connection().await?;
            let screen =
                avatars::screen(&mut connection, person, deps.references, avatar_id).await?;
            drop(connection);
            reply.instead(&screen).await?;
            Ok(())
        }
    }
}

async fn say_gone(person: &Person, reply: &Reply) {
    reply
        .popup(&person.lang.text("popup-photo-gone", &[]))
        .await;
}

/// How many photos the person has in a collection.
pub(in crate::generation) async fn count(
    connection: &mut sqlx::PgConnection,
    person_id: i32,
    scope: Scope,
) -> anyhow::Result<i64> {
    match page::collection(person_id, scope) {
        Some(of) => Ok(gallery::count(connection, of, 0).await?.total),
        None => Ok(0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tap_survives_the_way_through_telegram() {
        let last = i32::MAX;
        for scope in [
            Scope::All,
            Scope::Favourites,
            Scope::Set(last),
            Scope::Avatar(last),
        ] {
            for tap in [
                ViewTap::Open(scope),
                ViewTap::Show(scope, last),
                ViewTap::Like(scope, last, false),
                ViewTap::File(last),
                ViewTap::Files(scope),
                ViewTap::Zip(scope),
                ViewTap::AskDelete(scope, last),
                ViewTap::Delete(scope, last),
                ViewTap::Back(scope),
            ] {
                assert_eq!(ViewTap::decode(&tap.encode()), Some(tap));
            }
        }
    }
}
