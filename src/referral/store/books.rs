//! The query that proves the balances.

use anyhow::Context;
use sqlx::PgConnection;

use crate::referral::Difference;

pub(in crate::referral) async fn list_differences(
    connection: &mut PgConnection,
) -> anyhow::Result<Vec<Difference>> {
    sqlx::query_as!(
        Difference,
        r#"with earned as (
               select referrer_user_id as user_id, sum(amount - coalesce(taken_back, 0)) as amount
               from referral_earnings
               where status = 'credited'
               group by 1
           ),
           reserved as (
               select user_id, sum(amount) as amount
               from withdrawal_requests
               where coalesce(status, 'pending') <> 'rejected'
               group by 1
           ),
           -- Also those whom another program has written down and counted.
           brought as (
               select user_id, count(*) as people
               from (
                   select referrer_id as user_id from referral_attributions
                   union all
                   select owner.user_id
                   from users
                   join referral_balances as owner on owner.referral_code = users.referral_code_used
                   where owner.user_id <> users.id
                     and not exists (select from referral_attributions where user_id = users.id)
                     and not exists (
                         select
                         from referral_attributions
                         where user_id = owner.user_id and referrer_id = users.id
                     )
               ) as known
               group by 1
           ),
           book as (
               select user_id,
                      coalesce(held.balance, 0) as balance,
                      coalesce(held.total_earned, 0) as total_earned,
                      coalesce(held.referrals_count, 0) as referrals_count,
                      coalesce(opening.balance, 0) + coalesce(earned.amount, 0)
                      - coalesce(reserved.amount, 0) as balance_by_rows,
                      coalesce(opening.total_earned, 0) + coalesce(earned.amount, 0) as earned_by_rows,
                      coalesce(opening.referrals_count, 0) + coalesce(brought.people, 0) as brought_by_rows
               from referral_balances as held
               full join earned using (user_id)
               full join reserved using (user_id)
               full join brought using (user_id)
               full join referral_openings as opening using (user_id)
               -- Rows of an older program may point to people who are not there.
               where exists (select from users where users.id = user_id)
           )
           select user_id as "user_id!", name as "column!", stands as "stands!", rows_say as "rows_say!"
           from book
           cross join lateral (
               values
                   ('balance', balance, balance_by_rows),
                   ('total_earned', total_earned, earned_by_rows),
                   ('referrals_count', referrals_count::numeric, brought_by_rows::numeric)
           ) as compared (name, stands, rows_say)
           where stands <> rows_say
           order by user_id, name"#
    )
    .fetch_all(connection)
    .await
    .context("cannot compare the balances with their rows")
}
