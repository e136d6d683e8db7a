//! What broke in systems like this one, each as a test: by the numbers of a list
//! that was read off the changelogs and issues of a dozen shops and bots.

mod applications;
mod bank;
mod broadcasts;
mod checkout;
mod coach;
mod coins;
mod crowd;
mod cut_off;
mod delivery;
mod early;
mod forged;
mod generation;
mod line;
mod models;
mod money;
mod outage;
mod privacy;
mod referral;
mod rerolls;
mod staff_cards;
mod star_list;
mod stars;
mod support_clock;
mod support_person;
mod support_relay;
mod withdrawals;
