//! Bans and their end: what each will do is shown first, and the person is told.
//!
//! What is paid is delivered or paid back: payments of which nothing was begun go back,
//! sets that are being made are finished and delivered. What is paid after the ban, by a
//! link or an invoice that was shown before, goes back as it comes in.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sqlx::PgConnection;

use super::{
    Act, PersonTap,
    asking::{self, Wish},
    named, search, with_card_button,
};
use crate::{
    accounts::{self, NewBan, Person},
    customers::{
        Deps, shown,
        telling::{News, TellCustomer},
    },
    generation,
    i18n::Lang,
    payments, privacy, queue,
    staff::{self, Approval, Deed, Member, Outcome, Permission, Preview},
    telegram::{Dialogue, Handled, Incoming, Reply, Routes, Screen, button},
};

/// Letters of a reason.
const MOST_CHARS: usize = 300;

/// Reasons that are ready, in the words of whoever reads them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::customers) enum Ready {
    #[serde(rename = "s")]
    Spam,
    #[serde(rename = "a")]
    Abuse,
    #[serde(rename = "f")]
    Fraud,
    #[serde(rename = "o")]
    OthersPhotos,
}

impl Ready {
    const ALL: [Self; 4] = [Self::Spam, Self::Abuse, Self::Fraud, Self::OthersPhotos];

    /// As it is kept.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Spam => "spam",
            Self::Abuse => "abuse",
            Self::Fraud => "fraud",
            Self::OthersPhotos => "others_photos",
        }
    }

    fn words(self, lang: Lang) -> String {
        match self {
            Self::Spam => lang.text("customer-ban-spam", &[]),
            Self::Abuse => lang.text("customer-ban-abuse", &[]),
            Self::Fraud => lang.text("customer-ban-fraud", &[]),
            Self::OthersPhotos => lang.text("customer-ban-others-photos", &[]),
        }
    }
}

