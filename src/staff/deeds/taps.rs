//! The buttons below a deed.

use std::marker::PhantomData;

use anyhow::Context;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sqlx::PgConnection;
use uuid::Uuid;

use super::{
    super::{Desk, Member, find_named, tap},
    Approval, Deed, Outcome, SECOND_WITHIN, screens,
    store::{self, Row},
};
use crate::{
    db::Tx,
    telegram::{Buttons, Handled, Reply, Routes, Screen},
};

/// What 64 bytes leave beside the id, and then some.
const MOST_KIND_LETTERS: usize = 12;

/// A tap below the preview of a `D`.
pub(super) struct DeedTap<D> {
    data: TapData,
    of: PhantomData<fn() -> D>,
}

/// One letter and an id, so that 64 bytes leave room for the kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum TapData {
    #[serde(rename = "y")]
    Yes(Uuid),
    #[serde(rename = "n")]
    No(Uuid),
}

impl<D> DeedTap<D> {
    pub(super) fn yes(id: Uuid) -> Self {
        Self::with(TapData::Yes(id))
    }

    pub(super) fn no(id: Uuid) -> Self {
        Self::with(TapData::No(id))
    }

    fn with(data: TapData) -> Self {
        Self {
            data,
            of: PhantomData,
        }
    }
}

// Deriving would ask the same of `D`, of which there is no value here.
impl<D> Clone for DeedTap<D> {
    fn clone(&self) -> Self {
        Self::with(self.data)
    }
}

impl<D> Serialize for DeedTap<D> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.data.serialize(serializer)
    }
}

impl<'de, D> Deserialize<'de> for DeedTap<D> {
    fn deserialize<R: Deserializer<'de>>(deserializer: R) -> Result<Self, R::Error> {
        TapData::deserialize(deserializer).map(Self::with)
    }
}

impl<D: Deed> Buttons for DeedTap<D> {
    const FEATURE: &'static str = D::KIND;
}

/// The buttons of all previews of `D`.
pub fn deed_routes<D: Deed>() -> Routes {
    const {
        assert!(
            D::KIND.len() <= MOST_KIND_LETTERS,
            "the kind of a deed is too long for its buttons"
        );
    }
    tap::<DeedTap<D>>(D::PERMISSION).endpoint(on_tap::<D>)
}

/// What a tap comes to.
enum Answer {
    /// The message shows this from now on.
    Show(Screen),
    /// Nothing changes, for this reason.
    Say(String),
}

async fn on_tap<D: Deed>(
    tap: DeedTap<D>,
    member: Member,
    desk: Desk,
    deps: D::Deps,
    reply: Reply,
) -> Handled {
    let answer = match tap.data {
        TapData::Yes(id) => confirm::<D>(id, &member, &desk, &deps).await?,
        TapData::No(id) => leave_alone::<D>(id, &member, &desk).await?,
    };
    match answer {
        Answer::Show(screen) => {
            reply.screen(&screen).await?;
        }
        Answer::Say(words) => reply.popup(&words).await,
    }
    Ok(())
}

