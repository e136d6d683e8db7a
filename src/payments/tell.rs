//! What people and staff are told about payments: jobs, so that a crash between
//! the change and the message loses neither.

use teloxide::{
    payloads::EditMessageCaptionSetters,
    requests::Requester,
    types::{ChatId, MessageId, ParseMode},
};

use super::{
    Deps, Order, Provider,
    jobs::{
        CoinNews, Outcome, TellGivenBack, TellOfCoins, TellRefunded, TellReturned, TellSettled,
        TellStaffOfTask,
    },
    screens, store,
};
use crate::{
    accounts::{self, Person},
    queue::{JobResult, Next, OrElse},
    staff,
    telegram::{Lane, Screen, SendError},
};

pub(super) async fn tell_settled(deps: Deps, job: TellSettled) -> JobResult {
    let mut connection = deps.db.connection().await.or_retry()?;
    let Some(payment) = store::find(&mut connection, job.payment_id)
        .await
        .or_retry()?
    else {
        return Ok(Next::Done);
    };
    let order = match payment.order_id {
        Some(order) => store::find_order(&mut connection, order).await.or_retry()?,
        None => None,
    };
    // Two connections at once, in as many jobs as there are, would wait for each other.
    drop(connection);
    let Some(person) = find_person(&deps, payment.user_id).await.or_retry()? else {
        return Ok(Next::Done);
    };
    if let (Outcome::Paid, Some(order)) = (job.outcome, order) {
        let done = screens::done(person.lang, payment.price);
        retire_invoice(&deps, &order, &done).await.or_retry()?;
    }
    let screen = match job.outcome {
        Outcome::Paid => screens::paid(person.lang, payment.price, payment.photo_count),
        Outcome::Extra => {
            screens::extra(person.lang, payment.id, payment.price, payment.photo_count)
        }
        Outcome::GoingBack => {
            screens::going_back(person.lang, payment.price, payment.refund_reason.as_deref())
        }
    };
    tell(&deps, &person, &screen).await
}

pub(super) async fn tell_given_back(deps: Deps, job: TellGivenBack) -> JobResult {
    let mut connection = deps.db.connection().await.or_retry()?;
    let payment = store::find(&mut connection, job.payment_id)
        .await
        .or_retry()?;
    drop(connection);
    // Once it is there, that is what the person is told.
    let Some(payment) = payment.filter(|payment| payment.is_going_back) else {
        return Ok(Next::Done);
    };
    match find_person(&deps, payment.user_id).await.or_retry()? {
        Some(person) => {
            let screen = screens::given_back(person.lang, &payment);
            tell(&deps, &person, &screen).await
        }
        None => Ok(Next::Done),
    }
}

pub(super) async fn tell_refunded(deps: Deps, job: TellRefunded) -> JobResult {
    let mut connection = deps.db.connection().await.or_retry()?;
    let Some(payment) = store::find(&mut connection, job.payment_id)
        .await
        .or_retry()?
    else {
        return Ok(Next::Done);
    };
    let part = match job.refund_id {
        Some(id) => store::find_refund(&mut connection, id).await.or_retry()?,
        None => None,
    };
    drop(connection);
    let Some(person) = find_person(&deps, payment.user_id).await.or_retry()? else {
        return Ok(Next::Done);
    };
    let screen = match part {
        Some(part) => screens::part_refunded(person.lang, part.price),
        None => screens::refunded(person.lang, payment.price, payment.refund_reason.as_deref()),
    };
    tell(&deps, &person, &screen).await
}

pub(super) async fn tell_returned(deps: Deps, job: TellReturned) -> JobResult {
    let mut connection = deps.db.connection().await.or_retry()?;
    let refund = store::find_refund(&mut connection, job.refund_id)
        .await
        .or_retry()?;
    let owner = store::owner_of_transfer_refund(&mut connection, job.refund_id)
        .await
        .or_retry()?;
    drop(connection);
    // Whoever forgot the comment is nobody to us; their wallet shows it.
    let (Some(refund), Some(person)) = (refund, find_person(&deps, owner).await.or_retry()?) else {
        return Ok(Next::Done);
    };
    tell(
        &deps,
        &person,
        &screens::ton_returned(person.lang, refund.price),
    )
    .await
}

