//! The SQL of the tables whose names begin with `referral_`, of `withdrawal_requests`
//! and of `partner_applications`.

pub(super) mod accounts;
pub(super) mod announcements;
pub(super) mod applicants;
pub(super) mod applications;
pub(super) mod attributions;
pub(super) mod books;
pub(super) mod checks;
pub(super) mod desk;
pub(super) mod earnings;
pub(super) mod leaving;
pub(super) mod links;
pub(super) mod looks;
pub(super) mod page;
pub(super) mod people;
pub(super) mod statistics;
pub(super) mod told;
pub(super) mod withdrawals;
