//! Has the bank open a payment for an order. Each try has a number of its own,
//! written down before the bank is asked; one whose answer got lost is looked up
//! and closed before the next, and while one is under way nobody begins another,
//! so that no order is ever open twice.

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use teloxide::{
    requests::Requester,
    types::{ChatId, MessageId},
};
use url::Url;
use uuid::Uuid;

use crate::{
    accounts::{self, Person},
    catalogue,
    payments::{
        Deps, Order, Provider,
        differences::{Difference, Kind},
        jobs::{LookAtTbank, OpenTbank},
        money::Kopecks,
        screens, store,
        store::Attempt,
        tbank::{Cancellation, Failure, NewPayment, Receipt, Status, Tbank},
        tell,
    },
    queue::{self, JobResult, Lease, Next, OrElse},
    telegram::{Lane, Screen, SendError},
};

/// How soon the bank is asked whether the link was paid.
const FIRST_LOOK: TimeDelta = TimeDelta::minutes(1);

/// So often the bank is tried while the person waits.
const TRIES: i32 = 3;

/// The bank takes links for a minute or longer (Init: RedirectDueDate), and whoever
/// is shown one needs time to pay. The bank's word on an order is final later still.
const SHORTEST_LIFE: TimeDelta = TimeDelta::minutes(10);

/// A process whose try was begun before has stopped waiting for the answer.
const LOST_AFTER: TimeDelta = TimeDelta::minutes(1);

/// Until another process may have the link that this one waits for.
const SOON: TimeDelta = TimeDelta::seconds(2);

pub(in crate::payments) async fn open(deps: Deps, lease: Lease, job: OpenTbank) -> JobResult {
    let mut connection = deps.db.connection().await.or_retry()?;
    let order = store::find_order(&mut connection, job.order_id)
        .await
        .or_retry()?;
    drop(connection);
    let Some(order) = order.filter(|order| order.status == "open") else {
        return Ok(Next::Done);
    };
    let person = tell::find_person(&deps, Some(order.user_id))
        .await
        .or_retry()?;
    let (Some(person), Some(tbank)) = (person, deps.methods.tbank()) else {
        return Ok(Next::Done);
    };
    match open_link(&deps, tbank, &order, &person).await.or_retry()? {
        Opened::Link(screen) => show(&deps, order.id, &screen).await.or_retry()?,
        Opened::Refused => {
            let screen = screens::bank_unavailable(person.lang, order.id);
            show(&deps, order.id, &screen).await.or_retry()?;
        }
        Opened::UnderWay => return Ok(Next::At(deps.clock.now() + SOON)),
        Opened::Unclear if lease.failures + 1 < TRIES => {
            return Err(anyhow::anyhow!("the bank's answer did not come")).or_retry();
        }
        // The sweep looks the lost try up; the person may try again at once.
        Opened::Unclear => {
            let screen = screens::bank_unavailable(person.lang, order.id);
            show(&deps, order.id, &screen).await.or_retry()?;
        }
    }
    Ok(Next::Done)
}

enum Opened {
    Link(Screen),
    Refused,
    Unclear,
    /// Another process is at it.
    UnderWay,
}

async fn open_link(
    deps: &Deps,
    tbank: &Tbank,
    order: &Order,
    person: &Person,
) -> anyhow::Result<Opened> {
    let mut connection = deps.db.connection().await?;
    let email = accounts::receipt_email(&mut connection, person.id).await?;
    let attempts = store::list_attempts(&mut connection, order.id).await?;
    drop(connection);
    let email = email.unwrap_or_default();
    let now = deps.clock.now();
    match attempts.iter().find(|attempt| attempt.is_unfinished()) {
        Some(attempt) if attempt.status == "open" => {
            let link = attempt.payment_url.as_deref().unwrap_or_default().parse()?;
            let screen = screens::bank_link(person.lang, order, attempt.id, link, &email);
            return Ok(Opened::Link(screen));
        }
        Some(attempt) if !is_lost(attempt, now) => return Ok(Opened::UnderWay),
        Some(attempt) if rescue(deps, tbank, attempt).await.is_err() => {
            return Ok(Opened::Unclear);
        }
        _ => {}
    }
    init(deps, tbank, order, person, &email).await
}

