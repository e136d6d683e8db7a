//! What there is and what happens in a history, in whole kopecks and whole percents.

use std::collections::{BTreeMap, BTreeSet};

pub type Kopecks = i64;

/// Rates in hundredths.
pub type Percent = i64;

/// The member of the staff who may do what others have begun.
pub const ADMIN: usize = 0;

pub const USUAL_RATE: Percent = 10;
pub const LEAST_WITHDRAWAL: Kopecks = 1000;
pub const SECOND_APPROVAL_FROM: Kopecks = 10_000;
/// Time stands still in a history: all of it is one day.
pub const MOST_WITHDRAWALS: usize = 10;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub balance: Kopecks,
    pub earned: Kopecks,
    pub brought: i64,
    pub rate: Percent,
    pub is_partner: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earning {
    pub referrer: usize,
    pub amount: Kopecks,
    pub rate: Percent,
    pub is_credited: bool,
    pub taken_back: Kopecks,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Pending,
    Approved,
    Rejected,
    Completed,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawal {
    pub owner: usize,
    pub amount: Kopecks,
    pub state: State,
    /// By which members of the staff.
    pub approvals: BTreeSet<usize>,
    pub needed: usize,
    pub paying_by: Option<usize>,
}

/// All that the database is compared with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    pub accounts: Vec<Account>,
    /// By the number of their payment.
    pub earnings: BTreeMap<usize, Earning>,
    /// By the number of their wish.
    pub withdrawals: BTreeMap<usize, Withdrawal>,
    /// How each application stands, by person and in order.
    pub applications: BTreeMap<usize, Vec<State>>,
    /// Who was brought by whom.
    pub brought: BTreeMap<usize, usize>,
    /// Who paid what, by the number of the payment.
    pub payers: BTreeMap<usize, usize>,
    pub banned: BTreeSet<usize>,
    pub gone: BTreeSet<usize>,
}

/// Something that somebody does, or that is told of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deed {
    Opens {
        person: usize,
        owner: usize,
    },
    Pays {
        payment: usize,
        payer: usize,
        amount: Kopecks,
    },
    Delivered {
        payment: usize,
    },
    /// Money went back; so much of the payment is left.
    GoesBack {
        payment: usize,
        left: Kopecks,
    },
    Wishes {
        wish: usize,
        person: usize,
        amount: Kopecks,
    },
    Cancels {
        wish: usize,
        person: usize,
    },
    Approves {
        wish: usize,
        member: usize,
    },
    Takes {
        wish: usize,
        member: usize,
    },
    GivesUp {
        wish: usize,
        member: usize,
    },
    Sent {
        wish: usize,
        member: usize,
    },
    Rejects {
        wish: usize,
        member: usize,
    },
    Applies {
        person: usize,
    },
    /// The staff decides an application; no rate refuses.
    Decides {
        person: usize,
        nth: usize,
        rate: Option<Percent>,
    },
    SetsRate {
        person: usize,
        rate: Percent,
    },
    EndsPartnership {
        person: usize,
    },
    Bans {
        person: usize,
        is_banned: bool,
    },
    Leaves {
        person: usize,
    },
}

impl Deed {
    /// Whose own deed it is: nobody acts who has left.
    pub fn actor(&self) -> Option<usize> {
        match *self {
            Self::Opens { person, .. }
            | Self::Wishes { person, .. }
            | Self::Applies { person }
            | Self::Leaves { person }
            | Self::Pays { payer: person, .. } => Some(person),
            _ => None,
        }
    }

    /// Whether one of the two is that a person leaves, and the other that they do
    /// something.
    pub fn leaver_meets(&self, other: &Self) -> bool {
        let leaves = [self, other]
            .into_iter()
            .any(|deed| matches!(deed, Self::Leaves { .. }));
        leaves && self.actor() == other.actor()
    }
}

/// What came of a deed, where the product says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Silent,
    Done,
    Before,
    TooLittle,
    NotEnough(Kopecks),
    NeedsAnother,
    TwiceBySame,
    BelowZero,
    Banned,
    TooMany,
    InOtherHands,
    Own,
    NotNow,
    IsPartner,
    Yes,
    No,
}
