//! A database per test, copied from a template that is migrated once.

use std::sync::atomic::{AtomicU32, Ordering};

use pinglass::{config::DatabaseConfig, db::Db};
use sqlx::{AssertSqlSafe, Connection, PgConnection, PgPool, postgres::PgPoolOptions};
use tokio::{runtime::Builder, sync::OnceCell};
use url::Url;

static TEMPLATE: OnceCell<()> = OnceCell::const_new();
static COUNT: AtomicU32 = AtomicU32::new(0);

const TEMPLATE_NAME: &str = "world_template";

/// A database that goes when its test is over: a thousand of them do not fit into memory.
pub struct Lent {
    name: String,
}

impl Drop for Lent {
    fn drop(&mut self) {
        let statement = format!("drop database {} with (force)", self.name);
        // Nobody waits for it, and when it fails the server is about to go with all it has.
        std::thread::spawn(|| {
            let runtime = Builder::new_current_thread().enable_all().build();
            runtime.map(|runtime| runtime.block_on(try_on_server(statement)))
        });
    }
}

/// Creates a migrated database; returns its URL and a pool for looking at it.
pub async fn create() -> (String, PgPool) {
    let (url, pool, lent) = lend().await;
    std::mem::forget(lent);
    (url, pool)
}

/// As [`create`], for as long as somebody holds on to it.
pub async fn lend() -> (String, PgPool, Lent) {
    TEMPLATE.get_or_init(migrate_template).await;
    let name = format!(
        "world_{}_{}",
        std::process::id(),
        COUNT.fetch_add(1, Ordering::SeqCst)
    );
    execute_on_server(&format!("create database {name} template {TEMPLATE_NAME}")).await;
    let url = url_of(&name);
    let pool = PgPoolOptions::new()
        .max_connections(2)
        .connect(&url)
        .await
        .unwrap();
    (url, pool, Lent { name })
}

async fn migrate_template() {
    execute_on_server(&format!("drop database if exists {TEMPLATE_NAME}")).await;
    execute_on_server(&format!("create database {TEMPLATE_NAME}")).await;
    let config = DatabaseConfig::direct(url_of(TEMPLATE_NAME), 2);
    let db = Db::open(&config).unwrap();
    db.migrate().await.unwrap();
    db.close().await;
}

fn server_url() -> String {
    std::env::var("SANDBOX_POSTGRES_URL")
        .expect("tests are run by make test, which starts PostgreSQL")
}

fn url_of(database: &str) -> String {
    let mut url: Url = server_url().parse().unwrap();
    url.set_path(database);
    url.to_string()
}

async fn execute_on_server(statement: &str) {
    try_on_server(statement.to_owned()).await.unwrap();
}

async fn try_on_server(statement: String) -> sqlx::Result<()> {
    let mut connection = PgConnection::connect(&server_url()).await?;
    sqlx::query(AssertSqlSafe(statement))
        .execute(&mut connection)
        .await?;
    connection.close().await
}
