//! The three sides of the books: what the providers' fakes saw, what our tables
//! say, and what is owed.

use rust_decimal::Decimal;
use sandbox::tbank::{Origin, Status};

use super::{
    batch::Town,
    facts::{Facts, PaymentFact, RefundFact, SetFact, TransferFact},
    shared::{History, Way},
};

/// What a provider took from the people of a history and what it gave back.
#[derive(Debug, Default)]
struct Ledger {
    taken: Decimal,
    given_back: Decimal,
    /// Parts that the merchant gave back in the bank's cabinet: the bank does not
    /// say how much, so the staff are told and our books show none of it.
    parts_elsewhere: Decimal,
}

/// The facts of one history.
struct Books<'a> {
    history: &'a History,
    payments: Vec<&'a PaymentFact>,
    sets: Vec<&'a SetFact>,
    refunds: Vec<&'a RefundFact>,
    transfers: Vec<&'a TransferFact>,
}

impl<'a> Books<'a> {
    fn of(history: &'a History, facts: &'a Facts) -> Self {
        let ours = [history.user_id, history.stranger_id];
        let is_sent = |hash: &str| history.transfers.iter().any(|(sent, _)| sent == hash);
        let payments: Vec<_> = facts
            .payments
            .iter()
            .filter(|payment| ours.contains(&payment.user_id))
            .collect();
        let is_paid = |id: i32| payments.iter().any(|payment| payment.id == id);
        Self {
            sets: facts
                .sets
                .iter()
                .filter(|set| ours.contains(&set.user_id))
                .collect(),
            refunds: facts
                .refunds
                .iter()
                .filter(|refund| {
                    refund.payment_id.is_some_and(is_paid)
                        || refund.transfer_hash.as_deref().is_some_and(is_sent)
                })
                .collect(),
            transfers: facts
                .transfers
                .iter()
                .filter(|transfer| is_sent(&transfer.hash))
                .collect(),
            payments,
            history,
        }
    }

    fn fail(&self, why: &str, ledger: &Ledger) -> ! {
        panic!(
            "{why}\nHISTORY_SEED={} HISTORIES=1, paid with {:?} by user {} (stranger {})\n{}\n{ledger:#?}\n{:#?}\n{:#?}\n{:#?}\n{:#?}",
            self.history.seed,
            self.history.way,
            self.history.user_id,
            self.history.stranger_id,
            self.history.trail.join("\n"),
            self.payments,
            self.sets,
            self.refunds,
            self.transfers,
        )
    }

    fn returned(&self, payment: &PaymentFact, is_done: bool) -> Decimal {
        self.refunds
            .iter()
            .filter(|refund| {
                refund.payment_id == Some(payment.id) && (!is_done || refund.status == "done")
            })
            .map(|refund| refund.amount)
            .sum()
    }

    fn set_of(&self, payment: &PaymentFact) -> Option<&SetFact> {
        self.sets
            .iter()
            .copied()
            .find(|set| set.payment_id == payment.id)
    }

    /// What holds at every moment.
    fn check_always(&self, ledger: &Ledger) {
        for payment in &self.payments {
            if self.returned(payment, false) > payment.amount {
                self.fail("more goes back than was paid", ledger);
            }
            let whole_by_itself = payment.is_wanted_back
                && matches!(
                    payment.refund_reason.as_deref(),
                    Some("nothing_made" | "asked" | "no_such_offer")
                );
            let sent = self.set_of(payment).map_or(0, |set| set.sent);
            if whole_by_itself && sent > 0 {
                self.fail(
                    "photos were delivered and all money goes back by itself",
                    ledger,
                );
            }
            if payment.refund_reason.as_deref() == Some("staff")
                && sent > 0
                && !self.history.is_forced
            {
                self.fail(
                    "photos were delivered and the staff gave all back without meaning to",
                    ledger,
                );
            }
        }
        let decided: Decimal = self.refunds.iter().map(|refund| refund.amount).sum();
        if ledger.given_back > decided + ledger.parts_elsewhere
            && !self.history.is_refunded_elsewhere
        {
            self.fail("more went back than was decided", ledger);
        }
        if ledger.given_back > ledger.taken {
            self.fail("more went back than came in", ledger);
        }
        if let Some(refund) = self
            .refunds
            .iter()
            .find(|refund| refund.status == "wanted" && !refund.has_job)
        {
            self.fail(&format!("refund {} has no job", refund.id), ledger);
        }
    }

