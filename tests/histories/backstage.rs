//! Work behind the scenes: what Kie and the staff do, and rows that are written
//! directly because the way there is shown elsewhere.

use chrono::TimeDelta;
use serde_json::json;
use uuid::Uuid;

use super::{
    batch::Town,
    facts::{Facts, RefundFact},
    shared::{History, Way},
};

impl Town {
    /// An order as a tap in the shop writes it, with its pending payment.
    pub async fn write_order(&self, history: &History, tier: &str) -> Uuid {
        let now = self.world.clock.now();
        let is_bank = history.way == Way::Bank;
        let life = if history.way == Way::Coins {
            30
        } else {
            24 * 60
        };
        let id: Uuid = sqlx::query_scalar(
            "with tier as (select * from pricing_tiers where id = $1),
                  quote as (select case when $2 = 'ton' then round(price / 118.3, 9) end as ton from tier),
                  payment as (
                      insert into payments (user_id, payment_id, provider, amount, status, tier_id, photo_count,
                                            stars_amount, created_at)
                      select $3, $4::text, $2, price, 'pending', id, photo_count,
                             case when $2 = 'stars' then stars_price end, $5 at time zone 'utc'
                      from tier
                      returning *
                  ),
                  job as (
                      insert into jobs (kind, payload, key, priority, run_at)
                      select 'open_tbank', jsonb_build_object('order_id', $4), $4::text, 5, $5 where $9
                  )
             insert into orders (id, user_id, payment_id, avatar_id, style_id, tier_id, photo_count, amount_rub,
                                 stars_amount, provider, chat_id, created_at, expires_at, ton_amount, ton_comment)
             select $4, $3, id, $6, 'lifestyle', tier_id, photo_count, amount, stars_amount, $2, $7, $5, $8,
                    quote.ton, case when $2 = 'ton' then 'PG-' || upper(substr(replace($4::text, '-', ''), 1, 10)) end
             from payment, quote
             returning id",
        )
        .bind(tier)
        .bind(history.way.id())
        .bind(history.user_id)
        .bind(Uuid::new_v4())
        .bind(now)
        .bind(history.avatar_id)
        .bind(history.person.id())
        .bind(now + TimeDelta::minutes(life))
        .bind(is_bank)
        .fetch_one(&self.world.db)
        .await
        .unwrap();
        id
    }

    pub async fn double_refund(&self, payment_id: i32) {
        sqlx::query("insert into jobs (kind, payload, priority, run_at) values ('refund_payment', $1, 20, $2)")
            .bind(json!({ "payment_id": payment_id }))
            .bind(self.world.clock.now())
            .execute(&self.world.db)
            .await
            .unwrap();
    }

    /// Kie's part: so many of a set's missing photos come out, the rest fails.
    pub async fn make(&self, set_id: i32, made: i64) {
        let statement = "
            with locked as (
                select id from generation_jobs where id = $1 and stopped_at is null for update
            ),
            ended as (
                update kie_tasks set status = case when place <= $2 then 'completed' else 'failed' end
                from (
                    select task.id, row_number() over (order by prompt_index) as place
                    from kie_tasks as task join locked on locked.id = task.job_id
                    where status = 'pending'
                ) as pending
                where kie_tasks.id = pending.id and kie_tasks.status = 'pending'
                returning kie_tasks.*, place
            ),
            photos as (
                insert into generated_photos (avatar_id, job_id, task_id, style_id, prompt, image_url, storage_key,
                                              telegram_file_id)
                select avatar_id, job_id, id, style_id, prompt, '', '', $3 from ended where place <= $2
            )
            insert into jobs (kind, payload, key, priority, run_at)
            select 'deliver_set', jsonb_build_object('set_id', $1), $1::text, 15, $4
            where exists (select from ended)
            on conflict (kind, key) where status = 'waiting' do nothing";
        sqlx::query(statement)
            .bind(set_id)
            .bind(made)
            .bind(&self.photo)
            .bind(self.world.clock.now())
            .execute(&self.world.db)
            .await
            .unwrap();
    }

    /// The staff send by hand what is theirs to send, and say so, at times twice.
    pub async fn staff_work(&self, facts: &Facts) {
        for refund in facts
            .refunds
            .iter()
            .filter(|refund| refund.status == "manual")
        {
            self.send_by_hand(refund, facts);
            let tap = format!(r#"task:{{"s":"{}"}}"#, refund.id);
            self.olga.taps_data(1, &tap);
            self.olga.taps_data(1, &tap);
        }
        self.settle().await;
    }

    /// A member of staff confirms that a payment goes back, twice.
    pub async fn staff_refund(&self, payment_id: i32, is_forced: bool) {
        let tap = self.world.proposed_refund(payment_id, is_forced).await;
        for _ in 0..2 {
            self.olga.taps_data(1, &tap);
        }
    }

    fn send_by_hand(&self, refund: &RefundFact, facts: &Facts) {
        let payment = refund
            .payment_id
            .and_then(|id| facts.payments.iter().find(|payment| payment.id == id));
        if let Some(address) = &refund.address {
            let nano = super::coins::nano(refund.amount);
            self.world
                .ton
                .send_out(address.parse().unwrap(), nano, None);
            let before = self.sent.lock().unwrap().insert(refund.id, refund.amount);
            assert_eq!(before, None, "a task came back after it was done");
        } else if let Some(payment) = payment.filter(|payment| payment.provider == "tbank") {
            let id = payment.charge_id.parse().unwrap();
            let left = self
                .world
                .tbank
                .find_payment(id)
                .map_or(0, |payment| payment.left());
            let kopecks = super::bank::kopecks(refund.amount).min(left);
            self.world.tbank.refunds_in_cabinet(id, kopecks).ok();
        }
    }
}
