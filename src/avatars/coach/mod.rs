//! The selfie coach: looks at each photo on this machine, says at once what is
//! wrong with it and what to do, knows which photos show a person best together,
//! and what is still missing. Pure computing, 40 to 80 ms a photo.

mod blur;
mod choice;
mod faces;
mod judge;
mod measure;
mod tip;
mod traits;

pub(super) use self::{
    choice::best_first,
    judge::{Advice, judge, quality},
    measure::{Measures, measure},
    tip::{Tip, tip},
    traits::Traits,
};
