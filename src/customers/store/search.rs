//! The SQL of finding people by whatever the staff knows of them.

use anyhow::Context;
use sqlx::PgConnection;
use uuid::Uuid;

/// What the words were, and whom they lead to.
pub(in crate::customers) struct Hit {
    pub user_id: i32,
    pub kind: String,
    pub label: String,
    pub first_name: Option<String>,
    /// Whether there is somebody to talk to: not when they were erased.
    pub is_here: bool,
}

/// People by an exact number or name, or by how their first name begins. The words are
/// `bare`, without what marks them as a number or a name; `number` is what they are as a
/// number, and `orders` the first and the last of the orders that begin with them, when they
/// can be that.
pub(in crate::customers) async fn search(
    connection: &mut PgConnection,
    bare: &str,
    is_username: bool,
    number: Option<i64>,
    orders: Option<(Uuid, Uuid)>,
    most: i64,
) -> anyhow::Result<Vec<Hit>> {
    sqlx::query_as!(
        Hit,
        r#"select hit.user_id as "user_id!",
                  hit.kind as "kind!",
                  hit.label as "label!",
                  coalesce(user_settings.first_name, users.telegram_username) as first_name,
                  users.telegram_user_id is not null as "is_here!"
           from (
               select id as user_id, 'person' as kind, id::text as label, 1 as place
               from users where id = $5::bigint
               union all
               select id, 'telegram', telegram_user_id::text, 2
               from users where telegram_user_id = $5::bigint
               union all
               select id, 'username', telegram_username, 3
               from users where lower(telegram_username) = lower($1)
               union all
               select user_id, 'payment', id::text, 4
               from payments where id = $5::bigint
               union all
               select avatars.user_id, 'set', job.id::text, 5
               from generation_jobs as job
               join avatars on avatars.id = job.avatar_id
               where job.id = $5::bigint
               union all
               select user_id, 'charge', id::text, 6
               from payments
               where not $2
                 and (
                     telegram_charge_id = $1
                     or payment_id = $1
                     -- As text its index would not serve.
                     or ton_tx_hash = $1::text::bpchar
                 )
               union all
               select user_id, 'order', id::text, 7
               from orders where not $2 and id between $3 and $6
               union all
               select user_id, 'name', user_settings.first_name, 8
               from user_settings
               where not $2
                 -- An index serves these two, whatever letters stand there.
                 and lower(user_settings.first_name) ~>=~ lower($1)
                 and lower(user_settings.first_name) ~<~ (lower($1) || chr(1114111))
           ) as hit
           join users on users.id = hit.user_id
           left join user_settings on user_settings.user_id = users.id
           order by hit.place, hit.user_id desc
           limit $4"#,
        bare,
        is_username,
        orders.map(|(first, _)| first),
        most,
        number,
        orders.map(|(_, last)| last),
    )
    .fetch_all(connection)
    .await
    .context("cannot look for people")
}
