//! The life of a process: start by roles, run until a signal, stop in order so
//! that no update, job or photo is lost or done twice.

use std::{future::IntoFuture, str::FromStr, sync::Arc, time::Duration};

use anyhow::Context;
use axum::Router;
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::{
    net::TcpListener,
    signal::unix::{Signal, SignalKind, signal},
    sync::Notify,
    task::JoinSet,
    time::timeout,
};
use tokio_util::sync::CancellationToken;

use super::{App, commands, metrics};
use crate::{
    avatars, broadcasts,
    config::UpdateSource,
    db::{self, Db},
    generation, health, payments, privacy, queue, referral, staff, support,
    telegram::{self, poll},
    workers::ANSWERED_WITHIN,
};

/// What a process does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Takes updates: polls, or serves the webhook.
    Bot,
    /// Serves callbacks, health and metrics.
    Http,
    /// Runs jobs.
    Worker,
}

impl Role {
    fn name(self) -> &'static str {
        match self {
            Self::Bot => "bot",
            Self::Http => "http",
            Self::Worker => "worker",
        }
    }
}

impl FromStr for Role {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "bot" => Ok(Self::Bot),
            "http" => Ok(Self::Http),
            "worker" => Ok(Self::Worker),
            _ => Err("the roles are bot, http and worker".to_owned()),
        }
    }
}

const MEASURE_EVERY: Duration = Duration::from_secs(10);
const SWEEP_INBOX_EVERY: Duration = Duration::from_secs(600);
/// Much was left to lie, when it takes as long as that.
const SWEPT_WITHIN: Duration = Duration::from_secs(300);

const AFTER_FAILURE: Duration = Duration::from_secs(5);

/// Whoever can't reach the database so often while starting had better not start.
const MOST_PLANNINGS: usize = 5;

/// What is being answered when the listener closes; a connection on which nobody says anything
/// must not hold up the end.
const LAST_ANSWERS_TAKE: Duration = Duration::from_secs(12);

/// From the signal on. With the last of the traces it is less than the 30 s after which whoever asked
/// a process to stop ends it by force.
const STOPPED_WITHIN: Duration = Duration::from_secs(26);

/// Until connections are closed that a dead line may hold on to.
const CLOSED_WITHIN: Duration = Duration::from_secs(2);

/// Until it is written that this process has ended.
const GOODBYE_WITHIN: Duration = Duration::from_secs(3);

/// Runs the given roles until SIGTERM or SIGINT, and returns when all is stopped.
///
/// # Errors
/// When the address can't be listened on, or a first job can't be written.
pub async fn run(app: App, roles: &[Role], prometheus: PrometheusHandle) -> anyhow::Result<()> {
    let mut signals = Signals::listen()?;
    let stop = CancellationToken::new();
    let new_updates = Arc::new(Notify::new());
    let new_jobs = Arc::new(Notify::new());
    let mut parts = JoinSet::new();
    let has = |role| roles.contains(&role);
    let nothing_sent = CancellationToken::new();
    let shared = Db::open_for_sharing(&app.config.database)?;
    let sharing = tokio::spawn(share_limits(app.clone(), shared, nothing_sent.clone()));
    let webhook = matches!(app.config.telegram.updates, UpdateSource::Webhook { .. });
    if has(Role::Http) || (has(Role::Bot) && webhook) {
        let listener = TcpListener::bind(app.config.http_addr)
            .await
            .with_context(|| format!("cannot listen on HTTP_ADDR {}", app.config.http_addr))?;
        let router = app.http_router(prometheus.clone(), has(Role::Bot));
        let grace = if webhook {
            app.config.stop_grace
        } else {
            Duration::ZERO
        };
        parts.spawn(serve(listener, router, grace, stop.clone()));
    }
    if has(Role::Bot) {
        start_bot(&app, webhook, &new_updates, &stop, &mut parts);
    }
    if has(Role::Worker) {
        tokio::select! {
            planned = plan_recurring_jobs_surely(&app) => planned?,
            () = signals.next() => {}
        }
        let (app, wake, stop) = (app.clone(), Arc::clone(&new_jobs), stop.clone());
        parts.spawn(async move { app.worker.run(&wake, &stop).await });
    }
    parts.spawn(listen(app.clone(), new_updates, new_jobs, stop.clone()));
    let names = roles.iter().map(|role| role.name()).collect::<Vec<_>>();
    let heart = health::Heart::new(names.join(", "), app.clock.now());
    parts.spawn(measure(app.clone(), heart, prometheus, stop.clone()));
    tracing::info!(?roles, "PinGlass is running");
    if app.config.staff.chat_id.is_none() {
        tracing::warn!("STAFF_CHAT_ID is not set: support and staff commands are off");
    }
    signals.next().await;
    tracing::info!("stopping: finishing what is under way");
    app.readiness.begin_shutdown();
    stop.cancel();
    let stopping = async {
        while parts.join_next().await.is_some() {}
        nothing_sent.cancel();
        let _ended = sharing.await;
        close(async { tokio::join!(app.inbox.close(), app.db.close()) }).await;
    };
    if timeout(STOPPED_WITHIN, stopping).await.is_err() {
        tracing::warn!("not all ended in time; what is left is taken up again when its lease ends");
    }
    tracing::info!("stopped");
    Ok(())
}

