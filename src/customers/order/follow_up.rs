//! Payments that somebody wants to look at again: with a note, and a reminder that comes
//! to the group when it is time.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;
use teloxide::types::Message;

use super::{Act, OrderTap, buttons, words};
use crate::{
    customers::{
        Deps, shown,
        store::follow_ups::{self as store, FollowUp, NewFollowUp},
    },
    i18n::Lang,
    queue::{self, Job, JobResult, Next, OrElse, Registry},
    staff::{self, Member, Permission},
    telegram::{
        self, Dialogue, Handled, Incoming, Lane, Reply, Routes, Screen, SendError, Step, button,
    },
};

/// Letters of a note.
const MOST_CHARS: usize = 300;

/// Follow-ups in the list.
const MOST_SHOWN: i64 = 20;

/// When a payment is looked at again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::customers) enum When {
    #[serde(rename = "h")]
    InAnHour,
    #[serde(rename = "d")]
    Tomorrow,
    #[serde(rename = "t")]
    InThreeDays,
    #[serde(rename = "w")]
    InAWeek,
}

impl When {
    const ALL: [Self; 4] = [
        Self::InAnHour,
        Self::Tomorrow,
        Self::InThreeDays,
        Self::InAWeek,
    ];

    fn after(self) -> TimeDelta {
        match self {
            Self::InAnHour => TimeDelta::hours(1),
            Self::Tomorrow => TimeDelta::days(1),
            Self::InThreeDays => TimeDelta::days(3),
            Self::InAWeek => TimeDelta::weeks(1),
        }
    }

    fn words(self, lang: Lang) -> String {
        match self {
            Self::InAnHour => lang.text("follow-up-in-an-hour", &[]),
            Self::Tomorrow => lang.text("follow-up-tomorrow", &[]),
            Self::InThreeDays => lang.text("follow-up-in-three-days", &[]),
            Self::InAWeek => lang.text("follow-up-in-a-week", &[]),
        }
    }
}

/// Where a member is who was asked for a note, by the message `question`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Noting {
    payment_id: i32,
    when: When,
    question: i32,
}

impl Step for Noting {
    const FEATURE: &'static str = "customers_follow_up";
}

/// Reminds the group of a payment, unless somebody has looked by then.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Remind {
    follow_up_id: i32,
}

impl Job for Remind {
    const KIND: &'static str = "customers_remind";
    const PRIORITY: i16 = 110;

    fn key(&self) -> Option<String> {
        Some(self.follow_up_id.to_string())
    }
}

pub(super) fn routes() -> Routes {
    let asked = telegram::state::<Noting>().filter(|noting: Noting, message: Arc<Message>| {
        let answered = message.reply_to_message().map(|answered| answered.id.0);
        answered == Some(noting.question)
    });
    dptree::entry()
        .branch(staff::command("followups").endpoint(list))
        .branch(
            asked
                .chain(staff::require(Permission::ServeCustomers))
                .endpoint(take_note),
        )
}

pub(super) fn register(registry: Registry, deps: &Deps) -> Registry {
    let deps = deps.clone();
    registry.on(move |job: Remind, _| remind(deps.clone(), job))
}

/// What the group is told is noted, with the words of a note: they go with the payer.
async fn remind(deps: Deps, job: Remind) -> JobResult {
    let (desk, now) = (&deps.desk, deps.desk.clock.now());
    let mut connection = desk.db.connection().await.or_retry()?;
    let follow_up = store::find(&mut connection, job.follow_up_id)
        .await
        .or_retry()?;
    let group = desk.group.find(&mut connection).await.or_retry()?;
    let open = follow_up.filter(|it| it.done_at.is_none());
    let (Some(follow_up), Some(group)) = (open, group) else {
        return Ok(Next::Done);
    };
    let place = desk.group.take_places(&mut connection, 1, now);
    if let Err(free_at) = place.await.or_retry()? {
        return Ok(Next::At(free_at));
    }
    drop(connection);
    let screen = reminder(&deps, &follow_up);
    let sent = desk.sender.show(Lane::Delivery, group, None, &screen).await;
    if let Err(SendError::Moved(to)) = sent {
        let mut connection = desk.db.connection().await.or_retry()?;
        let moved = desk.group.note_move(&mut connection, group, to, now);
        moved.await.or_retry()?;
        return Ok(Next::At(now));
    }
    let message = sent.or_retry()?;
    let people: Vec<i32> = follow_up.user_id.into_iter().collect();
    shown::note_all(&deps, group, message, &people)
        .await
        .or_retry()?;
    Ok(Next::Done)
}

fn reminder(deps: &Deps, follow_up: &FollowUp) -> Screen {
    let lang = deps.desk.lang;
    let args = [
        ("number", follow_up.payment_id.to_string().into()),
        ("by", follow_up.made_by_name.clone().into()),
        ("note", follow_up.note.clone().into()),
    ];
    let label = [("number", follow_up.payment_id.to_string().into())];
    let show = OrderTap::Show(follow_up.payment_id);
    let show = button(lang.text("follow-up-show", &label), &show);
    let done = buttons::done_button(lang, follow_up.payment_id, follow_up.id);
    Screen::with_buttons(lang.html("follow-up-due", &args), vec![vec![show, done]])
}

/// Shows the times.
pub(super) async fn choose(act: &Act<'_>) -> Handled {
    let lang = act.deps.desk.lang;
    let rows = When::ALL.map(|when| {
        let tap = OrderTap::FollowUpIn(act.payment_id, when);
        vec![button(when.words(lang), &tap)]
    });
    let number = ("number", act.payment_id.to_string().into());
    let screen = Screen::with_buttons(lang.html("follow-up-when", &[number]), rows.to_vec());
    act.reply.new_message(&screen).await?;
    Ok(())
}