async fn init(
    deps: &Deps,
    tbank: &Tbank,
    order: &Order,
    person: &Person,
    email: &str,
) -> anyhow::Result<Opened> {
    let now = deps.clock.now();
    let attempt_id = Uuid::new_v4();
    let title = title(deps, order, person).await?;
    let base = deps.public_url.as_ref().context("PUBLIC_URL is not set")?;
    let payment = NewPayment {
        order_id: attempt_id,
        amount: Kopecks::from_rub(order.amount_rub)
            .context("a price has fractions of a kopeck, so no bank can take it")?,
        description: &title,
        receipt: (!email.is_empty()).then_some(Receipt {
            email,
            item_name: &title,
        }),
        expires_at: order.expires_at.max(now + SHORTEST_LIFE),
        lang: person.lang,
        notification_url: &base.join("/tbank/notification")?,
        return_url: &return_link(deps).await?,
    };
    let mut connection = deps.db.connection().await?;
    let is_ours = store::insert_attempt(&mut connection, attempt_id, order.id, now).await?;
    drop(connection);
    if !is_ours {
        return Ok(Opened::UnderWay);
    }
    match tbank.init(&payment).await {
        Ok(created) => {
            let mut tx = deps.db.begin().await?;
            let link = created.url.clone();
            let is_open =
                store::open_attempt(&mut tx, attempt_id, &created.payment_id, link.as_str())
                    .await?;
            if !is_open {
                drop(tx);
                close_form(tbank, &created.payment_id, attempt_id).await?;
                return Ok(Opened::UnderWay);
            }
            queue::add(&mut tx, &LookAtTbank::at(attempt_id), now + FIRST_LOOK).await?;
            tx.commit().await?;
            let screen = screens::bank_link(person.lang, order, attempt_id, link, email);
            Ok(Opened::Link(screen))
        }
        Err(Failure::Refused(refusal)) => {
            end(deps, attempt_id, "ended").await?;
            note_refusal(deps, &refusal.code, now).await?;
            Ok(Opened::Refused)
        }
        Err(Failure::NotSent) => {
            end(deps, attempt_id, "ended").await?;
            Ok(Opened::Unclear)
        }
        Err(Failure::Unknown(_)) => {
            store::mark_unclear(&mut *deps.db.connection().await?, attempt_id).await?;
            Ok(Opened::Unclear)
        }
    }
}

/// What the form and the receipt say that is bought.
async fn title(deps: &Deps, order: &Order, person: &Person) -> anyhow::Result<String> {
    let mut connection = deps.db.connection().await?;
    let tier = catalogue::tier_title(&mut connection, &order.tier_id, person.lang).await?;
    let args = [
        ("tier", tier.unwrap_or_default().into()),
        ("count", order.photo_count.into()),
    ];
    Ok(person.lang.text("invoice-title", &args))
}

/// Back to the chat after paying.
async fn return_link(deps: &Deps) -> anyhow::Result<Url> {
    let me = deps
        .sender
        .call(Lane::Answer, None, deps.sender.bot().get_me())
        .await?;
    Ok(me.tme_url())
}

async fn end(deps: &Deps, attempt_id: Uuid, status: &str) -> anyhow::Result<()> {
    let mut connection = deps.db.connection().await?;
    store::end_attempt(&mut connection, attempt_id, status, None).await
}