/// Nothing depends on it: the server finds by itself that connections are gone.
async fn close<T>(closing: impl Future<Output = T>) {
    let _ended = timeout(CLOSED_WITHIN, closing).await;
}

/// Telegram counts the messages of all processes; what still goes out at the end counts too.
async fn share_limits(app: App, db: Db, nothing_sent: CancellationToken) {
    let App { sender, clock, .. } = &app;
    sender.share_limits(&db, clock, &nothing_sent).await;
    close(db.close()).await;
}

/// Serves until a while after `stop`: whoever was told by `/readyz` to ask elsewhere needs some
/// time to hear it.
async fn serve(listener: TcpListener, router: Router, grace: Duration, stop: CancellationToken) {
    let last_call = stop.clone();
    let closing = async move {
        last_call.cancelled().await;
        tokio::time::sleep(grace).await;
    };
    let serving = axum::serve(listener, router).with_graceful_shutdown(closing);
    let patience = async {
        stop.cancelled().await;
        tokio::time::sleep(grace + LAST_ANSWERS_TAKE).await;
    };
    tokio::select! {
        result = serving.into_future() => if let Err(error) = result {
            tracing::error!(%error, "the HTTP listener ended");
        },
        () = patience => tracing::warn!("some connections were closed without an answer"),
    }
}

fn start_bot(
    app: &App,
    webhook: bool,
    wake: &Arc<Notify>,
    stop: &CancellationToken,
    parts: &mut JoinSet<()>,
) {
    if !webhook {
        let (app, stop) = (app.clone(), stop.clone());
        parts.spawn(async move {
            poll(&app.config, &app.db, &app.clock, &app.inbox, &stop).await;
        });
    }
    let (handler, wake, stopped) = (app.clone(), Arc::clone(wake), stop.clone());
    parts.spawn(async move { handler.inbox.run(&wake, &stopped).await });
    let (publisher, stopped) = (app.clone(), stop.clone());
    parts.spawn(async move {
        tokio::select! {
            () = stopped.cancelled() => {}
            () = publish(&publisher) => {}
        }
    });
}

/// Shows the commands in the chats. Nothing depends on it, and the next start
/// tries again.
async fn publish(app: &App) {
    if let Err(error) = commands::publish(&app.sender).await {
        tracing::warn!(%error, "the command menu could not be set");
    }
    let staff = &app.config.staff;
    let chat = async { app.group.find(&mut *app.db.connection().await?).await };
    let Ok(Some(chat)) = chat.await else {
        return;
    };
    if let Err(error) = commands::publish_for_staff(&app.sender, chat, staff.lang).await {
        tracing::warn!(%error, "the staff group's command menu could not be set; see pinglass check");
    }
}

/// A database that is away, or cuts us off in the middle of it as one that falls asleep does, is no
/// reason not to start: what was planned is not planned again.
async fn plan_recurring_jobs_surely(app: &App) -> anyhow::Result<()> {
    for _ in 1..MOST_PLANNINGS {
        match plan_recurring_jobs(app).await {
            Err(error) if db::is_out_of_reach(&error) => {
                tracing::warn!(
                    error = format!("{error:#}"),
                    "the database can't be reached at the start; trying again. DATABASE_URL says where it is"
                );
                // After a cut-off the next connection may be had at once.
                if !db::is_cut_off(&error) {
                    tokio::time::sleep(AFTER_FAILURE).await;
                }
            }
            result => return result,
        }
    }
    plan_recurring_jobs(app).await
}

async fn plan_recurring_jobs(app: &App) -> anyhow::Result<()> {
    let now = app.clock.now();
    let mut connection = app.db.connection().await?;
    payments::plan_recurring(&mut connection, &app.clock).await?;
    staff::plan_recurring(&mut connection, now).await?;
    avatars::schedule_sweeps(&mut connection, now).await?;
    privacy::take_up(&mut connection, now).await?;
    generation::schedule_sweeps(&mut connection, now).await?;
    support::plan_recurring(&mut connection, now).await?;
    broadcasts::take_up(&mut connection, now).await?;
    referral::plan_recurring(&mut connection, now).await?;
    health::plan_recurring(&mut connection, now).await
}

