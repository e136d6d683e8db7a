//! The composition root: builds every client from the configuration, joins the
//! features' routes and jobs, and starts and stops the process in order.

mod boundary;
mod check;
mod commands;
mod maintenance;
mod menu;
mod metrics;
mod run;
mod staff_group;

use std::sync::Arc;

use futures::FutureExt;
use metrics_exporter_prometheus::PrometheusHandle;
use teloxide::types::ChatId;

pub use self::{
    check::check,
    run::{Role, run},
};
use crate::{
    accounts::Sealer,
    avatars, broadcasts, catalogue,
    clock::Clock,
    config::{Config, UpdateSource},
    customers,
    db::Db,
    files::Files,
    generation, health,
    http::{self, Readiness},
    payments::{self, Checkout, Methods},
    privacy,
    queue::{Registry, Worker},
    referral, removal, reports, staff, support, switches,
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
        let registry = removal::register(Registry::default(), files.clone());
        let registry = avatars::register(
            registry,
            avatars::Tools::new(
                db.clone(),
                clock.clone(),
                sender.clone(),
                files.clone(),
                config.photos,
            ),
        );
        let registry = catalogue::register(
            registry,
            catalogue::PreviewTools {
                db: db.clone(),
                clock: clock.clone(),
                sender: sender.clone(),
                files: files.clone(),
            },
        );
        let methods = Methods::new(&config)?;
        let money =
            payments::Deps::new(&config, db.clone(), clock.clone(), sender.clone(), methods);
        let registry = payments::register(registry, &money);
        let friends = referral::Deps::new(&config, db.clone(), clock.clone(), sender.clone());
        let registry = referral::register(registry, &friends);
        let portraits = generation_deps(&config, &clock, &db, &sender, &files);
        let registry = generation::register(registry, portraits.clone());
        let group = staff::Group::new(config.staff.chat_id.map(ChatId), limits.desk);
        let desk = desk(&config, &portraits, group);
        let registry = staff::register(registry, desk.clone());
        let vitals = health::Deps::new(&config, desk.clone(), portraits.kie.clone(), files.clone());
        let registry = health::register(registry, &vitals);
        let numbers = reports::Deps::new(&config, desk.clone());
        let registry = reports::register(registry, &numbers);
        let help = support_deps(&config, &portraits, &money, group);
        let registry = support::register(registry, &help);
        let sealer = Sealer::new(&config.telegram.token);
        let staffed =
            customers::Deps::new(desk.clone(), money.clone(), help.clone(), sealer.clone());
        let registry = customers::register(registry, &staffed);
        let registry = privacy::register(
            registry,
            privacy::Deps::new(
                sealer.clone(),
                money.clone(),
                portraits.clone(),
                help.clone(),
            ),
        );
        let news = broadcasts::Deps::new(&config, desk.clone());
        let registry = broadcasts::register(registry, &news);
        let worker = Worker::new(db.clone(), clock.clone(), config.lease, registry);
        let staff = config.staff.clone();
        let office = staff_group::Office {
            broadcasts: news.clone(),
            customers: staffed.clone(),
            health: vitals,
            reports: numbers,
            switches: switches::Deps::new(&config, desk.clone()),
            desk,
        };
        let boundary = boundary::Boundary::new(
            portraits,
            help,
            staff,
            money.clone(),
            friends,
            sealer,
            office,
        );
        let hooks = hooks(boundary, checkout);
        let inbox = Inbox::new(db.clone(), clock.clone(), config.lease, hooks);
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
            news,
            readiness: Readiness::default(),
        })
    }

    /// Every HTTP path of the process. The webhook is served only by those that
    /// take updates.
    pub fn http_router(&self, metrics: PrometheusHandle, takes_updates: bool) -> axum::Router {
        let deps = generation_deps(
            &self.config,
            &self.clock,
            &self.db,
            &self.sender,
            &self.files,
        );
        let money = payments::callback_routes(self.money.clone());
        let links = broadcasts::link_routes(self.news.clone());
        let mut features = generation::callback_routes(deps).merge(money).merge(links);
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

fn desk(config: &Config, portraits: &generation::Deps, group: staff::Group) -> staff::Desk {
    staff::Desk {
        db: portraits.db.clone(),
        clock: portraits.clock.clone(),
        sender: portraits.sender.clone(),
        group,
        lang: portraits.staff_lang,
        timezone: config.support.timezone,
        owners: config.staff.owners.as_slice().into(),
    }
}

fn support_deps(
    config: &Config,
    portraits: &generation::Deps,
    money: &payments::Deps,
    group: staff::Group,
) -> support::Deps {
    support::Deps {
        db: portraits.db.clone(),
        clock: portraits.clock.clone(),
        sender: portraits.sender.clone(),
        staff_chat: config.staff.chat_id.map(ChatId),
        group,
        owners: config.staff.owners.clone(),
        staff_lang: config.staff.lang,
        rules: support::Rules::new(&config.support),
        money: money.clone(),
        portraits: portraits.clone(),
    }
}

fn generation_deps(
    config: &Config,
    clock: &Clock,
    db: &Db,
    sender: &Sender,
    files: &Files,
) -> generation::Deps {
    generation::Deps {
        db: db.clone(),
        clock: clock.clone(),
        sender: sender.clone(),
        files: files.clone(),
        kie: generation::Kie::new(&config.kie),
        public_url: config.public_url.clone(),
        staff_lang: config.staff.lang,
        is_staffed: config.staff.chat_id.is_some(),
        references: config.photos,
    }
}