/// A refused Init is the operator's matter: told once a day.
async fn note_refusal(deps: &Deps, code: &str, now: DateTime<Utc>) -> anyhow::Result<()> {
    tracing::error!(code, "the bank refuses to open payments");
    let difference = Difference {
        provider: Provider::Tbank,
        kind: Kind::BankRefused,
        subject: code.to_owned(),
        payment_id: None,
    };
    let mut tx = deps.db.begin().await?;
    let key = format!("{code}:{}", now.date_naive());
    difference.note(&mut tx, &key, deps.staff_lang, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Whether nobody waits for the bank's answer to this try any more.
pub(super) fn is_lost(attempt: &Attempt, now: DateTime<Utc>) -> bool {
    attempt.status == "unclear"
        || attempt.status == "asked" && now - attempt.created_at >= LOST_AFTER
}

/// Closes the bank's form before anybody pays.
async fn close_form(tbank: &Tbank, payment_id: &str, attempt_id: Uuid) -> anyhow::Result<()> {
    let cancellation = Cancellation {
        payment_id,
        amount: None,
        receipt: None,
        request_id: attempt_id,
    };
    tbank.cancel(&cancellation).await?;
    Ok(())
}

/// Looks up what became of a try whose answer got lost. Its link is known to
/// nobody, so what the bank opened is closed.
pub(super) async fn rescue(deps: &Deps, tbank: &Tbank, attempt: &Attempt) -> anyhow::Result<()> {
    let found = tbank.check_order(attempt.id).await?;
    let mut bank_payment_id = None;
    for payment in &found {
        bank_payment_id = Some(payment.payment_id.as_str());
        if matches!(payment.status, Status::New | Status::FormShowed) {
            close_form(tbank, &payment.payment_id, attempt.id).await?;
        }
    }
    let mut connection = deps.db.connection().await?;
    store::end_attempt(&mut connection, attempt.id, "lost", bank_payment_id).await
}

/// Closes the link that an order has, at the bank too, so that a new one can take
/// its place. One that is being paid, or was, stays: its try is returned.
pub(in crate::payments) async fn forget_link(
    deps: &Deps,
    order: &Order,
) -> anyhow::Result<Option<Uuid>> {
    let attempts = store::list_attempts(&mut *deps.db.connection().await?, order.id).await?;
    let open = attempts
        .into_iter()
        .find(|attempt| attempt.status == "open");
    let (Some(attempt), Some(tbank)) = (open, deps.methods.tbank()) else {
        return Ok(None);
    };
    let Some(payment_id) = &attempt.bank_payment_id else {
        return Ok(None);
    };
    match tbank.state(payment_id).await?.status {
        Status::New | Status::FormShowed => close_form(tbank, payment_id, attempt.id).await?,
        // A declined form can't be closed; should it be paid all the same, that counts.
        Status::Rejected | Status::AuthFail => {}
        Status::Canceled | Status::DeadlineExpired | Status::AttemptsExpired => {}
        _ => return Ok(Some(attempt.id)),
    }
    end(deps, attempt.id, "ended").await?;
    Ok(None)
}

/// Puts `screen` where the person waits for it by now: they may have chosen the
/// set once more while the bank was asked.
async fn show(deps: &Deps, order_id: Uuid, screen: &Screen) -> anyhow::Result<()> {
    let order = store::find_order(&mut *deps.db.connection().await?, order_id).await?;
    let Some((order, chat)) = order.and_then(|order| {
        let chat = order.chat_id.map(ChatId)?;
        Some((order, chat))
    }) else {
        return Ok(());
    };
    if let Some(message) = order.invoice_message_id {
        match deps
            .sender
            .edit(Lane::Answer, chat, MessageId(message), screen)
            .await
        {
            Ok(_) | Err(SendError::Unreachable(_)) => return Ok(()),
            Err(SendError::Gone(_)) => {}
            Err(error) => return Err(error.into()),
        }
    }
    match deps.sender.show(Lane::Answer, chat, None, screen).await {
        Ok(message) => {
            let mut connection = deps.db.connection().await?;
            store::set_invoice_message(&mut connection, order.id, message.0).await
        }
        Err(SendError::Unreachable(_)) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