/// Asks for the note.
pub(super) async fn ask(act: &Act<'_>, dialogue: &Dialogue, when: When) -> Handled {
    let lang = act.deps.desk.lang;
    let args = [
        ("number", act.payment_id.to_string().into()),
        ("member", act.member.name.clone().into()),
    ];
    let screen = Screen::plain(lang.html("follow-up-note", &args));
    let question = act.reply.screen(&screen).await?;
    let step = Noting {
        payment_id: act.payment_id,
        when,
        question: question.0,
    };
    dialogue
        .go_to(&mut *act.deps.desk.db.connection().await?, &step)
        .await
}

async fn take_note(
    noting: Noting,
    message: Arc<Message>,
    member: Member,
    reply: Reply,
    dialogue: Dialogue,
    deps: Deps,
) -> Handled {
    let (lang, now) = (deps.desk.lang, deps.desk.clock.now());
    let note = message.text().unwrap_or_default().trim();
    if note.is_empty() || note.chars().count() > MOST_CHARS {
        let most = ("most", MOST_CHARS.into());
        let screen = Screen::plain(lang.html("follow-up-bad-note", &[most]));
        reply.new_message(&screen).await?;
        return Ok(());
    }
    let due_at = now + noting.when.after();
    let new = NewFollowUp {
        payment_id: noting.payment_id,
        note,
        due_at,
        by: (member.telegram_id, &member.name),
    };
    let mut tx = deps.desk.db.begin().await?;
    let follow_up_id = store::insert(&mut tx, &new, now).await?;
    queue::add(&mut tx, &Remind { follow_up_id }, due_at).await?;
    let details = json!({ "follow_up": follow_up_id, "due_at": due_at });
    let id = Some(noting.payment_id);
    staff::audit(&mut tx, &member, "follow_up", "payment", id, details, now).await?;
    dialogue.end(&mut tx).await?;
    tx.commit().await?;
    let args = [
        ("number", noting.payment_id.to_string().into()),
        ("at", words::at(&deps, due_at).into()),
        ("member", member.name.clone().into()),
    ];
    let done = buttons::done_button(lang, noting.payment_id, follow_up_id);
    let screen = Screen::with_buttons(lang.html("follow-up-made", &args), vec![vec![done]]);
    reply.new_message(&screen).await?;
    Ok(())
}

/// Closes a follow-up, once.
pub(super) async fn finish(act: &Act<'_>, id: i32) -> Handled {
    let (lang, now) = (act.deps.desk.lang, act.deps.desk.clock.now());
    let mut tx = act.deps.desk.db.begin().await?;
    let is_mine = store::finish(&mut tx, id, &act.member.name, now).await?;
    let follow_up = store::find(&mut tx, id).await?;
    if is_mine {
        let payment = Some(act.payment_id);
        let details = json!({ "follow_up": id });
        staff::audit(
            &mut tx,
            act.member,
            "follow_up_done",
            "payment",
            payment,
            details,
            now,
        )
        .await?;
    }
    tx.commit().await?;
    let Some(follow_up) = follow_up else {
        return act.say("follow-up-gone").await;
    };
    let args = [
        ("number", act.payment_id.to_string().into()),
        ("by", follow_up.done_by_name.unwrap_or_default().into()),
    ];
    act.reply.popup(&lang.text("follow-up-done", &args)).await;
    Ok(())
}

/// `/followups`: what is open, the next due first.
async fn list(_: Incoming, reply: Reply, deps: Deps) -> Handled {
    let (lang, now) = (deps.desk.lang, deps.desk.clock.now());
    let mut connection = deps.desk.db.connection().await?;
    let open = store::list_open(&mut connection, MOST_SHOWN).await?;
    let count = store::count_open(&mut connection).await?;
    drop(connection);
    if open.is_empty() {
        let screen = Screen::plain(lang.html("follow-ups-none", &[]));
        reply.new_message(&screen).await?;
        return Ok(());
    }
    let mut lines = vec![lang.html("follow-ups", &[("count", count.into())])];
    lines.extend(open.iter().map(|it| line(&deps, it, now)));
    let more = count - i64::try_from(open.len())?;
    if more > 0 {
        lines.push(lang.html("customer-more", &[("count", more.into())]));
    }
    let buttons = open.iter().map(|it| {
        let label = format!("№ {}", it.payment_id);
        button(label, &OrderTap::Show(it.payment_id))
    });
    let rows = telegram::rows(buttons.collect(), 4);
    let screen = Screen::with_buttons(lines.join("\n"), rows);
    let message = reply.new_message(&screen).await?;
    let mut people: Vec<i32> = open.iter().filter_map(|it| it.user_id).collect();
    people.sort_unstable();
    people.dedup();
    shown::note_all(&deps, reply.chat, message, &people).await
}

fn line(deps: &Deps, follow_up: &FollowUp, now: DateTime<Utc>) -> String {
    let key = match follow_up.due_at <= now {
        true => "follow-up-line-due",
        false => "follow-up-line",
    };
    let args = [
        ("number", follow_up.payment_id.to_string().into()),
        ("at", words::at(deps, follow_up.due_at).into()),
        ("by", follow_up.made_by_name.clone().into()),
        ("note", follow_up.note.clone().into()),
    ];
    deps.desk.lang.html(key, &args)
}
