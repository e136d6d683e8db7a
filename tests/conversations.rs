//! Tests that read like a chat: people write and tap, and the whole transcript
//! is what is compared. Effects on rows and money are asserted apart from words.

mod attribution;
mod avatar_gallery;
mod avatar_photos;
mod avatars;
pub mod bank;
pub mod coach;
mod coins;
mod earnings;
mod gallery;
mod generation;
mod keeping;
mod money;
pub mod partners;
pub mod payouts;
mod previews;
mod privacy;
mod prompts;
mod receipt_kinds;
mod receipts;
mod referral_page;
mod refund_policy;
mod rerolls;
mod staff;
mod staff_help;
pub mod staff_money;
mod start;
mod support;
mod support_clock;
mod support_desk;
mod support_lists;
mod support_relay;
mod support_week;
mod switches;
mod tiers;
mod waiting;
pub mod withdrawals;