pub(super) async fn tell_of_coins(deps: Deps, job: TellOfCoins) -> JobResult {
    let mut connection = deps.db.connection().await.or_retry()?;
    let order = store::find_order(&mut connection, job.order_id)
        .await
        .or_retry()?;
    drop(connection);
    let Some(order) = order else {
        return Ok(Next::Done);
    };
    match job.news {
        CoinNews::TooLittle { received, missing } => {
            tell_owner(&deps, &order, |person| {
                screens::ton_too_little(person.lang, &order, received, missing)
            })
            .await
        }
        CoinNews::Returning { amount, why } => {
            tell_owner(&deps, &order, |person| {
                screens::ton_returning(person.lang, amount, &why)
            })
            .await
        }
        CoinNews::Over => {
            if let Some(person) = find_person(&deps, Some(order.user_id)).await.or_retry()? {
                let over = screens::ton_over(person.lang);
                retire_invoice(&deps, &order, &over).await.or_retry()?;
            }
            Ok(Next::Done)
        }
    }
}

pub(super) async fn tell_staff_of_task(deps: Deps, job: TellStaffOfTask) -> JobResult {
    let now = deps.clock.now();
    let mut tx = deps.db.begin().await.or_retry()?;
    if let Some((refund, note)) = store::find_task(&mut tx, job.refund_id).await.or_retry()? {
        let task = screens::task(deps.staff_lang, &refund, note.as_deref());
        let key = format!("payments.task:{}", refund.id);
        staff::tell_once(&mut tx, &key, &task, now)
            .await
            .or_retry()?;
    }
    tx.commit().await.or_retry()?;
    Ok(Next::Done)
}

pub(super) async fn find_person(
    deps: &Deps,
    user_id: Option<i32>,
) -> anyhow::Result<Option<Person>> {
    let Some(user_id) = user_id else {
        return Ok(None);
    };
    accounts::find_by_id(&mut *deps.db.connection().await?, user_id).await
}

pub(super) async fn tell(deps: &Deps, person: &Person, screen: &Screen) -> JobResult {
    match deps
        .sender
        .show(Lane::Delivery, person.chat(), None, screen)
        .await
    {
        // Whoever can't be reached finds it in /payments when they come back.
        Ok(_) | Err(SendError::Unreachable(_)) => Ok(Next::Done),
        Err(error) => Err(error).or_retry(),
    }
}

/// Puts `screen` in the place of an order's payment link or quote, so that
/// nothing stands in the chat that can't be paid any more. Stars invoices are
/// Telegram's own and can't be edited.
pub(super) async fn retire_invoice(
    deps: &Deps,
    order: &Order,
    screen: &Screen,
) -> Result<(), SendError> {
    let (Some(chat), Some(message)) = (order.chat_id, order.invoice_message_id) else {
        return Ok(());
    };
    let (chat, message) = (ChatId(chat), MessageId(message));
    let edited = match order.provider {
        Provider::Stars | Provider::Gift => return Ok(()),
        Provider::Tbank => deps
            .sender
            .edit(Lane::Delivery, chat, message, screen)
            .await
            .map(drop),
        Provider::Ton => {
            let mut request = deps
                .sender
                .bot()
                .edit_message_caption(chat, message)
                .caption(&screen.text)
                .parse_mode(ParseMode::Html);
            request.reply_markup = screen.keyboard.clone();
            deps.sender
                .call(Lane::Delivery, Some(chat), request)
                .await
                .map(drop)
        }
    };
    match edited {
        // The person may have deleted it; what counts follows it.
        Ok(()) | Err(SendError::Gone(_) | SendError::Refused(_) | SendError::Unreachable(_)) => {
            Ok(())
        }
        Err(error) => Err(error),
    }
}

/// Tells whoever an order belongs to; nobody when their account is gone.
pub(super) async fn tell_owner(
    deps: &Deps,
    order: &Order,
    screen: impl FnOnce(&Person) -> Screen,
) -> JobResult {
    match find_person(deps, Some(order.user_id)).await.or_retry()? {
        Some(person) => tell(deps, &person, &screen(&person)).await,
        None => Ok(Next::Done),
    }
}