    /// What holds when nothing is left to do.
    fn check_rest(&self, ledger: &Ledger) {
        if let Some(refund) = self.refunds.iter().find(|refund| refund.status != "done") {
            self.fail(&format!("refund {} is not over", refund.id), ledger);
        }
        for payment in &self.payments {
            let is_back = payment.status == "refunded";
            let returned = self.returned(payment, true);
            if is_back && returned != payment.amount {
                self.fail(
                    &format!("payment {} is refunded by {returned}", payment.id),
                    ledger,
                );
            }
            if !is_back && payment.is_wanted_back {
                self.fail(
                    &format!("payment {} goes back for ever", payment.id),
                    ledger,
                );
            }
            if let Err(why) = self.check_owed(payment, is_back, returned) {
                self.fail(&format!("payment {}: {why}", payment.id), ledger);
            }
        }
        let kept: Decimal = self
            .payments
            .iter()
            .map(|payment| payment.amount - self.returned(payment, true))
            .sum();
        let left = ledger.taken - ledger.given_back;
        if left + ledger.parts_elsewhere != kept + self.kept_transfers() {
            self.fail(
                &format!("{left} stayed with us, and we owe or delivered for {kept}"),
                ledger,
            );
        }
    }

    /// A payment is unused, used for a set that came, or back.
    fn check_owed(
        &self,
        payment: &PaymentFact,
        is_back: bool,
        returned: Decimal,
    ) -> Result<(), String> {
        let Some(set) = self.set_of(payment) else {
            return match payment.is_used {
                true => Err("it is used and has no set".to_owned()),
                false if !is_back && returned > Decimal::ZERO => {
                    Err("a part of an unused set went back".to_owned())
                }
                false => Ok(()),
            };
        };
        if !is_back && (!payment.is_used || set.is_stopped) {
            return Err("its set is not counted as owed".to_owned());
        }
        if !is_back && set.sent == 0 && set.pending == 0 {
            return Err("nothing was delivered and nothing went back".to_owned());
        }
        if set.pending == 0 && !set.is_told {
            return Err("its set never ends".to_owned());
        }
        if is_back && set.sent > 0 && !self.history.is_forced && !self.history.is_refunded_elsewhere
        {
            return Err("photos and money".to_owned());
        }
        // What went back whole is not made any more either.
        let is_part =
            |refund: &&RefundFact| refund.payment_id == Some(payment.id) && refund.reason == "part";
        if !is_back
            && set.is_rest_paid_back != self.refunds.iter().copied().any(|refund| is_part(&refund))
        {
            return Err("a part is paid back and not noted, or the other way round".to_owned());
        }
        if !is_back && set.is_rest_paid_back && set.ready == set.total {
            return Err("the missing photos were made and paid back".to_owned());
        }
        Ok(())
    }

    /// What came to the wallet and is no payment, and has not gone back: too small,
    /// or what a larger payment left over.
    fn kept_transfers(&self) -> Decimal {
        let free: Decimal = self
            .transfers
            .iter()
            .filter(|transfer| transfer.payment_id.is_none())
            .map(|transfer| transfer.amount)
            .sum();
        let paid: Decimal = self
            .transfers
            .iter()
            .filter(|transfer| transfer.payment_id.is_some())
            .map(|transfer| transfer.amount)
            .sum();
        let payments: Decimal = self.payments.iter().map(|payment| payment.amount).sum();
        if self.history.way != Way::Coins {
            return Decimal::ZERO;
        }
        let returned: Decimal = self
            .refunds
            .iter()
            .filter(|refund| refund.payment_id.is_none() && refund.status == "done")
            .map(|refund| refund.amount)
            .sum();
        free + paid - payments - returned
    }
}

impl Town {
    pub fn check_on_the_way(&self, histories: &[History], facts: &Facts) {
        for history in histories {
            let books = Books::of(history, facts);
            books.check_always(&self.ledger(history, facts));
        }
    }

