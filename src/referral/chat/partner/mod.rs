//! A partner's page.

use super::Visit;
use crate::telegram::{Handled, Routes};

pub(super) fn routes() -> Routes {
    dptree::entry()
}

pub(super) async fn show(visit: &Visit) -> Handled {
    visit.popup("partner-page").await;
    Ok(())
}
