//! What the bare bot remembers, in tables of its own.

use anyhow::{Context, Result};
use sqlx::{
    PgPool,
    postgres::PgPoolOptions,
    types::{Uuid, chrono::Utc},
};
use teloxide::types::User;

/// As many connections as PinGlass takes by itself.
const CONNECTIONS: u32 = 10;

const TABLES: &str = "
create schema if not exists bare;
create table if not exists bare.people (
    id serial primary key,
    telegram_id bigint not null unique,
    username text,
    first_name text not null,
    language text not null,
    seen_at timestamptz not null
);
create table if not exists bare.avatars (
    id serial primary key,
    person_id integer not null references bare.people,
    name text not null
);
create index if not exists avatars_person on bare.avatars (person_id);
create table if not exists bare.photos (
    id bigserial primary key,
    person_id integer not null references bare.people,
    message_id integer not null,
    file_id text not null,
    status text not null default 'waiting',
    sent_at timestamptz not null,
    unique (person_id, message_id)
);
create index if not exists photos_waiting on bare.photos (sent_at) where status = 'waiting';
create table if not exists bare.orders (
    id uuid primary key,
    person_id integer not null references bare.people,
    stars integer not null,
    status text not null default 'open'
);
create table if not exists bare.payments (
    charge_id text primary key,
    order_id uuid not null references bare.orders,
    stars integer not null,
    paid_at timestamptz not null
);
";

#[derive(Clone)]
pub struct Store {
    pool: PgPool,
}

/// A person as the menu needs them.
pub struct Person {
    pub first_name: String,
    pub has_avatars: bool,
}

impl Store {
    pub async fn open(url: &str) -> Result<Self> {
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS)
            .connect(url)
            .await
            .context("cannot reach the database")?;
        sqlx::raw_sql(TABLES)
            .execute(&pool)
            .await
            .context("cannot make the tables")?;
        Ok(Self { pool })
    }

    /// Writes the person down with what Telegram says of them now.
    pub async fn meet(&self, user: &User) -> Result<Person> {
        let (id, first_name): (i32, String) = sqlx::query_as(
            "insert into bare.people (telegram_id, username, first_name, language, seen_at)
             values ($1, $2, $3, $4, $5)
             on conflict (telegram_id) do update
             set username = excluded.username,
                 first_name = excluded.first_name,
                 seen_at = excluded.seen_at
             returning id, first_name",
        )
        .bind(telegram_id(user))
        .bind(&user.username)
        .bind(&user.first_name)
        .bind(user.language_code.as_deref().unwrap_or("en"))
        .bind(now())
        .fetch_one(&self.pool)
        .await?;
        let has_avatars =
            sqlx::query_scalar("select exists (select from bare.avatars where person_id = $1)")
                .bind(id)
                .fetch_one(&self.pool)
                .await?;
        Ok(Person {
            first_name,
            has_avatars,
        })
    }

    pub async fn find(&self, user: &User) -> Result<Person> {
        let (first_name, has_avatars) = sqlx::query_as(
            "select first_name,
                    exists (select from bare.avatars where person_id = people.id)
             from bare.people
             where telegram_id = $1",
        )
        .bind(telegram_id(user))
        .fetch_one(&self.pool)
        .await?;
        Ok(Person {
            first_name,
            has_avatars,
        })
    }

    /// Keeps a photo for whoever judges it.
    pub async fn add_photo(&self, user: &User, message_id: i32, file_id: &str) -> Result<()> {
        sqlx::query(
            "insert into bare.photos (person_id, message_id, file_id, sent_at)
             select id, $2, $3, $4 from bare.people where telegram_id = $1
             on conflict (person_id, message_id) do nothing",
        )
        .bind(telegram_id(user))
        .bind(message_id)
        .bind(file_id)
        .bind(now())
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// Whether this person may pay this order with so many Stars.
    pub async fn is_payable(&self, user: &User, order: Uuid, stars: i32) -> Result<bool> {
        let is_payable = sqlx::query_scalar(
            "select exists (
                 select
                 from bare.orders
                 join bare.people on people.id = orders.person_id
                 where orders.id = $1 and status = 'open' and stars = $2 and telegram_id = $3
             )",
        )
        .bind(order)
        .bind(stars)
        .bind(telegram_id(user))
        .fetch_one(&self.pool)
        .await?;
        Ok(is_payable)
    }

    /// Writes a charge down once.
    pub async fn pay(&self, order: Uuid, charge_id: &str, stars: i32) -> Result<()> {
        let mut tx = self.pool.begin().await?;
        let inserted = sqlx::query(
            "insert into bare.payments (charge_id, order_id, stars, paid_at)
             values ($1, $2, $3, $4)
             on conflict (charge_id) do nothing",
        )
        .bind(charge_id)
        .bind(order)
        .bind(stars)
        .bind(now())
        .execute(&mut *tx)
        .await?;
        if inserted.rows_affected() == 1 {
            sqlx::query("update bare.orders set status = 'paid' where id = $1")
                .bind(order)
                .execute(&mut *tx)
                .await?;
        }
        tx.commit().await?;
        Ok(())
    }
}

fn telegram_id(user: &User) -> i64 {
    user.id.0.cast_signed()
}

#[expect(
    clippy::disallowed_methods,
    reason = "this bot lives in real time only"
)]
fn now() -> sqlx::types::chrono::DateTime<Utc> {
    Utc::now()
}
