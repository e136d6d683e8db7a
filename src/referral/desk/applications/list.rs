//! `/applications`: what waits for a decision, and what was decided last.

use super::screens;
use crate::{
    referral::{Deps, store},
    telegram::{Handled, Reply},
};

const MOST_OPEN: i64 = 15;
const MOST_DECIDED: i64 = 10;

pub(super) async fn show(reply: Reply, deps: Deps) -> Handled {
    let mut connection = deps.db.connection().await?;
    let open = store::applications::list_open(&mut connection, 0, MOST_OPEN).await?;
    let all = store::applications::count_open(&mut connection).await?;
    let decided = store::applications::list_decided(&mut connection, MOST_DECIDED).await?;
    drop(connection);
    let screen = screens::list(deps.staff_lang, deps.timezone, &open, all, &decided);
    reply.screen(&screen).await?;
    Ok(())
}