/// A reason as it is kept, in words.
pub(in crate::customers) fn reason_words(lang: Lang, reason: &str) -> String {
    let ready = Ready::ALL.into_iter().find(|ready| ready.id() == reason);
    ready.map_or_else(|| reason.to_owned(), |ready| ready.words(lang))
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Ban {
    person_id: i32,
    reason: String,
    tells: bool,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Unban {
    person_id: i32,
}

pub(super) fn routes() -> Routes {
    dptree::entry()
        .branch(staff::command("ban").endpoint(ban_by_command))
        .branch(staff::command("unban").endpoint(unban_by_command))
}

/// `/ban WHO REASON`; without a reason it is asked for.
async fn ban_by_command(
    incoming: Incoming,
    member: Member,
    reply: Reply,
    dialogue: Dialogue,
    deps: Deps,
) -> Handled {
    let (_, words) = incoming.command().unwrap_or_default();
    let (who, reason) = words
        .split_once(char::is_whitespace)
        .unwrap_or((&words, ""));
    let Some(person) = search::find_one(&deps, &reply, &incoming, who).await? else {
        return Ok(());
    };
    let act = Act {
        deps: &deps,
        member: &member,
        person: &person,
        reply: &reply,
    };
    match reason.trim() {
        "" => ask(&act, &dialogue, true, true).await,
        reason => preview(&act, reason.to_owned(), true).await,
    }
}

async fn unban_by_command(incoming: Incoming, member: Member, reply: Reply, deps: Deps) -> Handled {
    let (_, words) = incoming.command().unwrap_or_default();
    let Some(person) = search::find_one(&deps, &reply, &incoming, &words).await? else {
        return Ok(());
    };
    let act = Act {
        deps: &deps,
        member: &member,
        person: &person,
        reply: &reply,
    };
    preview_unban(&act).await
}

/// Asks for the reason, which the person reads when it `tells`, by a new question or in
/// place of the one before.
pub(super) async fn ask(act: &Act<'_>, dialogue: &Dialogue, tells: bool, is_new: bool) -> Handled {
    let lang = act.deps.desk.lang;
    if act.person.is_banned {
        return say(act, "customer-banned-already").await;
    }
    let id = act.person.id;
    let mut rows: Vec<_> = Ready::ALL
        .into_iter()
        .map(|ready| button(ready.words(lang), &PersonTap::BanFor(id, ready, tells)))
        .map(|button| vec![button])
        .collect();
    let (key, other) = match tells {
        true => ("customer-ban-ask", "customer-ban-without-reason"),
        false => ("customer-ban-ask-quietly", "customer-ban-with-reason"),
    };
    rows.push(vec![button(
        lang.text(other, &[]),
        &PersonTap::BanTelling(id, !tells),
    )]);
    let screen = Screen::with_buttons(lang.html(key, &act.args()), rows);
    asking::ask(act, dialogue, &screen, Wish::Ban { tells }, is_new).await
}

/// Shows what the ban will do.
pub(super) async fn preview(act: &Act<'_>, reason: String, tells: bool) -> Handled {
    let (deps, lang, person) = (act.deps, act.deps.desk.lang, act.person);
    if person.is_banned {
        return say(act, "customer-banned-already").await;
    }
    if !asking::are_fine(act, &reason, MOST_CHARS).await? {
        return Ok(());
    }
    let lines = effects(deps, act, &reason, tells).await?;
    let deed = Ban {
        person_id: person.id,
        reason,
        tells,
    };
    let preview = Preview {
        text: lines.join("\n"),
        yes: lang.text("customer-ban-yes", &[]),
        approvers: 1,
    };
    act.propose(&deed, preview).await
}

async fn effects(
    deps: &Deps,
    act: &Act<'_>,
    reason: &str,
    tells: bool,
) -> anyhow::Result<Vec<String>> {
    let (lang, now, person) = (deps.desk.lang, deps.desk.clock.now(), act.person);
    let mut connection = deps.desk.db.connection().await?;
    let unused = payments::unused(&mut connection, person.id, now).await?;
    let sets = generation::overview(&mut connection, person.id, now).await?;
    let summary = privacy::summary(&mut connection, person.id, now).await?;
    drop(connection);
    let told = match tells {
        true => "customer-ban-told-why",
        false => "customer-ban-told",
    };
    let reason = reason_words(lang, reason);
    let mut lines = vec![
        lang.html("customer-ban-preview", &act.args()),
        lang.html("customer-ban-reason", &[("reason", reason.into())]),
        lang.html(told, &act.args()),
        String::new(),
        lang.html("customer-ban-stops", &[]),
    ];
    let prices: Vec<String> = unused
        .iter()
        .filter(|unused| !unused.is_gift())
        .map(|unused| unused.price.words(lang))
        .collect();
    if !prices.is_empty() {
        let prices = ("prices", prices.join(", ").into());
        lines.push(lang.html("customer-ban-unused", &[prices]));
    }
    if sets.running > 0 {
        let count = ("count", sets.running.into());
        lines.push(lang.html("customer-ban-running", &[count]));
    }
    let earned = summary.earned.balance + summary.earned.requested + summary.earned.sending;
    if !earned.is_zero() {
        let amount = ("amount", lang.roubles(earned).into());
        lines.push(lang.html("customer-ban-earned", &[amount]));
    }
    Ok(lines)
}

/// Shows what the end of the ban will do.
pub(super) async fn preview_unban(act: &Act<'_>) -> Handled {
    let lang = act.deps.desk.lang;
    if !act.person.is_banned {
        return say(act, "customer-not-banned").await;
    }
    let preview = Preview {
        text: lang.html("customer-unban-preview", &act.args()),
        yes: lang.text("customer-unban-yes", &[]),
        approvers: 1,
    };
    let deed = Unban {
        person_id: act.person.id,
    };
    act.propose(&deed, preview).await
}

async fn say(act: &Act<'_>, key: &str) -> Handled {
    let lang = act.deps.desk.lang;
    if act.reply.tapped.is_some() {
        act.reply.popup(&lang.text(key, &act.args())).await;
        return Ok(());
    }
    let screen = Screen::plain(lang.html(key, &act.args()));
    shown::show_new(act.deps, act.reply, &screen, act.person.id, false).await?;
    Ok(())
}

impl Deed for Ban {
    const KIND: &'static str = "ban";
    const PERMISSION: Permission = Permission::ServeCustomers;
    type Deps = Deps;

    fn about(&self) -> Option<i32> {
        Some(self.person_id)
    }

    async fn carry_out(
        self,
        tx: &mut PgConnection,
        deps: &Deps,
        approval: &Approval,
        now: DateTime<Utc>,
    ) -> anyhow::Result<Outcome> {
        let (lang, id, member) = (deps.desk.lang, self.person_id, &approval.asker);
        let new = NewBan {
            reason: &self.reason,
            is_told_why: self.tells,
            by: (member.telegram_id, &member.name),
        };
        let is_banned = accounts::ban(tx, id, &new, now).await?;
        let person = accounts::find_by_id(tx, id).await?;
        let (Some(person), true) = (person, is_banned) else {
            let text = lang.html("customer-ban-impossible", &[]);
            return Ok(Outcome::Impossible(Screen::plain(text)));
        };
        let given_back = payments::give_back_to_the_banned(tx, id, now).await?;
        tell(tx, id, News::Banned, now).await?;
        shown::redraw(tx, deps, id, member).await?;
        let details = json!({
            "before": { "is_banned": false },
            "after": { "is_banned": true, "is_told_why": self.tells },
            "payments_given_back": given_back.len(),
        });
        approval
            .audit(tx, "ban", "user", Some(id), details, now)
            .await?;
        Ok(Outcome::Done(banned(deps, &person, member, &self.reason)))
    }
}

fn banned(deps: &Deps, person: &Person, member: &Member, reason: &str) -> Screen {
    let lang = deps.desk.lang;
    let [name, number, member] = named(person, member);
    let reason = ("reason", reason_words(lang, reason).into());
    let text = lang.html("customer-ban-done", &[name, number, member, reason]);
    with_card_button(deps, text, person.id)
}

impl Deed for Unban {
    const KIND: &'static str = "unban";
    const PERMISSION: Permission = Permission::ServeCustomers;
    type Deps = Deps;

    fn about(&self) -> Option<i32> {
        Some(self.person_id)
    }

    async fn carry_out(
        self,
        tx: &mut PgConnection,
        deps: &Deps,
        approval: &Approval,
        now: DateTime<Utc>,
    ) -> anyhow::Result<Outcome> {
        let (lang, id, member) = (deps.desk.lang, self.person_id, &approval.asker);
        let by = (member.telegram_id, member.name.as_str());
        let is_free = accounts::lift_ban(tx, &deps.sealer, id, by, now).await?;
        let person = accounts::find_by_id(tx, id).await?;
        let (Some(person), true) = (person, is_free) else {
            let text = lang.html("customer-unban-impossible", &[]);
            return Ok(Outcome::Impossible(Screen::plain(text)));
        };
        tell(tx, id, News::Unbanned, now).await?;
        shown::redraw(tx, deps, id, member).await?;
        let details = json!({
            "before": { "is_banned": true },
            "after": { "is_banned": false },
        });
        approval
            .audit(tx, "unban", "user", Some(id), details, now)
            .await?;
        let text = lang.html("customer-unban-done", &named(&person, member));
        Ok(Outcome::Done(with_card_button(deps, text, id)))
    }
}

async fn tell(
    tx: &mut PgConnection,
    person_id: i32,
    news: News,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    queue::add(tx, &TellCustomer { person_id, news }, now).await
}
