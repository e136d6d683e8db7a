//! What people do with the referral programme in their chat with the bot.

mod page;

use crate::telegram::Routes;

pub(super) fn routes() -> Routes {
    dptree::entry().branch(page::routes())
}
