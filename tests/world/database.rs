//! A database per test, copied from a template that is migrated once.

use std::sync::atomic::{AtomicU32, Ordering};

use pinglass::{config::DatabaseConfig, db::Db};
use sqlx::{AssertSqlSafe, Connection, PgConnection, PgPool, postgres::PgPoolOptions};
use tokio::sync::OnceCell;
use url::Url;

static TEMPLATE: OnceCell<()> = OnceCell::const_new();
static COUNT: AtomicU32 = AtomicU32::new(0);

const TEMPLATE_NAME: &str = "world_template";

/// Creates a migrated database; returns its URL and a pool for looking at it.
pub async fn create() -> (String, PgPool) {
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
    (url, pool)
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
    let mut connection = PgConnection::connect(&server_url()).await.unwrap();
    sqlx::query(AssertSqlSafe(statement.to_owned()))
        .execute(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
}
