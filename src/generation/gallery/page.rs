//! One page of the viewer: a photo and its neighbours. Pages are found by the
//! photo's id and not by a number, so that they stay right while photos are
//! deleted and new ones arrive.

use sqlx::PgConnection;

use super::Scope;
use crate::generation::store::gallery::{self, Collection, Portrait};

/// How far the long steps go.
pub(super) const LEAP: usize = 10;

/// A photo, where it stands, and where one can go from it.
#[derive(Clone, Debug)]
pub(super) struct Page {
    pub scope: Scope,
    pub portrait: Portrait,
    /// From 1.
    pub number: i64,
    pub total: i64,
    pub before: Option<i32>,
    pub after: Option<i32>,
    /// Only where there are that many.
    pub leap_before: Option<i32>,
    pub leap_after: Option<i32>,
}

/// The person's photo `id` among those of `scope`; if it is gone, what stands
/// nearest. Nothing when there is no photo at all.
pub(super) async fn find(
    connection: &mut PgConnection,
    person_id: i32,
    scope: Scope,
    id: i32,
) -> anyhow::Result<Option<Page>> {
    match collection(person_id, scope) {
        Some(of) => in_collection(connection, scope, of, id).await,
        None => in_set(connection, person_id, scope, id).await,
    }
}

/// The first page of `scope`.
pub(super) async fn first(
    connection: &mut PgConnection,
    person_id: i32,
    scope: Scope,
) -> anyhow::Result<Option<Page>> {
    let beginning = match scope {
        Scope::Set(_) => 0,
        // Photo ids are far from the largest number: the newest photo is the nearest.
        Scope::All | Scope::Favourites | Scope::Avatar(_) => i32::MAX,
    };
    find(connection, person_id, scope, beginning).await
}

/// The collection that `scope` stands for; none for a set, which has its own order.
pub(super) fn collection(user_id: i32, scope: Scope) -> Option<Collection> {
    let (avatar_id, only_favourites) = match scope {
        Scope::All => (None, false),
        Scope::Favourites => (None, true),
        Scope::Avatar(avatar_id) => (Some(avatar_id), false),
        Scope::Set(_) => return None,
    };
    Some(Collection {
        user_id,
        avatar_id,
        only_favourites,
    })
}

async fn in_collection(
    connection: &mut PgConnection,
    scope: Scope,
    of: Collection,
    id: i32,
) -> anyhow::Result<Option<Page>> {
    let leap = i64::try_from(LEAP)?;
    let found = gallery::portraits(connection, of.user_id, &[id]).await?;
    let portrait = match found.into_iter().next() {
        Some(portrait) => portrait,
        None => {
            let mut nearest = gallery::older(connection, of, id, 1).await?;
            if nearest.is_empty() {
                nearest = gallery::newer(connection, of, id, 1).await?;
            }
            let found = gallery::portraits(connection, of.user_id, &nearest).await?;
            let Some(portrait) = found.into_iter().next() else {
                return Ok(None);
            };
            portrait
        }
    };
    let id = portrait.photo.id;
    let counts = gallery::count(connection, of, id).await?;
    let newer = gallery::newer(connection, of, id, leap).await?;
    let older = gallery::older(connection, of, id, leap).await?;
    // A photo that is no favourite any more still stands where it stood.
    let number = counts.newer + 1;
    Ok(Some(Page {
        scope,
        portrait,
        number,
        total: counts.total.max(number),
        before: newer.first().copied(),
        after: older.first().copied(),
        leap_before: newer.get(LEAP - 1).copied(),
        leap_after: older.get(LEAP - 1).copied(),
    }))
}

async fn in_set(
    connection: &mut PgConnection,
    person_id: i32,
    scope: Scope,
    id: i32,
) -> anyhow::Result<Option<Page>> {
    let Scope::Set(set_id) = scope else {
        return Ok(None);
    };
    let ids = gallery::set_ids(connection, person_id, set_id).await?;
    let Some(index) = nearest(&ids, id) else {
        return Ok(None);
    };
    let found = gallery::portraits(connection, person_id, &[ids[index]]).await?;
    Ok(found.into_iter().next().map(|portrait| {
        let before = |steps: usize| index.checked_sub(steps).map(|index| ids[index]);
        let after = |steps: usize| ids.get(index + steps).copied();
        Page {
            scope,
            portrait,
            number: i64::try_from(index + 1).unwrap_or(i64::MAX),
            total: i64::try_from(ids.len()).unwrap_or(i64::MAX),
            before: before(1),
            after: after(1),
            leap_before: before(LEAP),
            leap_after: after(LEAP),
        }
    }))
}

/// Where `id` stands among the photos of a set. One that is gone has left no place
/// in the order of scenes; its neighbour by age is near enough. The first photo for 0.
fn nearest(ids: &[i32], id: i32) -> Option<usize> {
    if id == 0 && !ids.is_empty() {
        return Some(0);
    }
    let exact = ids.iter().position(|other| *other == id);
    let later = || {
        let above = ids.iter().enumerate().filter(|(_, other)| **other > id);
        above
            .min_by_key(|(_, other)| **other)
            .map(|(index, _)| index)
    };
    exact.or_else(later).or_else(|| ids.len().checked_sub(1))
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_photo_that_is_gone_is_followed_by_the_next_one() {
        let ids = [12, 10, 15];
        assert_eq!(nearest(&ids, 10), Some(1));
        assert_eq!(nearest(&ids, 11), Some(0));
        assert_eq!(nearest(&ids, 16), Some(2));
        assert_eq!(nearest(&ids, 0), Some(0));
        assert_eq!(nearest(&[], 0), None);
        assert_eq!(nearest(&[], 7), None);
    }
}
