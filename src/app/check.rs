//! `pinglass check`: reaches every outside system once and says in a line each
//! whether it works, or what is wrong and how to mend it.

use std::{
    future::{Future, ready},
    iter,
    time::Duration,
};

use teloxide::{
    requests::Requester,
    types::{ChatFullInfoKind, ChatFullInfoPublicKind, ChatId, ChatMemberKind},
};
use tokio::time::timeout;

use super::App;
use crate::{
    config::UpdateSource, generation::Kie, payments, referral, switches::Switches, telegram::Lane,
};

const PATIENCE: Duration = Duration::from_secs(15);

/// The line of one system: its name, and what was found or is to be done.
struct Line {
    system: &'static str,
    result: anyhow::Result<String>,
    remedy: &'static str,
}

/// Checks everything; returns the report and whether all is well.
pub async fn check(app: &App) -> (String, bool) {
    let mut lines = vec![
        line(
            "database",
            database(app),
            "check DATABASE_URL; run pinglass migrate",
        )
        .await,
        line(
            "telegram",
            telegram(app),
            "check TELEGRAM_BOT_TOKEN and TELEGRAM_API_URL",
        )
        .await,
        line(
            "updates",
            updates(app),
            "run pinglass set-webhook or pinglass delete-webhook",
        )
        .await,
        line(
            "storage",
            storage(app),
            "check the S3_… variables; the key must be able to put, get and delete",
        )
        .await,
        line(
            "kie",
            kie(app),
            "check KIE_API_KEY and KIE_API_URL, and the credits at kie.ai",
        )
        .await,
        line(
            "staff group",
            staff_group(app),
            "check STAFF_CHAT_ID; the bot must be a member of the group",
        )
        .await,
        line(
            "ways to pay",
            ready(Ok(payments::list_on_sale(&app.money))),
            "",
        )
        .await,
    ];
    lines.push(line("switches", switched(app), "run pinglass migrate").await);
    let remedy = "compare the rows of these people by hand: another program may have changed them";
    lines.push(line("balances", balances(app), remedy).await);
    lines.extend(lines_of_methods(app).await);
    let well = lines.iter().all(|line| line.result.is_ok());
    let report = lines.iter().map(|line| match &line.result {
        Ok(found) => format!("ok      {:<12} {found}\n", line.system),
        Err(error) => format!("FAILED  {:<12} {error:#}; {}\n", line.system, line.remedy),
    });
    (report.collect(), well)
}

/// The lines of the ways to pay that are used.
async fn lines_of_methods(app: &App) -> Vec<Line> {
    let mut lines = Vec::new();
    lines.extend(
        line_if_used(
            "tbank",
            payments::check_tbank(&app.money),
            "compare TBANK_TERMINAL_KEY and TBANK_PASSWORD with the terminal's page at the bank",
        )
        .await,
    );
    lines.extend(
        line_if_used(
            "ton",
            payments::check_ton(&app.money),
            "check TON_API_KEY and the addresses in the TON_… variables",
        )
        .await,
    );
    lines
}

async fn line(
    system: &'static str,
    checking: impl Future<Output = anyhow::Result<String>>,
    remedy: &'static str,
) -> Line {
    let result = timeout(PATIENCE, checking)
        .await
        .unwrap_or_else(|_| Err(anyhow::anyhow!("no answer in {} s", PATIENCE.as_secs())));
    Line {
        system,
        result,
        remedy,
    }
}

/// The line of a system that may be left out: `None` when it is.
async fn line_if_used(
    system: &'static str,
    checking: impl Future<Output = anyhow::Result<Option<String>>>,
    remedy: &'static str,
) -> Option<Line> {
    let mut is_used = true;
    let checking = async {
        let found = checking.await?;
        is_used = found.is_some();
        Ok(found.unwrap_or_default())
    };
    let line = line(system, checking, remedy).await;
    is_used.then_some(line)
}

async fn database(app: &App) -> anyhow::Result<String> {
    let version = app.db.version().await?;
    anyhow::ensure!(
        version >= 15,
        "PostgreSQL {version} is too old, 15 is needed"
    );
    anyhow::ensure!(
        app.db.keeps_statements().await?,
        "the pooler in front of PostgreSQL mixes up prepared statements: set its \
         max_prepared_statements, which PgBouncer has since 1.21, or go past it"
    );
    anyhow::ensure!(app.db.is_migrated().await?, "migrations are missing");
    let hears = if app.db.hears().await? {
        ""
    } else {
        "; notifications do not come through its pooler, which costs up to a second each: set \
         DATABASE_DIRECT_URL"
    };
    Ok(format!(
        "PostgreSQL {version}, all migrations applied{hears}"
    ))
}