/// Passes PostgreSQL's notifications on. Where there are none, behind a transaction pooler, the
/// workers' own looking around has to do.
async fn listen(
    app: App,
    new_updates: Arc<Notify>,
    new_jobs: Arc<Notify>,
    stop: CancellationToken,
) {
    let listening = async {
        loop {
            let listener = app.db.listen(&[telegram::CHANNEL, queue::CHANNEL]).await;
            if matches!(listener, Ok(None)) {
                tracing::info!(
                    "DATABASE_URL leads to a pooler: what is new is looked for every second"
                );
                return;
            }
            if let Ok(Some(mut listener)) = listener {
                // Nobody heard what was announced before.
                new_updates.notify_one();
                new_jobs.notify_one();
                while let Ok(notification) = listener.recv().await {
                    match notification.channel() {
                        telegram::CHANNEL => new_updates.notify_one(),
                        _ => new_jobs.notify_one(),
                    }
                }
            }
            tokio::time::sleep(AFTER_FAILURE).await;
        }
    };
    tokio::select! {
        () = stop.cancelled() => {}
        () = listening => {}
    }
}

async fn measure(
    app: App,
    heart: health::Heart,
    prometheus: PrometheusHandle,
    stop: CancellationToken,
) {
    tokio::select! {
        () = stop.cancelled() => {}
        () = Box::pin(measure_on_and_on(&app, &heart, &prometheus)) => {}
    }
    say_goodbye(&app, &heart).await;
}

async fn measure_on_and_on(app: &App, heart: &health::Heart, prometheus: &PrometheusHandle) {
    let mut last_sweep = tokio::time::Instant::now();
    let mut gauges = metrics::Gauges::default();
    loop {
        // Samples of histograms are kept one by one until they are put into their buckets. A scrape
        // does it too, but a process may serve none, or nobody may ask for one.
        prometheus.run_upkeep();
        if let Err(error) = answered(Box::pin(beat(app, heart))).await {
            tracing::warn!(
                error = format!("{error:#}"),
                "this process can't say that it lives"
            );
        }
        tokio::time::sleep(MEASURE_EVERY).await;
        if let Err(error) = answered(Box::pin(gauges.measure(app))).await {
            tracing::warn!(error = format!("{error:#}"), "the queues can't be measured");
        }
        if last_sweep.elapsed() >= SWEEP_INBOX_EVERY {
            last_sweep = tokio::time::Instant::now();
            let sweep = timeout(SWEPT_WITHIN, Box::pin(app.inbox.sweep(&app.db))).await;
            match sweep.map_err(Into::into).flatten() {
                Ok(0) => {}
                Ok(swept) => tracing::debug!(swept, "old updates were swept"),
                Err(error) => {
                    tracing::warn!(error = format!("{error:#}"), "old updates can't be swept")
                }
            }
        }
    }
}

/// One that has no answer must not keep the next from being asked.
async fn answered<T>(asking: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    timeout(ANSWERED_WITHIN, asking)
        .await
        .context("the database did not answer in time")?
}

async fn beat(app: &App, heart: &health::Heart) -> anyhow::Result<()> {
    let mut connection = app.db.connection().await?;
    let floods = app.sender.flood_count();
    heart.beat(&mut connection, floods, app.clock.now()).await
}

/// Nothing depends on it: whoever is silent is taken for gone after a while.
async fn say_goodbye(app: &App, heart: &health::Heart) {
    let goodbye = async { heart.stop(&mut *app.db.connection().await?).await };
    let said = timeout(GOODBYE_WITHIN, Box::pin(goodbye)).await;
    if let Err(error) = said.map_err(Into::into).flatten() {
        tracing::debug!(
            error = format!("{error:#}"),
            "this process can't say that it ends"
        );
    }
}

/// The signals to stop. From its making on none ends the process out of order.
struct Signals {
    terminate: Signal,
    interrupt: Signal,
    has_come: bool,
}

impl Signals {
    fn listen() -> anyhow::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate()).context("cannot wait for SIGTERM")?,
            interrupt: signal(SignalKind::interrupt()).context("cannot wait for SIGINT")?,
            has_come: false,
        })
    }

    /// Waits for the first of them.
    async fn next(&mut self) {
        if self.has_come {
            return;
        }
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
        self.has_come = true;
    }
}