async fn confirm<D: Deed>(
    id: Uuid,
    member: &Member,
    desk: &Desk,
    deps: &D::Deps,
) -> anyhow::Result<Answer> {
    let now = desk.clock.now();
    let mut tx = desk.db.begin().await?;
    let Some(row) = store::lock(&mut tx, id, D::KIND).await? else {
        return Ok(Answer::Say(desk.lang.text("staff-old-button", &[])));
    };
    if let Some(screen) = row.end() {
        return Ok(Answer::Show(screen));
    }
    if row.expires_at <= now {
        let screen = screens::expired(desk.lang, &row);
        return drop_it(tx, &row, screen).await;
    }
    let is_asker = row.is_asked_by(member);
    match row.confirmed_at {
        None if !is_asker => return Ok(refusal(desk, "deed-of-another", &row)),
        Some(_) if is_asker => return Ok(refusal(desk, "deed-needs-another", &row)),
        None if row.approvers > 1 => {
            store::confirm(&mut tx, id, now, now + SECOND_WITHIN).await?;
            tx.commit().await?;
            return Ok(Answer::Show(screens::needs_second::<D>(desk.lang, &row)));
        }
        None | Some(_) => {}
    }
    let Some(approval) = approval::<D>(&mut tx, &row, member, desk).await? else {
        return Ok(refusal(desk, "deed-asker-gone", &row));
    };
    let deed: D = serde_json::from_value(row.details.clone())
        .with_context(|| format!("a deed of the kind {} can't be read", D::KIND))?;
    match deed.carry_out(&mut tx, deps, &approval, now).await? {
        Outcome::Done(screen) => {
            store::end(&mut tx, id, store::DONE, &screen).await?;
            tx.commit().await?;
            Ok(Answer::Show(screen))
        }
        Outcome::Impossible(screen) => {
            tx.rollback().await?;
            let mut tx = desk.db.begin().await?;
            // Somebody else may have tapped between the two, with more luck.
            match store::lock(&mut tx, id, D::KIND).await? {
                Some(row) => match row.end() {
                    Some(end) => Ok(Answer::Show(end)),
                    None => drop_it(tx, &row, screen).await,
                },
                None => Ok(Answer::Show(screen)),
            }
        }
    }
}

/// Whoever may confirm a deed may also call it off.
async fn leave_alone<D: Deed>(id: Uuid, member: &Member, desk: &Desk) -> anyhow::Result<Answer> {
    let mut tx = desk.db.begin().await?;
    let Some(row) = store::lock(&mut tx, id, D::KIND).await? else {
        return Ok(Answer::Say(desk.lang.text("staff-old-button", &[])));
    };
    match row.end() {
        Some(screen) => Ok(Answer::Show(screen)),
        None => {
            let screen = screens::dropped(desk.lang, &row, &member.name);
            drop_it(tx, &row, screen).await
        }
    }
}

async fn drop_it(mut tx: Tx, row: &Row, screen: Screen) -> anyhow::Result<Answer> {
    store::end(&mut tx, row.id, store::DROPPED, &screen).await?;
    tx.commit().await?;
    Ok(Answer::Show(screen))
}

/// Who is behind the deed, now that `member` has tapped; `None` when the asker may not do
/// it any more.
async fn approval<D: Deed>(
    connection: &mut PgConnection,
    row: &Row,
    member: &Member,
    desk: &Desk,
) -> anyhow::Result<Option<Approval>> {
    if row.is_asked_by(member) {
        return Ok(Some(Approval {
            asker: member.clone(),
            second: None,
        }));
    }
    // As the log is to name them: an account may have been removed since.
    let (asked_by, name) = (row.asked_by, row.asked_by_name.clone());
    let asker = find_named(connection, &desk.owners, asked_by, name).await?;
    let asker = asker.filter(|asker| asker.role.may(D::PERMISSION));
    Ok(asker.map(|asker| Approval {
        asker,
        second: Some(member.clone()),
    }))
}

fn refusal(desk: &Desk, key: &str, row: &Row) -> Answer {
    let name = ("name", row.asked_by_name.clone().into());
    Answer::Say(desk.lang.text(key, &[name]))
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};

    use super::{super::super::Permission, *};

    #[derive(Clone, Serialize, Deserialize)]
    struct Longest;

    impl Deed for Longest {
        const KIND: &'static str = "twelve_chars";
        const PERMISSION: Permission = Permission::MoveMoney;
        type Deps = ();

        async fn carry_out(
            self,
            _tx: &mut PgConnection,
            (): &(),
            _approval: &Approval,
            _now: DateTime<Utc>,
        ) -> anyhow::Result<Outcome> {
            anyhow::bail!("nobody does it")
        }
    }

    #[test]
    fn every_tap_survives_the_way_through_telegram() {
        assert_eq!(Longest::KIND.len(), MOST_KIND_LETTERS);
        for tap in [
            DeedTap::<Longest>::yes(Uuid::max()),
            DeedTap::no(Uuid::max()),
        ] {
            let back = DeedTap::<Longest>::decode(&tap.encode()).unwrap();
            assert_eq!(back.data, tap.data);
        }
    }
}