/// What the staff have switched: no failure, but good to know of.
async fn switched(app: &App) -> anyhow::Result<String> {
    let mut connection = app.db.connection().await?;
    let switches = Switches::load(&mut connection, app.clock.now()).await?;
    let unusual = switches.unusual().into_iter().map(|switch| {
        let state = if switches.is_on(switch) { "on" } else { "off" };
        format!("{} is {state}", switch.id())
    });
    let unusual: Vec<_> = unusual.collect();
    Ok(match unusual.as_slice() {
        [] => "everything is as usual".to_owned(),
        _ => unusual.join(", "),
    })
}

async fn balances(app: &App) -> anyhow::Result<String> {
    const MOST_SHOWN: usize = 5;
    let differences = referral::check_books(&mut *app.db.connection().await?).await?;
    if differences.is_empty() {
        return Ok("every balance is what its rows say".to_owned());
    }
    let shown = differences.iter().take(MOST_SHOWN).map(|difference| {
        let referral::Difference {
            user_id,
            column,
            stands,
            rows_say,
        } = difference;
        format!("user {user_id} has {column} {stands}, its rows say {rows_say}")
    });
    let shown = shown.collect::<Vec<_>>().join("; ");
    anyhow::bail!("{} differences, such as: {shown}", differences.len())
}

async fn telegram(app: &App) -> anyhow::Result<String> {
    let me = app
        .sender
        .call(Lane::Answer, None, app.sender.bot().get_me())
        .await?;
    Ok(format!("@{}", me.username()))
}

async fn updates(app: &App) -> anyhow::Result<String> {
    let info = app
        .sender
        .call(Lane::Answer, None, app.sender.bot().get_webhook_info())
        .await?;
    match (&app.config.telegram.updates, info.url) {
        (UpdateSource::Polling, None) => {
            Ok(format!("polling, {} waiting", info.pending_update_count))
        }
        (UpdateSource::Polling, Some(_)) => {
            anyhow::bail!("a webhook is set, so polling gets nothing")
        }
        (UpdateSource::Webhook { .. }, None) => anyhow::bail!("no webhook is set"),
        (UpdateSource::Webhook { .. }, Some(_)) => match info.last_error_message {
            Some(error) if info.pending_update_count > 0 => {
                anyhow::bail!("Telegram can't deliver: {error}")
            }
            _ => Ok(format!("webhook, {} waiting", info.pending_update_count)),
        },
    }
}

async fn storage(app: &App) -> anyhow::Result<String> {
    app.files.check().await?;
    Ok(format!(
        "bucket {} takes, gives and deletes",
        app.config.storage.bucket
    ))
}

async fn kie(app: &App) -> anyhow::Result<String> {
    let credits = Kie::new(&app.config.kie).credits().await?;
    Ok(format!(
        "{credits} credits left, model {}",
        app.config.kie.model
    ))
}

async fn staff_group(app: &App) -> anyhow::Result<String> {
    let Some(configured) = app.config.staff.chat_id.map(ChatId) else {
        return Ok("STAFF_CHAT_ID is not set: support and staff commands are off".to_owned());
    };
    // A database that can't be asked has a line of its own.
    let known = async { app.group.find(&mut *app.db.connection().await?).await };
    let id = known.await.ok().flatten().unwrap_or(configured);
    let bot = app.sender.bot();
    let request = bot.get_chat(id);
    let chat = app.sender.call(Lane::Answer, None, request).await?;
    let title = chat.title().unwrap_or("found");
    if id != configured {
        return Ok(format!(
            "{title}, which has another id now: set STAFF_CHAT_ID to {id}"
        ));
    }
    let me = app.sender.call(Lane::Answer, None, bot.get_me()).await?;
    let request = bot.get_chat_member(id, me.id);
    let member = app.sender.call(Lane::Answer, None, request).await?;
    let lacks = lacks(&chat.kind, &member.kind);
    Ok(iter::once(title)
        .chain(lacks)
        .collect::<Vec<_>>()
        .join("; "))
}

/// What the support desk would do better with.
fn lacks(group: &ChatFullInfoKind, standing: &ChatMemberKind) -> Vec<&'static str> {
    let has_topics = match group {
        ChatFullInfoKind::Public(group) => match &group.kind {
            ChatFullInfoPublicKind::Supergroup(group) => group.is_forum,
            _ => false,
        },
        ChatFullInfoKind::Private(_) => false,
    };
    let (manages_topics, pins, deletes) = match standing {
        ChatMemberKind::Owner(_) => (true, true, true),
        ChatMemberKind::Administrator(rights) => (
            rights.can_manage_topics,
            rights.can_pin_messages,
            rights.can_delete_messages,
        ),
        _ => (false, false, false),
    };
    let lacks = [
        (has_topics, "topics are off there, so tickets have none"),
        (
            manages_topics,
            "the bot may not manage topics there, so tickets have none",
        ),
        (
            pins,
            "it may not pin messages, so cards stay where they are",
        ),
        (
            deletes,
            "it may not delete messages, so what the group shows of erased people stays",
        ),
    ];
    let missing = lacks.into_iter().filter(|(is_there, _)| !is_there);
    missing.map(|(_, so)| so).collect()
}
