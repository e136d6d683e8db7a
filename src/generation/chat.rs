//! Finished sets and running ones in the chat.
//!
//! ```text
//! Anna: /photos
//! Bot: Your sets: [All photos · 15] [22.11.2026 · Anna · 💼 Professional · 15]  [Menu]
//! Anna taps the set
//! Bot (edited): Anna · 💼 Professional, 15 photos  [At a glance] [One by one] …
//! Anna taps [As files]
//! Bot: Anna-professional-01.jpg … Anna-professional-08.jpg
//! Bot: Anna-professional-09.jpg … Anna-professional-15.jpg
//! ```

use serde::{Deserialize, Serialize};

use super::{
    Deps, Set,
    delivery::part_back,
    gallery::{self, Scope},
    jobs::ResendSet,
    money_back::{MissingPaid, pay_missing_back},
    progress, reroll,
    rest::{Rest, make_rest},
    screens, standing,
    store::{self, sets},
};
use crate::{
    accounts::{Go, Person},
    clock::Clock,
    db::Db,
    payments::PartRefund,
    queue,
    telegram::{Buttons, Handled, Incoming, Reply, Routes, Screen, command, tap},
};

/// A tap on a set of the gallery, by the set's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum SetTap {
    Open(i32),
    Again(i32),
    Originals(i32),
    /// The originals in one file.
    Zip(i32),
    /// Make the missing photos.
    Rest(i32),
    AskPartBack(i32),
    /// Pay the missing photos back.
    PartBack(i32),
    Page(usize),
}

impl Buttons for SetTap {
    const FEATURE: &'static str = "set";
}

pub fn routes() -> Routes {
    dptree::entry()
        .branch(command("photos").endpoint(show_photos))
        .branch(
            tap::<Go>()
                .filter(|go: Go| go == Go::Photos)
                .endpoint(show_photos),
        )
        .branch(command("status").endpoint(show_status))
        .branch(
            tap::<Go>()
                .filter(|go: Go| go == Go::Status)
                .endpoint(show_status),
        )
        .branch(tap::<SetTap>().endpoint(choose_set))
        .branch(reroll::routes())
        .branch(gallery::routes())
}

/// Whether this pays the photos back that are missing of a set: nobody's money is kept from
/// them, whatever else they may do here.
pub fn is_help(incoming: &Incoming) -> bool {
    let data = incoming.tap().and_then(|tap| tap.data.as_deref());
    data.and_then(SetTap::decode)
        .is_some_and(|tap| matches!(tap, SetTap::AskPartBack(_) | SetTap::PartBack(_)))
}

async fn show_photos(person: Person, reply: Reply, db: Db) -> Handled {
    show_page(&person, &reply, &db, 0).await
}

async fn show_page(person: &Person, reply: &Reply, db: &Db, page: usize) -> Handled {
    reply.screen(&sets_screen(person, db, page).await?).await?;
    Ok(())
}

async fn sets_screen(person: &Person, db: &Db, page: usize) -> anyhow::Result<Screen> {
    let mut connection = db.connection().await?;
    let sets = sets::list(&mut connection, person.id).await?;
    let all = gallery::count(&mut connection, person.id, Scope::All).await?;
    let favourites = gallery::count(&mut connection, person.id, Scope::Favourites).await?;
    Ok(screens::gallery(
        person.lang,
        &sets,
        page,
        screens::Photos { all, favourites },
    ))
}

/// Leaves a picture for the sets.
pub(super) async fn show_sets_instead(person: &Person, reply: &Reply, deps: &Deps) -> Handled {
    reply
        .instead(&sets_screen(person, &deps.db, 0).await?)
        .await?;
    Ok(())
}

async fn show_status(person: Person, reply: Reply, db: Db, clock: Clock) -> Handled {
    let mut connection = db.connection().await?;
    let status = standing::status(&mut connection, &person, clock.now()).await?;
    drop(connection);
    reply.screen(&status).await?;
    Ok(())
}

async fn choose_set(choice: SetTap, person: Person, reply: Reply, deps: Deps) -> Handled {
    let (db, clock) = (deps.db.clone(), deps.clock.clone());
    match choice {
        SetTap::Page(page) => show_page(&person, &reply, &db, page).await,
        SetTap::Open(id) => open_set(id, &person, &reply, &db, &clock).await,
        SetTap::Again(id) => send_again(id, &person, &reply, &db, &clock).await,
        SetTap::Originals(id) => send_originals(id, &person, &reply, &deps).await,
        SetTap::Zip(id) => send_zip(id, &person, &reply, &deps).await,
        SetTap::Rest(id) => make_missing(id, &person, &reply, &db, &clock).await,
        SetTap::AskPartBack(id) => ask_to_pay_missing_back(id, &person, &reply, &db).await,
        SetTap::PartBack(id) => pay_back(id, &person, &reply, &db, &clock).await,
    }
}

async fn open_set(id: i32, person: &Person, reply: &Reply, db: &Db, clock: &Clock) -> Handled {
    let Some(set) = find_own(id, person, db).await? else {
        return say_gone(person, reply).await;
    };
    reply
        .screen(&set_screen(set, person, db, clock).await?)
        .await?;
    Ok(())
}

