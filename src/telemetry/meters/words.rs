//! The words of labels that are many, or that several metrics share.

use super::Values::{self, These};

pub(super) const PROVIDERS: Values = These(&["stars", "tbank", "ton"]);

/// What there is to differ between our books and a provider's; payments compare it with theirs.
pub(super) const DIFFERENCES: Values = These(&[
    "charge_settled",
    "charge_kept",
    "charge_goes_back",
    "charge_of_nobody",
    "refund_elsewhere",
    "part_elsewhere",
    "refund_missing",
    "unknown_at_provider",
    "other_amount",
    "unknown_order",
    "transfer_found",
    "bounced",
    "gap",
    "unreadable",
    "wallet_away",
    "bank_refused",
    "implausible_rate",
    "nothing_owed",
]);
