//! Who brings whom in a world, apart from how they came by their link, and what the
//! books say of it.

use pinglass::{accounts, accounts::Person, referral};

use super::{Friend, World};

impl World {
    /// What the operations of the referral programme work with.
    pub fn referrals(&self) -> referral::Deps {
        let app = &self.app;
        referral::Deps::new(
            &app.config,
            app.db.clone(),
            app.clock.clone(),
            app.sender.clone(),
        )
    }

    /// Every balance, a line each, once it is shown that none differs from its rows.
    pub async fn balances(&self) -> Vec<String> {
        let differences = referral::check_books(&mut *self.connection().await)
            .await
            .unwrap();
        assert_eq!(differences, [], "balances that differ from their rows");
        sqlx::query_scalar(
            "select format('%s has %s, earned %s, brought %s',
                           coalesce(referral_code, 'nobody'), balance, total_earned, referrals_count)
             from referral_balances
             order by id",
        )
        .fetch_all(&self.db)
        .await
        .unwrap()
    }

    /// Every earning, a line each.
    pub async fn earnings(&self) -> Vec<String> {
        sqlx::query_scalar(
            "select format('payment %s: %s at %s, %s, %s taken back',
                           payment_id, amount, commission_rate, status, taken_back)
             from referral_earnings
             order by id",
        )
        .fetch_all(&self.db)
        .await
        .unwrap()
    }

    /// Who was brought by whose code, a line each.
    pub async fn attributions(&self) -> Vec<String> {
        sqlx::query_scalar(
            "select format('%s by %s', users.telegram_user_id, coalesce(referral_code, 'nobody'))
             from referral_attributions as attribution
             join users on users.id = attribution.user_id
             join referral_balances as owner on owner.user_id = attribution.referrer_id
             order by users.id",
        )
        .fetch_all(&self.db)
        .await
        .unwrap()
    }

    /// Runs what the referral programme does by itself every day.
    pub async fn sweeps_the_books(&self) {
        let now = self.clock.now();
        referral::plan_recurring(&mut *self.connection().await, now)
            .await
            .unwrap();
        self.settle().await;
    }
}

impl Friend<'_> {
    /// Is known to the bot, and has this code.
    pub async fn has_the_code(&self, code: &str) {
        self.sends("/start").await;
        self.transcript();
        sqlx::query(
            "insert into referral_balances (user_id, referral_code, balance, total_earned, referrals_count)
             values ($1, $2, 0, 0, 0)",
        )
        .bind(self.user_id().await)
        .bind(code)
        .execute(&self.world.db)
        .await
        .unwrap();
    }

    /// Opens the link of a code.
    pub async fn opens_the_link(&self, code: &str) {
        self.sends(&format!("/start ref_{code}")).await;
        self.transcript();
    }

    /// As the application knows them.
    pub async fn known(&self) -> Person {
        let id = self.person.id();
        let mut connection = self.world.connection().await;
        let person = accounts::find_by_telegram_id(&mut connection, id).await;
        person.unwrap().unwrap()
    }

    /// Their number in our tables.
    pub async fn user_id(&self) -> i32 {
        self.known().await.id
    }
}