    pub async fn check_at_the_end(&self, histories: &[History], facts: &Facts) {
        for history in histories {
            let (books, ledger) = (Books::of(history, facts), self.ledger(history, facts));
            books.check_always(&ledger);
            books.check_rest(&ledger);
            if let Some(order) = facts
                .orders
                .iter()
                .find(|order| order.user_id == history.user_id && order.status == "open")
            {
                books.fail(&format!("order {} is open for ever", order.id), &ledger);
            }
            if books.transfers.len() < history.transfers.len() {
                books.fail("a transfer was never seen", &ledger);
            }
            if books
                .transfers
                .iter()
                .any(|transfer| transfer.outcome == "held")
            {
                books.fail("a transfer is held for ever", &ledger);
            }
        }
        let left: Vec<(String, String)> = sqlx::query_as(
            "select kind, coalesce(last_error, payload::text) from jobs where priority < 100 or status = 'dead'
             union all
             select kind, coalesce(error, '') from telegram_updates where status <> 'done'",
        )
        .fetch_all(&self.world.db)
        .await
        .unwrap();
        assert_eq!(left, Vec::new(), "jobs and updates that are left over");
    }

    /// As [`World::ends_well`], except that time is turned while taps wait, so that
    /// some are answered too late.
    pub async fn ends_well(&self) {
        let mut problems = self.world.telegram.problems();
        problems.retain(|problem| {
            !problem.contains("query is too old") && !problem.contains("message to edit not found")
        });
        problems.extend(self.world.tbank.problems());
        problems.extend(self.world.ton.problems());
        assert_eq!(problems, Vec::<String>::new(), "what was refused");
        for (what, count) in self.outcomes().await {
            eprintln!("{count:>6}  {what}");
        }
    }

    /// How often each outcome was seen, to be read with `--nocapture`.
    async fn outcomes(&self) -> Vec<(String, i64)> {
        sqlx::query_as(
            "select concat_ws(' ', provider, 'payment', status, refund_reason) as what, count(*)
             from payments group by what
             union all
             select concat_ws(' ', provider, 'refund', case when is_whole then 'of all' end, reason, note) as what,
                    count(*)
             from refunds group by what
             union all
             select 'ton transfer ' || outcome as what, count(*) from ton_transfers group by what
             union all
             select concat_ws(' ', 'set', status, case when stopped_at is not null then 'stopped' end,
                              case when completed_photos between 1 and total_photos - 1 then 'in part' end,
                              case when rest_refunded_at is not null then 'rest paid back' end) as what,
                    count(*)
             from generation_jobs group by what
             union all
             select concat_ws(' ', provider, 'difference', what) as what, count(*)
             from payment_differences as difference group by 1
             order by 1",
        )
        .fetch_all(&self.world.db)
        .await
        .unwrap()
    }

    fn ledger(&self, history: &History, facts: &Facts) -> Ledger {
        match history.way {
            Way::Stars => star_ledger(history, facts),
            Way::Bank => self.bank_ledger(history, facts),
            Way::Coins => self.coin_ledger(history, facts),
        }
    }

    fn bank_ledger(&self, history: &History, facts: &Facts) -> Ledger {
        let mut ledger = Ledger::default();
        for payment in history.bank_payments(self, facts) {
            let is_taken = matches!(
                payment.status,
                Status::Confirmed
                    | Status::PartialRefunded
                    | Status::Refunded
                    | Status::AsyncRefunding
            );
            if !is_taken {
                continue;
            }
            ledger.taken += Decimal::new(payment.amount, 2);
            ledger.given_back += Decimal::new(payment.refunded, 2);
            if payment.left() > 0 {
                let elsewhere: i64 = payment
                    .returns
                    .iter()
                    .filter(|part| part.origin == Origin::Cabinet)
                    .map(|part| part.amount)
                    .sum();
                ledger.parts_elsewhere += Decimal::new(elsewhere, 2);
            }
        }
        ledger
    }

    fn coin_ledger(&self, history: &History, facts: &Facts) -> Ledger {
        let books = Books::of(history, facts);
        let sent = self.sent.lock().unwrap();
        let taken: u64 = history.transfers.iter().map(|(_, nano)| nano).sum();
        Ledger {
            taken: Decimal::new(i64::try_from(taken).unwrap(), 9),
            given_back: books
                .refunds
                .iter()
                .filter_map(|refund| sent.get(&refund.id))
                .sum(),
            parts_elsewhere: Decimal::ZERO,
        }
    }
}

fn star_ledger(history: &History, facts: &Facts) -> Ledger {
    let mut ledger = Ledger::default();
    for line in history.star_lines(facts) {
        if line.is_refund {
            ledger.given_back += Decimal::from(line.amount);
        } else {
            ledger.taken += Decimal::from(line.amount);
        }
    }
    ledger
}
