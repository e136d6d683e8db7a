//! A database of its own for each test of the migrations, and questions about what is in it.

use std::collections::BTreeSet;

use pinglass::{config::DatabaseConfig, db::Db};
use serde_json::Value;
use sqlx::{AssertSqlSafe, Connection, PgConnection, PgPool, postgres::PgPoolOptions};

/// The documented tables.
pub const TABLES: [&str; 17] = [
    "users",
    "avatars",
    "payments",
    "generation_jobs",
    "kie_tasks",
    "generated_photos",
    "reference_photos",
    "referral_balances",
    "referral_earnings",
    "withdrawal_requests",
    "partner_applications",
    "support_tickets",
    "ticket_messages",
    "admin_users",
    "admin_audit_log",
    "pricing_tiers",
    "custom_prompts",
];

/// Columns, indexes, constraints and defaults, one line each, worded like those of
/// `fixtures/documented.txt`. A unique constraint is known by its index.
const STRUCTURE: &str = "
    select format('column %s.%s %s', attrelid::regclass, attname, format_type(atttypid, atttypmod))
    from pg_attribute
    join pg_class on pg_class.oid = attrelid and relkind = 'r' and relnamespace = 'public'::regnamespace
    where attnum > 0 and not attisdropped and relname <> '_sqlx_migrations'
    union all
    select format(
        'index %s %s%s (%s)%s',
        indexrelid::regclass,
        case when indisunique then 'unique ' else '' end,
        indrelid::regclass,
        (
            select string_agg(attname, ', ' order by place)
            from unnest(indkey::int2[]) with ordinality as part (number, place)
            join pg_attribute on attrelid = indrelid and attnum = number
        ),
        ' where ' || pg_get_expr(indpred, indrelid)
    )
    from pg_index
    join pg_class on pg_class.oid = indrelid and relnamespace = 'public'::regnamespace
    where relname <> '_sqlx_migrations'
    union all
    select format('reference %s.%s %s', conrelid::regclass, attname, confrelid::regclass)
    from pg_constraint
    join pg_attribute on attrelid = conrelid and attnum = conkey[1]
    where contype = 'f'
    union all
    select format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    from pg_constraint
    where contype <> 'u' and connamespace = 'public'::regnamespace and conrelid <> '_sqlx_migrations'::regclass
    union all
    select format('default %s.%s %s', table_name, column_name, column_default)
    from information_schema.columns
    where table_schema = 'public' and table_name <> '_sqlx_migrations' and column_default is not null
";

/// What the document says there is.
pub fn documented() -> impl Iterator<Item = &'static str> {
    include_str!("../fixtures/documented.txt").lines()
}

/// A row with the name of its table.
pub type Row = (String, Value);

/// A database on the throw-away server that the test command starts.
pub struct Database {
    pool: PgPool,
    url: String,
}

impl Database {
    /// A new database with nothing in it.
    pub async fn empty(name: &str) -> Self {
        let server = std::env::var("SANDBOX_POSTGRES_URL").expect(
            "SANDBOX_POSTGRES_URL is the address of a throw-away PostgreSQL: use `make test`",
        );
        let name = format!("migrations_{name}_{}", std::process::id());
        let mut connection = PgConnection::connect(&server)
            .await
            .expect("the server answers");
        for statement in [
            format!("drop database if exists {name} with (force)"),
            format!("create database {name} template template0"),
        ] {
            sqlx::raw_sql(AssertSqlSafe(statement))
                .execute(&mut connection)
                .await
                .expect("the statement is right");
        }
        let mut url = url::Url::parse(&server).expect("it is a URL");
        url.set_path(&name);
        let pool = PgPoolOptions::new()
            .max_connections(4)
            .connect(url.as_str())
            .await
            .expect("the new database answers");
        Self {
            pool,
            url: url.to_string(),
        }
    }

    /// A new database in which `script` was run.
    pub async fn with(name: &str, script: &'static str) -> Self {
        let database = Self::empty(name).await;
        database.run(script).await;
        database
    }

    /// Applies the migrations that are missing.
    pub async fn migrate(&self) {
        let db = self.open();
        db.migrate().await.expect("the migrations apply");
        db.close().await;
    }

    /// As the product sees it.
    pub fn open(&self) -> Db {
        let config = DatabaseConfig::direct(self.url.clone(), 2);
        Db::open(&config).expect("the address is right")
    }

    /// Runs statements that must succeed.
    pub async fn run(&self, script: &'static str) {
        sqlx::raw_sql(script)
            .execute(&self.pool)
            .await
            .expect("the statement is right");
    }

    /// A connection for calling an operation as a feature does.
    pub async fn connection(&self) -> sqlx::pool::PoolConnection<sqlx::Postgres> {
        self.pool.acquire().await.expect("the database answers")
    }

    /// The constraint that refuses `statement`, if one does.
    pub async fn refusal(&self, statement: &'static str) -> Option<String> {
        let error = sqlx::raw_sql(statement).execute(&self.pool).await.err()?;
        let error = error
            .as_database_error()
            .unwrap_or_else(|| panic!("{statement}: {error}"));
        Some(
            error
                .constraint()
                .unwrap_or_else(|| error.message())
                .to_owned(),
        )
    }

    /// The one column of text that `query` gives.
    pub async fn list(&self, query: &'static str) -> Vec<String> {
        sqlx::query_scalar(query)
            .fetch_all(&self.pool)
            .await
            .expect("the statement is right")
    }

    /// The one number that `query` gives.
    pub async fn number(&self, query: &str) -> i64 {
        let query = AssertSqlSafe(query.to_owned());
        sqlx::query_scalar(query)
            .fetch_one(&self.pool)
            .await
            .expect("the statement is right")
    }

    /// How many rows there are of a table, or of a table with a condition.
    pub async fn count(&self, of: &str) -> i64 {
        self.number(&format!("select count(*) from {of}")).await
    }

    /// Columns, indexes, constraints and defaults, a line each.
    pub async fn structure(&self) -> BTreeSet<String> {
        self.list(STRUCTURE).await.into_iter().collect()
    }

    /// All rows of the documented tables that exist.
    pub async fn contents(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        for table in TABLES {
            let exists: bool = sqlx::query_scalar("select to_regclass($1) is not null")
                .bind(table)
                .fetch_one(&self.pool)
                .await
                .expect("the statement is right");
            if exists {
                let query = AssertSqlSafe(format!(
                    "select to_jsonb(row) from {table} as row order by id"
                ));
                let values: Vec<Value> = sqlx::query_scalar(query)
                    .fetch_all(&self.pool)
                    .await
                    .expect("the statement is right");
                rows.extend(values.into_iter().map(|value| (table.to_owned(), value)));
            }
        }
        rows
    }

    /// The rows of `before` that are gone, or of which a value is no longer the same. A value that
    /// the catalogue may fill in, an open one of a tier on sale, is not a loss.
    pub async fn lost_since(&self, before: &[Row]) -> Vec<Row> {
        let now = self.contents().await;
        let kept = |(table, old): &Row| {
            let old = old.as_object().expect("a row is an object");
            now.iter()
                .filter(|(of_table, _)| of_table == table)
                .any(|(_, new)| {
                    old.iter().all(|(column, value)| {
                        new.get(column) == Some(value)
                            || (table == "pricing_tiers" && value.is_null())
                    })
                })
        };
        before.iter().filter(|row| !kept(row)).cloned().collect()
    }
}
