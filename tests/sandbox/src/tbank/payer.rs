//! What the payer does at the form, and what his bank says. Each act is one step under the
//! ledger's lock, so that two browsers cannot pay the same payment.

use anyhow::{bail, ensure};
use chrono::{DateTime, Utc};

use super::{
    bank::Bank,
    payment::{Payment, Status},
    request::NOT_ENOUGH_MONEY,
};

/// SBP moves no less than 10 roubles.
const SBP_MINIMUM_KOPECKS: i64 = 1000;

/// How the payer pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Means {
    Card,
    Sbp,
}

impl Bank {
    /// The form was opened. Nothing changes for a payment that is further on.
    pub(super) fn open_form(&self, payment_id: u64) -> anyhow::Result<()> {
        self.step(payment_id, |payment, _| {
            if payment.status == Status::New {
                payment.status = Status::FormShowed;
            }
            Ok(&[])
        })
    }

    pub(super) fn start_paying(&self, payment_id: u64) -> anyhow::Result<()> {
        self.step(payment_id, |payment, now| {
            payment.begin(now)?;
            Ok(&[])
        })
    }

    /// The money is taken, or only held when `Init` asked for two stages.
    pub(super) fn pay(&self, payment_id: u64, means: Means) -> anyhow::Result<()> {
        self.step(payment_id, |payment, now| {
            payment.authorize(means, now)?;
            if payment.is_two_stage {
                return Ok(&[Status::Authorized]);
            }
            payment.status = Status::Confirmed;
            Ok(&[Status::Authorized, Status::Confirmed])
        })
    }

    pub(super) fn hold(&self, payment_id: u64) -> anyhow::Result<()> {
        self.step(payment_id, |payment, now| {
            payment.authorize(Means::Card, now)?;
            Ok(&[Status::Authorized])
        })
    }

    /// Takes the money that is held.
    pub(super) fn capture(&self, payment_id: u64) -> anyhow::Result<()> {
        self.step(payment_id, |payment, _| match payment.status {
            Status::Authorized | Status::PartialReversed => {
                payment.status = Status::Confirmed;
                Ok(&[Status::Confirmed])
            }
            status => bail!("no money is held for a payment that is {status}"),
        })
    }

    /// The payer's bank says no.
    pub(super) fn decline(&self, payment_id: u64) -> anyhow::Result<()> {
        self.step(payment_id, |payment, now| {
            payment.authorize(Means::Card, now)?;
            payment.refusal = Some(NOT_ENOUGH_MONEY);
            payment.status = Status::Rejected;
            Ok(&[Status::Rejected])
        })
    }

    /// Changes a payment, queues the notifications of the statuses that the change went
    /// through, and books what was taken.
    fn step(
        &self,
        payment_id: u64,
        change: impl FnOnce(&mut Payment, DateTime<Utc>) -> anyhow::Result<&'static [Status]>,
    ) -> anyhow::Result<()> {
        let now = self.now();
        self.update(|ledger| {
            let payment = ledger.known(payment_id)?;
            let statuses = change(payment, now)?;
            if statuses.contains(&Status::Confirmed) {
                let taken = payment.left();
                ledger.balance += taken;
            }
            for status in statuses {
                self.queue(ledger, payment_id, *status);
            }
            Ok(())
        })
    }
}

impl Payment {
    /// Brings the payer to his bank; the link's deadline does not touch him any more.
    fn begin(&mut self, now: DateTime<Utc>) -> anyhow::Result<()> {
        let may_retry = self.status == Status::Rejected && now < self.due_at;
        let is_open = matches!(self.status, Status::New | Status::FormShowed) || may_retry;
        ensure!(is_open, "nobody can pay a payment that is {}", self.status);
        self.status = Status::Authorizing;
        Ok(())
    }

    fn authorize(&mut self, means: Means, now: DateTime<Utc>) -> anyhow::Result<()> {
        let is_sbp = means == Means::Sbp;
        ensure!(
            !is_sbp || self.amount >= SBP_MINIMUM_KOPECKS,
            "SBP moves no less than {SBP_MINIMUM_KOPECKS} kopecks"
        );
        if self.status != Status::Authorizing {
            self.begin(now)?;
        }
        self.is_sbp = is_sbp;
        self.refusal = None;
        self.status = Status::Authorized;
        Ok(())
    }
}
