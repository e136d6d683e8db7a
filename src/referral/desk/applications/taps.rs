//! Taps below an application's card, and below the questions that follow.

use teloxide::types::CallbackQuery;

use super::{ApplicationTap, card, screens};
use crate::{
    accounts,
    i18n::Lang,
    referral::{
        Deps,
        partners::{self, Application, Decision},
        rate,
        ready::{OWN_WORDS_MOST_CHARS, Ready},
        store, typed,
    },
    staff::{self, Member},
    telegram::{Handled, Incoming, Reply},
};

/// Who taps, and what that takes.
struct Tapped<'a> {
    application: Application,
    member: &'a Member,
    reply: &'a Reply,
    deps: &'a Deps,
}

pub(super) async fn tap(
    tap: ApplicationTap,
    incoming: Incoming,
    member: Member,
    reply: Reply,
    deps: Deps,
) -> Handled {
    let mut connection = deps.db.connection().await?;
    let found = store::applications::find(&mut connection, tap.application_id()).await?;
    drop(connection);
    let Some(application) = found else {
        reply
            .popup(&deps.staff_lang.text("staff-old-button", &[]))
            .await;
        return Ok(());
    };
    let tapped = Tapped {
        application,
        member: &member,
        reply: &reply,
        deps: &deps,
    };
    if tapped.application.status != Decision::Pending {
        return tapped.say_decided().await;
    }
    let is_look = matches!(tap, ApplicationTap::Show(_));
    if !is_look && tapped.is_own().await? {
        tapped.popup("application-of-oneself").await;
        return Ok(());
    }
    tapped.act(tap, &incoming).await
}

/// The words that the tapped question asks about: those of the message that it answers,
/// unless they were changed since it was asked.
fn confirmed_words(incoming: &Incoming) -> Option<String> {
    let question = incoming.tap().and_then(CallbackQuery::regular_message)?;
    let answer = question.reply_to_message()?;
    let words = typed::lines(answer.text()?, OWN_WORDS_MOST_CHARS)?;
    question.text()?.contains(&words).then_some(words)
}

impl Tapped<'_> {
    /// Does what the tap says: questions below the card are messages of their own, further
    /// ones take their place.
    async fn act(&self, tap: ApplicationTap, incoming: &Incoming) -> Handled {
        let lang = self.deps.staff_lang;
        match tap {
            ApplicationTap::Approve(id, percent) => {
                let question = screens::ask_approval(lang, id, percent);
                self.reply.new_message(&question).await?;
            }
            ApplicationTap::Refuse(id) => {
                let question = screens::ask_reason(lang, id);
                self.reply.new_message(&question).await?;
            }
            ApplicationTap::RefuseFor(id, reason) => {
                let words = reason.words(self.lang_of_applicant().await?);
                let sure = ApplicationTap::RefuseForNow(id, reason);
                let question = screens::ask_refusal(lang, sure, &words);
                self.reply.screen(&question).await?;
            }
            ApplicationTap::OwnWords(id) => {
                let hint = screens::how_to_use_own_words(lang, id);
                self.reply.screen(&hint).await?;
            }
            ApplicationTap::Leave(id) | ApplicationTap::LeaveWords(id) => {
                self.reply.screen(&screens::left(lang, id)).await?;
            }
            ApplicationTap::ApproveNow(_, percent) => self.approve(percent).await?,
            ApplicationTap::RefuseForNow(_, reason) => self.refuse(&reason.id()).await?,
            ApplicationTap::OwnWordsNow(_) => match confirmed_words(incoming) {
                Some(words) => self.refuse(&words).await?,
                None => self.popup("application-words-changed").await,
            },
            ApplicationTap::Show(_) => self.show_card().await?,
        }
        Ok(())
    }

    async fn popup(&self, key: &str) {
        let words = self.deps.staff_lang.text(key, &[]);
        self.reply.popup(&words).await;
    }

    /// Whether the applicant is the one who taps.
    async fn is_own(&self) -> anyhow::Result<bool> {
        let telegram_id = self.member.telegram_id;
        let mut connection = self.deps.db.connection().await?;
        let person = accounts::find_by_telegram_id(&mut connection, telegram_id).await?;
        let own_id = person.map(|person| person.id);
        Ok(own_id.is_some() && own_id == self.application.user_id)
    }

    /// Has the card shown once more, where whoever tapped finds it.
    async fn show_card(&self) -> Handled {
        let (key, now) = (card::key(self.application.id), self.deps.clock.now());
        let mut tx = self.deps.db.begin().await?;
        let is_shown = staff::move_card_down(&mut tx, &key, now).await?;
        tx.commit().await?;
        let words = match is_shown {
            true => "application-card-comes",
            false => "application-no-card",
        };
        self.popup(words).await;
        Ok(())
    }

    /// The language in which the applicant reads a ready-made reason.
    async fn lang_of_applicant(&self) -> anyhow::Result<Lang> {
        let Some(id) = self.application.user_id else {
            return Ok(self.deps.staff_lang);
        };
        let mut connection = self.deps.db.connection().await?;
        let person = accounts::find_by_id(&mut connection, id).await?;
        Ok(person.map_or(self.deps.staff_lang, |person| person.lang))
    }

    async fn approve(&self, percent: u8) -> Handled {
        let (id, rate, now) = (
            self.application.id,
            rate::of_percent(percent),
            self.deps.clock.now(),
        );
        let mut tx = self.deps.db.begin().await?;
        let is_done = partners::approve(&mut tx, id, self.member, rate, now).await?;
        tx.commit().await?;
        if !is_done {
            return self.say_decided().await;
        }
        let screen = screens::approved(self.deps.staff_lang, id, rate, self.member);
        self.reply.screen(&screen).await?;
        Ok(())
    }

    async fn refuse(&self, reason: &str) -> Handled {
        let (id, now) = (self.application.id, self.deps.clock.now());
        let mut tx = self.deps.db.begin().await?;
        let is_done = partners::refuse(&mut tx, id, self.member, reason, now).await?;
        tx.commit().await?;
        if !is_done {
            return self.say_decided().await;
        }
        let screen = screens::refused(self.deps.staff_lang, id, reason, self.member);
        self.reply.screen(&screen).await?;
        Ok(())
    }

    /// Says what was decided, by whom, to whoever came too late.
    async fn say_decided(&self) -> Handled {
        let (id, lang) = (self.application.id, self.deps.staff_lang);
        let mut connection = self.deps.db.connection().await?;
        let present = store::applications::find(&mut connection, id).await?;
        drop(connection);
        let present = present.unwrap_or_else(|| self.application.clone());
        let screen = screens::decided_before(lang, self.deps.timezone, &present);
        self.reply.new_message(&screen).await?;
        Ok(())
    }
}
