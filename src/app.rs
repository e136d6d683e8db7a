//! The composition root: builds every client from the configuration, joins the
//! features' routes and jobs, and starts and stops the process in order.

mod boundary;
mod check;
mod commands;
mod features;
mod maintenance;
mod menu;
mod metrics;
mod run;
mod staff_group;
mod store;

use std::sync::Arc;

use futures::FutureExt;
use metrics_exporter_prometheus::PrometheusHandle;

use self::features::{Features, Ground};
pub use self::{
    check::check,
    run::{Role, run},
};
use crate::{
    broadcasts,
    clock::Clock,
    config::{Config, UpdateSource},
    db::Db,
    files::Files,
    generation,
    http::{self, Readiness},
    payments::{self, Checkout},
    queue::Worker,
    staff,
    telegram::{Hooks, Inbox, Limits, Sender, webhook_routes},
};

/// Everything that one process of PinGlass consists of.
#[derive(Clone)]
pub struct App {
    pub config: Arc<Config>,
    pub clock: Clock,
    pub db: Db,
    pub sender: Sender,
    pub files: Files,
    pub inbox: Inbox,
    pub worker: Worker,
    pub money: payments::Deps,
    pub group: staff::Group,
    portraits: generation::Deps,
    news: broadcasts::Deps,
    readiness: Readiness,
}

impl App {
    /// Builds the process; nothing is reached yet. Must be called on a tokio runtime.
    ///
    /// # Errors
    /// When `DATABASE_URL` is not a PostgreSQL URL, or a way to pay can't be used.
    pub fn build(config: Config, clock: Clock, limits: Limits) -> anyhow::Result<Self> {
        let db = Db::open(&config.database)?;
        let checkout = Checkout::new(
            Db::open_for_checkout(&config.database)?,
            clock.clone(),
            &config.telegram,
        );
        let sender = Sender::new(&config.telegram, limits);
        let files = Files::new(&config.storage);
        let ground = Ground {
            clock: clock.clone(),
            db: db.clone(),
            sender: sender.clone(),
            files: files.clone(),
        };
        let features = Features::build(&config, ground, limits)?;
        let jobs = features.jobs(&config);
        let worker = Worker::new(db.clone(), clock.clone(), config.lease, jobs);
        let money = features.money.clone();
        let portraits = features.portraits.clone();
        let news = features.office.broadcasts.clone();
        let group = features.office.desk.group;
        let boundary = features.boundary(&config);
        let hooks = hooks(boundary, checkout);
        let books = Db::open_for_inbox(&config.database)?;
        let inbox = Inbox::new(books, clock.clone(), config.lease, hooks);
        Ok(Self {
            config: Arc::new(config),
            clock,
            db,
            sender,
            files,
            inbox,
            worker,
            money,
            group,
            portraits,
            news,
            readiness: Readiness::default(),
        })
    }

    /// Every HTTP path of the process. The webhook is served only by those that
    /// take updates.
    pub fn http_router(&self, metrics: PrometheusHandle, takes_updates: bool) -> axum::Router {
        let money = payments::callback_routes(self.money.clone());
        let links = broadcasts::link_routes(self.news.clone());
        let mut features = generation::callback_routes(self.portraits.clone())
            .merge(money)
            .merge(links);
        if let (UpdateSource::Webhook { secret }, true) =
            (&self.config.telegram.updates, takes_updates)
        {
            features = features.merge(webhook_routes(self.inbox.clone(), secret.clone()));
        }
        http::router(features, self.db.clone(), self.readiness.clone(), metrics)
    }
}

fn hooks(boundary: boundary::Boundary, checkout: Checkout) -> Hooks {
    let boundary = Arc::new(boundary);
    let apologiser = Arc::clone(&boundary);
    Hooks {
        handle: Arc::new(move |update| {
            let boundary = Arc::clone(&boundary);
            async move { boundary.handle(update).await }.boxed()
        }),
        apologise: Arc::new(move |update, reference| {
            let boundary = Arc::clone(&apologiser);
            async move { boundary.apologise(update, reference).await }.boxed()
        }),
        pre_checkout: Arc::new(move |query| {
            let checkout = checkout.clone();
            async move { checkout.answer(query).await }.boxed()
        }),
    }
}
