//! A small week of the business, to be reckoned by hand, with what lies a second beside it.

use crate::world::World;

impl World {
    /// Last week, from the 23rd of February on, and what lies a second beside it.
    pub async fn had_a_reckoned_week(&self) {
        self.execute(
            "insert into users (id, telegram_user_id) select id, id from generate_series(1001, 1010) as id",
        )
        .await;
        self.execute(
            "insert into user_settings (user_id, started_at)
             values (1001, '2026-02-22 20:59:59Z'), (1007, '2026-02-20Z'),
                    (1002, '2026-02-22 21:00Z'), (1003, '2026-02-25Z'), (1004, '2026-03-01 20:59:59Z'),
                    (1006, '2026-02-26Z'), (1008, '2026-02-26Z'), (1009, '2026-02-26Z'),
                    (1010, '2026-02-26Z'), (1005, '2026-03-01 21:00Z')",
        )
        .await;
        self.execute(
            "insert into avatars (id, user_id, status)
             values (1, 1002, 'ready'), (2, 1003, 'ready'), (3, 1008, 'processing'), (4, 1009, 'draft'),
                    (5, 1010, 'draft')",
        )
        .await;
        self.had_reckoned_payments().await;
        self.had_reckoned_sets().await;
        self.execute(
            "insert into kie_spending (since, model, purpose, orders, credits)
             values ('2026-02-22 20:45Z', 'nano-banana-pro', 'set', 1, 18),
                    ('2026-02-22 21:00Z', 'nano-banana-pro', 'set', 100, 1800),
                    ('2026-02-28 12:00Z', 'nano-banana-pro', 'again', 1, 18),
                    ('2026-03-01 20:45Z', 'nano-banana-pro', 'reroll', 1, 18),
                    ('2026-03-01 20:45Z', 'nano-banana-pro', 'trial', 1, 18),
                    ('2026-03-01 21:00Z', 'nano-banana-pro', 'set', 1, 18)",
        )
        .await;
        self.execute(
            "insert into referral_earnings (referrer_user_id, payment_id, amount, status, created_at,
                                            taken_back, taken_back_at)
             values (1007, 1, 49.90, 'pending', '2026-02-24', 0, null),
                    (1007, 3, 119, 'credited', '2026-02-26', 23.80, '2026-02-28Z'),
                    (1007, 6, null, null, '2026-02-26', null, null),
                    (1007, 4, 99, 'credited', '2026-03-01 21:00', 99, '2026-03-02Z')",
        )
        .await;
    }

    /// Sales of 499 (card), 499 = 350 Stars, 1190 = 10.5 TON, 990 (of another program),
    /// 499 = 350 Stars and 100; refunds of 1000 (of the week before), a fifth of the TON,
    /// and the 100.
    async fn had_reckoned_payments(&self) {
        self.execute(
            "insert into payments (id, user_id, provider, amount, status, stars_amount, ton_amount, settled_at,
                                   created_at)
             values (1, 1002, 'tbank', 499, 'succeeded', null, null, '2026-02-24 10:00Z', '2026-02-24 09:00'),
                    (2, 1003, 'stars', 499, 'succeeded', 350, null, '2026-02-25 10:00Z', '2026-02-25 10:00'),
                    (3, 1003, 'ton', 1190, 'succeeded', null, 10.5, '2026-02-26 10:00Z', '2026-02-20 10:00'),
                    (4, 1006, null, 990, 'succeeded', null, null, null, '2026-03-01 20:59:59'),
                    (5, 1006, 'tbank', 499, 'pending', null, null, null, '2026-02-26 10:00'),
                    (6, null, null, null, 'succeeded', null, null, null, null),
                    (7, 1007, 'tbank', 1000, 'refunded', null, null, '2026-02-22 20:59:59Z', '2026-02-20'),
                    (8, 1004, 'stars', 499, 'refunded', 350, null, '2026-02-22 21:00Z', '2026-02-28'),
                    (9, null, 'tbank', 100, 'refunded', null, null, null, '2026-02-25 10:00'),
                    (10, 1006, 'tbank', 499, 'canceled', null, null, null, '2026-02-26 10:00'),
                    (11, 1006, 'tbank', null, 'succeeded', null, null, '2026-03-01 21:00Z', null)",
        )
        .await;
        self.execute(
            "insert into refunds (id, payment_id, provider, amount_rub, stars_amount, ton_amount, is_whole, reason,
                                  status, created_at, done_at)
             values (gen_random_uuid(), 7, 'tbank', 1000, null, null, true, 'x', 'done', '2026-02-20Z', '2026-02-22 21:00Z'),
                    (gen_random_uuid(), 8, 'stars', null, 350, null, true, 'x', 'done', '2026-02-28Z', '2026-03-01 21:00Z'),
                    (gen_random_uuid(), 3, 'ton', null, null, 2.1, false, 'x', 'done', '2026-02-27Z', '2026-02-28Z'),
                    (gen_random_uuid(), 1, 'tbank', 71, null, null, false, 'x', 'wanted', '2026-02-27Z', null),
                    (gen_random_uuid(), null, 'ton', null, null, 5, true, 'x', 'done', '2026-02-27Z', '2026-02-28Z')",
        )
        .await;
        self.execute(
            "insert into orders (id, user_id, payment_id, avatar_id, tier_id, photo_count, amount_rub, status,
                                 created_at, expires_at)
             values (gen_random_uuid(), 1002, 1, 1, 'starter', 7, 499, 'paid', '2026-02-24Z', '2026-02-25Z'),
                    (gen_random_uuid(), 1003, 3, null, 'standard', 15, 1190, 'paid', '2026-02-24Z', '2026-02-25Z'),
                    (gen_random_uuid(), 1009, null, null, 'starter', 7, 499, 'closed', '2026-02-26Z', '2026-02-27Z')",
        )
        .await;
    }

    /// One that came 6 minutes after the charge; one that was chosen two hours after it and
    /// came 10 minutes later; one that was opened again; one of another program; one that
    /// came to nothing, and one made again.
    async fn had_reckoned_sets(&self) {
        self.execute(
            "insert into generation_jobs (id, avatar_id, payment_id, status, created_at, deadline_at, notified_at, reroll_of)
             values (1, 1, 1, 'completed', '2026-02-24 10:01', '2026-02-25 10:01Z', '2026-02-24 10:06Z', null),
                    (2, 2, 3, 'completed', '2026-02-26 12:00', '2026-02-27 12:00Z', '2026-02-26 12:10Z', null),
                    (3, 2, 2, 'completed', '2026-02-25 10:00', '2026-03-01 10:00Z', '2026-02-28 10:00Z', null),
                    (4, null, 4, 'completed', '2026-03-01 20:59:59', null, '2026-03-01 20:59:59Z', null),
                    (5, 1, 7, 'failed', '2026-02-24 10:01', '2026-02-25 10:01Z', '2026-02-24 11:00Z', null),
                    (6, 1, null, 'completed', '2026-02-24 10:01', '2026-02-25 10:01Z', '2026-02-24 12:00Z', 1)",
        )
        .await;
        self.execute(
            "insert into albums (job_id, position, photo_ids, sent_at)
             select job_id, position, '{1}', sent_at::timestamptz
             from (values (1, 0, '2026-02-24 10:03Z'), (1, 1, '2026-02-24 10:06Z'), (2, 0, '2026-02-26 12:10Z'),
                          (3, 0, '2026-02-25 10:05Z'), (3, 1, '2026-02-28 10:00Z'), (6, 0, '2026-02-24 12:00Z'))
                 as album (job_id, position, sent_at)",
        )
        .await;
    }
}
