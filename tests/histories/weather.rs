//! What nobody in a history does: time passes, providers break, and the bot does
//! what it does by itself.

use chrono::{DateTime, TimeDelta, Utc};
use rand::{Rng, rngs::StdRng};
use sandbox::{tbank, telegram, ton};

use super::batch::Town;

impl Town {
    /// What concerns everybody: time, outages, and what the bot does by itself.
    pub async fn happens(&self, random: &mut StdRng, since: DateTime<Utc>) {
        self.breaks(random);
        match random.random_range(0..10) {
            0..=2 => self.upkeep().await,
            3 => {
                pinglass::payments::reconcile(&self.world.app.money, Some(since))
                    .await
                    .ok();
            }
            4 => {
                self.world.tbank.finish_sbp_refunds();
            }
            5 => {
                self.world.tbank.fail_sbp_refunds();
            }
            6 => self.world.tbank.set_balance(0),
            7 => self.world.tbank.set_balance(10_000_000),
            _ => {}
        }
        if random.random_range(0..100) < 60 {
            let minutes = [1, 7, 15, 40, 90, 700, 1500];
            let minutes = minutes[random.random_range(0..minutes.len())];
            self.world.turn_clock(TimeDelta::minutes(minutes));
        }
    }

    fn breaks(&self, random: &mut StdRng) {
        use tbank::Fault::{Code, CutAnswer, Http, ResetAfterEffect, ResetBeforeEffect};
        let faults = [
            ResetAfterEffect,
            ResetBeforeEffect,
            CutAnswer,
            Http(502),
            ResetAfterEffect,
            Code(9999),
        ];
        for _ in 0..random.random_range(0..4) {
            let fault = faults[random.random_range(0..faults.len())].clone();
            match random.random_range(0..6) {
                0 => self.world.tbank.fail_next(tbank::Method::Cancel, fault),
                1 => self.world.tbank.fail_next(tbank::Method::Init, fault),
                2 => self.world.tbank.fail_next(tbank::Method::GetState, fault),
                3 => self.world.tbank.fail_next(tbank::Method::CheckOrder, fault),
                4 => self
                    .world
                    .ton
                    .fail_next(ton::Method::Transactions, Http500::of(fault)),
                _ => {
                    let fault = match fault {
                        ResetBeforeEffect => telegram::Fault::ResetBeforeEffect,
                        _ => telegram::Fault::ResetAfterEffect,
                    };
                    self.world.telegram.fail_next("refundStarPayment", fault);
                }
            }
        }
    }
}

/// Toncenter's errors have no codes of their own.
struct Http500;

impl Http500 {
    fn of(fault: tbank::Fault) -> ton::Fault {
        match fault {
            tbank::Fault::Code(_) => ton::Fault::Http(500),
            fault => fault,
        }
    }
}
