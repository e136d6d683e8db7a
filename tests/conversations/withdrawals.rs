//! Being paid what one has earned, from the person's side.

mod below_zero;
mod forged;
mod mistakes;
mod requests;
mod secrets;
mod whole;

use rust_decimal::Decimal;

use crate::world::{Friend, World};

pub const CARD: &str = "4111 1111 1111 1111";

impl Friend<'_> {
    /// Has so many roubles on their balance, from before the books began.
    pub async fn has_earned(&self, roubles: &str) {
        self.sends("/start").await;
        let amount: Decimal = roubles.parse().unwrap();
        for statement in [
            "insert into referral_balances (user_id, balance, referrals_count, total_earned)
             select id, $2, 0, $2 from users where telegram_user_id = $1",
            "insert into referral_openings (user_id, balance, total_earned, referrals_count)
             select id, $2, $2, 0 from users where telegram_user_id = $1",
        ] {
            sqlx::query(statement)
                .bind(self.person.id())
                .bind(amount)
                .execute(&self.world.db)
                .await
                .unwrap();
        }
        self.transcript();
    }

    /// Asks for a withdrawal to a card, up to the last question.
    pub async fn is_about_to_withdraw(&self, amount: &str) {
        self.sends("/withdraw").await;
        self.sends(amount).await;
        self.taps(self.ways().card).await;
        self.sends(CARD).await;
    }

    pub async fn withdraws(&self, amount: &str) {
        self.is_about_to_withdraw(amount).await;
        self.taps(self.ways().yes).await;
    }

    fn ways(&self) -> Ways {
        let (card, yes) = match self.person.id() {
            102 => ("На карту", "Да, отправить"),
            _ => ("A bank card", "Yes, send"),
        };
        Ways { card, yes }
    }

    /// What the bot said last, up to the first empty line.
    pub fn last_heading(&self) -> String {
        let message = self.person.last_from_bot().unwrap();
        message.text.lines().next().unwrap_or_default().to_owned()
    }
}

/// The buttons that a withdrawal to a card takes, in the person's language.
struct Ways {
    card: &'static str,
    yes: &'static str,
}

impl World {
    pub async fn balance(&self) -> Decimal {
        self.value("select sum(balance) from referral_balances")
            .await
    }

    /// Status and amount of every request, in order.
    pub async fn withdrawals(&self) -> Vec<String> {
        sqlx::query_scalar("select status || ' ' || amount from withdrawal_requests order by id")
            .fetch_all(&self.db)
            .await
            .unwrap()
    }

    pub async fn assert_books_are_right(&self) {
        let mut connection = self.connection().await;
        let differences = pinglass::referral::check_books(&mut connection).await;
        assert_eq!(differences.unwrap(), Vec::new());
    }

    /// The books are right, and everything else.
    pub async fn ends_well_to_the_kopeck(&self) {
        self.assert_books_are_right().await;
        self.ends_well().await;
    }

    /// The staff takes a step with request № 1, apart from their group.
    pub async fn staff_moves_to(&self, status: &str) {
        sqlx::query(
            "with moved as (
                 update withdrawal_requests
                 set status = $1,
                     processed_at = case when $1 <> 'approved' then $2::timestamp end,
                     reason = case when $1 = 'rejected' then 'The card is closed' end
                 where id = 1
                 returning id
             )
             insert into jobs (kind, payload, key, priority, run_at)
             select 'referral_tell_withdrawal', jsonb_build_object('request_id', id), id::text, 40, $2
             from moved
             on conflict do nothing",
        )
        .bind(status)
        .bind(self.clock.now())
        .execute(&self.db)
        .await
        .unwrap();
        if status == "rejected" {
            self.execute(
                "update referral_balances set balance = balance + amount
                 from withdrawal_requests as request
                 where request.id = 1 and request.user_id = referral_balances.user_id",
            )
            .await;
        }
    }
}