/// Leaves a picture for its set.
pub(super) async fn show_set_instead(
    id: i32,
    person: &Person,
    reply: &Reply,
    deps: &Deps,
) -> Handled {
    let Some(set) = find_own(id, person, &deps.db).await? else {
        say_gone(person, reply).await?;
        return show_sets_instead(person, reply, deps).await;
    };
    let screen = set_screen(set, person, &deps.db, &deps.clock).await?;
    reply.instead(&screen).await?;
    Ok(())
}

async fn set_screen(set: Set, person: &Person, db: &Db, clock: &Clock) -> anyhow::Result<Screen> {
    if set.is_running() {
        let remaining =
            progress::remaining(&mut *db.connection().await?, &set, clock.now()).await?;
        return Ok(screens::status(person.lang, &[(set, remaining)], 0, &[]));
    }
    let part = part_back(db, &set).await?;
    Ok(screens::set(person.lang, &set, part))
}

async fn send_again(id: i32, person: &Person, reply: &Reply, db: &Db, clock: &Clock) -> Handled {
    let Some(set) = find_own(id, person, db).await?.filter(|set| set.ready > 0) else {
        return say_gone(person, reply).await;
    };
    let first_part = ResendSet {
        set_id: set.id,
        part: 0,
    };
    queue::add(&mut *db.connection().await?, &first_part, clock.now()).await?;
    reply.popup(&person.lang.text("popup-sending", &[])).await;
    Ok(())
}

async fn send_originals(id: i32, person: &Person, reply: &Reply, deps: &Deps) -> Handled {
    let ids = own_photos(id, person, deps).await?;
    if !gallery::order_files(deps, person.id, ids).await? {
        return say_gone(person, reply).await;
    }
    reply.popup(&person.lang.text("popup-sending", &[])).await;
    Ok(())
}

async fn send_zip(id: i32, person: &Person, reply: &Reply, deps: &Deps) -> Handled {
    let ids = own_photos(id, person, deps).await?;
    let count = [("count", ids.len().into())];
    if !gallery::order_zip(deps, person.id, ids).await? {
        return say_gone(person, reply).await;
    }
    reply
        .popup(&person.lang.text("popup-packing", &count))
        .await;
    Ok(())
}

async fn own_photos(id: i32, person: &Person, deps: &Deps) -> anyhow::Result<Vec<i32>> {
    store::gallery::set_ids(&mut *deps.db.connection().await?, person.id, id).await
}

async fn make_missing(id: i32, person: &Person, reply: &Reply, db: &Db, clock: &Clock) -> Handled {
    match make_rest(db, person, id, clock.now()).await? {
        Rest::Begun => {
            reply
                .popup(&person.lang.text("popup-rest-begun", &[]))
                .await
        }
        Rest::NothingToDo => {
            reply
                .popup(&person.lang.text("popup-rest-nothing", &[]))
                .await
        }
        Rest::WithoutPhotos => {
            reply
                .popup(&person.lang.text("popup-rest-without-photos", &[]))
                .await
        }
        Rest::Unknown => return say_gone(person, reply).await,
    }
    Ok(())
}

async fn ask_to_pay_missing_back(id: i32, person: &Person, reply: &Reply, db: &Db) -> Handled {
    let Some(set) = find_own(id, person, db).await? else {
        return say_gone(person, reply).await;
    };
    let price = part_back(db, &set).await?;
    match price.filter(|_| !set.is_running() && !set.is_rest_paid_back) {
        Some(price) => {
            reply
                .screen(&screens::confirm_part_back(person.lang, &set, price))
                .await?;
        }
        None => {
            reply
                .popup(&person.lang.text("popup-rest-nothing", &[]))
                .await
        }
    }
    Ok(())
}

async fn pay_back(id: i32, person: &Person, reply: &Reply, db: &Db, clock: &Clock) -> Handled {
    match pay_missing_back(db, person, id, clock.now()).await? {
        MissingPaid::Refund(PartRefund::OnItsWay(price)) => {
            reply
                .screen(&screens::part_back_under_way(person.lang, price))
                .await?;
        }
        MissingPaid::Refund(_) | MissingPaid::NothingToDo => {
            reply
                .popup(&person.lang.text("popup-rest-nothing", &[]))
                .await
        }
        MissingPaid::Unknown => return say_gone(person, reply).await,
    }
    Ok(())
}

/// The number comes from outside and may be anybody's.
async fn find_own(id: i32, person: &Person, db: &Db) -> anyhow::Result<Option<Set>> {
    let set = sets::find(&mut *db.connection().await?, id).await?;
    Ok(set.filter(|set| set.user_id == person.id && !set.is_deleted))
}

pub(super) async fn say_gone(person: &Person, reply: &Reply) -> Handled {
    reply.popup(&person.lang.text("popup-set-gone", &[])).await;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tap_survives_the_way_through_telegram() {
        let last = i32::MAX;
        for tap in [
            SetTap::Open(last),
            SetTap::Again(last),
            SetTap::Originals(last),
            SetTap::Zip(last),
            SetTap::Rest(last),
            SetTap::AskPartBack(last),
            SetTap::PartBack(last),
            SetTap::Page(usize::MAX),
        ] {
            assert_eq!(SetTap::decode(&tap.encode()), Some(tap));
        }
        assert_eq!(SetTap::decode("set:{\"Open\":\"x\"}"), None);
    }
}
