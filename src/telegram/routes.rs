//! The words in which features write their routes for the dptree router.

use dptree::Handler;

use super::{Buttons, Dialogue, Incoming, Step};

/// What a handler returns; errors are logged and apologised for at one place.
pub type Handled = anyhow::Result<()>;

/// A feature's part of the router.
pub type Routes = Handler<'static, Handled>;

/// The message starts with the command `/name`.
pub fn command(name: &'static str) -> Routes {
    dptree::filter(move |incoming: Incoming| {
        incoming
            .command()
            .is_some_and(|(command, _)| command == name)
    })
}

/// A button of the feature `B` was tapped; handlers get the `B`.
pub fn tap<B: Buttons>() -> Routes {
    dptree::filter_map(|incoming: Incoming| B::decode(incoming.tap()?.data.as_deref()?))
}

/// Someone changed their emoji on a message; handlers get the `Reaction`.
pub fn reaction() -> Routes {
    dptree::filter_map(|incoming: Incoming| incoming.reaction())
}

/// A message came while the person is at a step of `S`; handlers get the `S`
/// and the `Message`. Commands are never taken for answers.
pub fn state<S: Step>() -> Routes {
    dptree::filter_map(|incoming: Incoming, dialogue: Dialogue| {
        if incoming.command().is_some() {
            return None;
        }
        dialogue.step::<S>()
    })
    .filter_map(|incoming: Incoming| incoming.message())
}

/// A message that no earlier route took; handlers get the `Message`.
pub fn other_text() -> Routes {
    dptree::filter_map(|incoming: Incoming| incoming.message())
}
