//! Taps below the card of a withdrawal, and below the questions that they lead to.
//! Whatever moves money goes through `withdrawals`, which holds the balance, looks once
//! more whether it can be done, and writes it into the audit log.

use super::{
    DeskTap, card,
    card::Facts,
    card_key, private,
    reject::{self, RejectStep},
    screens,
};
use crate::{
    db::Tx,
    queue,
    referral::{
        Deps,
        jobs::ShowWithdrawal,
        ready::Ready,
        store::{self, desk::Approval},
        vault::Revealed,
        withdrawals::{self, Moved, Status},
    },
    staff::{self, Member, Permission},
    telegram::{Dialogue, Handled, Reply, Routes, Screen},
};

pub(super) fn routes() -> Routes {
    staff::tap::<DeskTap>(Permission::MoveMoney).endpoint(tap)
}

/// A member, the withdrawal that they tapped, and where.
pub(super) struct Scene {
    pub deps: Deps,
    pub member: Member,
    pub reply: Reply,
    pub dialogue: Dialogue,
    pub facts: Facts,
}

async fn tap(
    tap: DeskTap,
    member: Member,
    reply: Reply,
    dialogue: Dialogue,
    deps: Deps,
) -> Handled {
    let lang = deps.staff_lang;
    let id = tap.request_id();
    if tap.is_on_card() && staff::take_away_if_old(&deps.db, &card_key(id), lang, &reply).await? {
        return Ok(());
    }
    let now = deps.clock.now();
    let mut connection = deps.db.connection().await?;
    let facts = card::load(&mut connection, &deps, id, now).await?;
    drop(connection);
    let Some(facts) = facts else {
        reply.popup(&lang.text("payout-unknown", &[])).await;
        return Ok(());
    };
    if tap.asked().is_some_and(|asked| asked != member.telegram_id) {
        reply.popup(&lang.text("payout-not-asked", &[])).await;
        return Ok(());
    }
    let scene = Scene {
        deps,
        member,
        reply,
        dialogue,
        facts,
    };
    scene.act(tap).await
}

impl Scene {
    async fn act(&self, tap: DeskTap) -> Handled {
        match tap {
            DeskTap::Approve(_) => self.ask_approve().await,
            DeskTap::ApproveYes(..) => self.approve().await,
            DeskTap::Send(_) => self.take_in_hand().await,
            DeskTap::Open(_) if self.is_in_my_hands() => self.open_details().await,
            DeskTap::Open(_) => self.say(Moved::InOtherHands).await,
            DeskTap::Details(_, part) => self.show_details(part).await,
            DeskTap::Sent(_) => self.ask_sent().await,
            DeskTap::SentYes(..) => self.complete().await,
            DeskTap::NotSent(_) => self.ask_not_sent().await,
            DeskTap::NotSentYes(..) => self.give_back().await,
            DeskTap::Reject(_) => self.choose_reason().await,
            DeskTap::RejectFor(_, reason, _) => {
                let (lang, request) = (self.deps.staff_lang, &self.facts.request);
                let reader = self.facts.reader(lang);
                let screen =
                    screens::preview_rejection(lang, request, &self.member, reader, Ok(reason));
                self.reply.screen(&screen).await?;
                Ok(())
            }
            DeskTap::RejectForYes(_, reason, _) => self.reject(&reason.id()).await,
            DeskTap::RejectInWords(..) => self.ask_for_words().await,
            DeskTap::RejectInWordsYes(..) => self.reject_in_words().await,
            DeskTap::No(_) => {
                self.end_words().await?;
                let screen = screens::left_alone(self.deps.staff_lang, &self.facts.request);
                self.reply.screen(&screen).await?;
                Ok(())
            }
        }
    }

    async fn ask_approve(&self) -> Handled {
        let facts = &self.facts;
        let is_before = |approval: &Approval| approval.telegram_id == self.member.telegram_id;
        let profile = facts.profile.as_ref();
        if facts.request.status != Status::Pending {
            return self.say(Moved::NotNow).await;
        }
        if self.is_own() {
            return self.say(Moved::Own).await;
        }
        if facts.approvals.iter().any(is_before) {
            return self.say(Moved::TwiceBySame).await;
        }
        if profile.is_some_and(|profile| profile.person.is_banned) {
            return self.say(Moved::Banned).await;
        }
        if facts.balance() < rust_decimal::Decimal::ZERO {
            return self.say(Moved::BelowZero).await;
        }
        let lang = self.deps.staff_lang;
        self.ask(&screens::ask_approve(lang, &facts.request, &self.member))
            .await
    }

    async fn approve(&self) -> Handled {
        let mut tx = self.deps.db.begin().await?;
        let id = self.facts.request.id;
        let moved = withdrawals::approve(&mut tx, &self.deps, id, &self.member).await?;
        self.finish(tx, moved, "payout-done-approved").await
    }

    /// Shows where the money goes to whoever has it in hand from now on.
    async fn take_in_hand(&self) -> Handled {
        let now = self.deps.clock.now();
        let mut tx = self.deps.db.begin().await?;
        let id = self.facts.request.id;
        let moved = withdrawals::begin_paying(&mut tx, id, &self.member, now).await?;
        tx.commit().await?;
        match moved {
            Moved::Done => self.open_details().await,
            moved => self.say(moved).await,
        }
    }

    /// Opens the private chat with the details, or shows them here when that can't be done.
    async fn open_details(&self) -> Handled {
        let link = private::link(&self.deps, self.facts.request.id).await;
        let is_opened = match link {
            Ok(link) => self.reply.open(&link).await,
            Err(_) => false,
        };
        if is_opened {
            return Ok(());
        }
        self.show_details(0).await
    }

    /// Every look is written down before it is had.
    async fn show_details(&self, part: u8) -> Handled {
        let (lang, now) = (self.deps.staff_lang, self.deps.clock.now());
        let mut tx = self.deps.db.begin().await?;
        let found = store::withdrawals::find(&mut tx, self.facts.request.id).await?;
        let mine = found.filter(|request| {
            request.status == Status::Approved && request.paying_by == Some(self.member.telegram_id)
        });
        let Some(request) = mine else {
            drop(tx);
            return self.say(Moved::InOtherHands).await;
        };
        let parts = self.read_details(&mut tx).await?;
        let words = match &parts {
            Some(parts) => {
                withdrawals::audit_look(&mut tx, &self.member, &request, now).await?;
                let lines = parts.get(usize::from(part)).map_or("", String::as_str);
                screens::details(lang, &request, lines)
            }
            None => lang.text("payout-details-unreadable", &[]),
        };
        tx.commit().await?;
        self.reply.alert(&words).await;
        Ok(())
    }

    /// `None` when no key opens them any more.
    async fn read_details(&self, tx: &mut Tx) -> anyhow::Result<Option<Vec<String>>> {
        let id = self.facts.request.id;
        if let Some(details) = store::desk::find_foreign_details(tx, id).await? {
            return Ok(Some(screens::foreign_parts(&details)));
        }
        Ok(match self.deps.vault.reveal(tx, id).await? {
            Revealed::Details(details) => Some(vec![details.lines().join("\n")]),
            Revealed::Unreadable | Revealed::Gone => None,
        })
    }

    async fn ask_sent(&self) -> Handled {
        if !self.is_in_my_hands() {
            return self.say(Moved::InOtherHands).await;
        }
        let lang = self.deps.staff_lang;
        self.ask(&screens::ask_sent(lang, &self.facts.request, &self.member))
            .await
    }

    async fn complete(&self) -> Handled {
        let now = self.deps.clock.now();
        let mut tx = self.deps.db.begin().await?;
        let id = self.facts.request.id;
        let moved = withdrawals::complete(&mut tx, id, &self.member, now).await?;
        self.finish(tx, moved, "payout-done-sent").await
    }

    async fn ask_not_sent(&self) -> Handled {
        let holder = match self.facts.sender() {
            Some(_) if self.is_in_my_hands() => None,
            Some(entry) if self.member.role.may(Permission::ChangeSettings) => {
                Some(entry.name.as_str())
            }
            _ => return self.say(Moved::InOtherHands).await,
        };
        let (lang, request) = (self.deps.staff_lang, &self.facts.request);
        self.ask(&screens::ask_not_sent(lang, request, &self.member, holder))
            .await
    }

    async fn give_back(&self) -> Handled {
        let now = self.deps.clock.now();
        let mut tx = self.deps.db.begin().await?;
        let id = self.facts.request.id;
        let moved = withdrawals::stop_paying(&mut tx, id, &self.member, now).await?;
        self.finish(tx, moved, "payout-done-given-back").await
    }

    async fn choose_reason(&self) -> Handled {
        if let Some(moved) = reject::obstacle(&self.facts) {
            return self.say(moved).await;
        }
        let lang = self.deps.staff_lang;
        self.ask(&screens::choose_reason(
            lang,
            &self.facts.request,
            &self.member,
        ))
        .await
    }

    pub(super) async fn reject(&self, reason: &str) -> Handled {
        let now = self.deps.clock.now();
        let mut tx = self.deps.db.begin().await?;
        let id = self.facts.request.id;
        let moved = withdrawals::reject(&mut tx, id, &self.member, reason, now).await?;
        self.finish(tx, moved, "payout-done-rejected").await
    }

    async fn ask_for_words(&self) -> Handled {
        if let Some(moved) = reject::obstacle(&self.facts) {
            return self.say(moved).await;
        }
        let (lang, request) = (self.deps.staff_lang, &self.facts.request);
        let reader = self.facts.reader(lang);
        let screen = screens::ask_for_words(lang, request, &self.member, reader);
        let question = self.reply.screen(&screen).await?;
        let step = RejectStep::Words {
            request_id: request.id,
            question: question.0,
        };
        let mut tx = self.deps.db.begin().await?;
        self.dialogue.go_to(&mut tx, &step).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Only what the tapped message shows is sent: below an older one there were other words.
    async fn reject_in_words(&self) -> Handled {
        let shown = self.reply.tapped.map(|message| message.0);
        match self.dialogue.step::<RejectStep>() {
            Some(RejectStep::Confirm {
                request_id,
                reason,
                preview,
            }) if request_id == self.facts.request.id && Some(preview) == shown => {
                self.end_words().await?;
                self.reject(&reason).await
            }
            _ => {
                let words = self.deps.staff_lang.text("payout-words-lost", &[]);
                self.reply.popup(&words).await;
                Ok(())
            }
        }
    }

    /// The member is not in the middle of a reason any more.
    async fn end_words(&self) -> Handled {
        if self.dialogue.step::<RejectStep>().is_some() {
            let mut tx = self.deps.db.begin().await?;
            self.dialogue.end(&mut tx).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    fn is_own(&self) -> bool {
        let profile = self.facts.profile.as_ref();
        profile.is_some_and(|profile| profile.person.telegram_id == self.member.telegram_id)
    }

    fn is_in_my_hands(&self) -> bool {
        let request = &self.facts.request;
        request.status == Status::Approved && request.paying_by == Some(self.member.telegram_id)
    }

    /// Asks below the card.
    async fn ask(&self, question: &Screen) -> Handled {
        match self.reply.tapped {
            Some(card) => self.reply.below(card, question).await?,
            None => self.reply.new_message(question).await?,
        };
        Ok(())
    }

    /// Shows in place of the question what came of it.
    async fn finish(&self, tx: Tx, moved: Moved, done: &str) -> Handled {
        tx.commit().await?;
        let (lang, request) = (self.deps.staff_lang, &self.facts.request);
        let key = match moved {
            Moved::Done => done,
            Moved::NeedsAnother => "payout-done-first",
            moved => {
                let words = self.words(moved).await?;
                self.reply.popup(&words).await;
                let escaped = teloxide::utils::html::escape(&words);
                self.reply.screen(&Screen::plain(escaped)).await?;
                return Ok(());
            }
        };
        let screen = screens::done(lang, key, request, &self.member);
        self.reply.screen(&screen).await?;
        Ok(())
    }

    /// Says over the chat why it can't be done.
    async fn say(&self, moved: Moved) -> Handled {
        let words = self.words(moved).await?;
        self.reply.alert(&words).await;
        Ok(())
    }

    /// Another program bans people without a word: the card learns of it by the tap.
    async fn renew_card(&self) -> anyhow::Result<()> {
        let now = self.deps.clock.now();
        let job = ShowWithdrawal {
            request_id: self.facts.request.id,
        };
        queue::add(&mut *self.deps.db.connection().await?, &job, now).await
    }

    async fn words(&self, moved: Moved) -> anyhow::Result<String> {
        let lang = self.deps.staff_lang;
        Ok(match moved {
            Moved::Own => lang.text("payout-own", &[]),
            Moved::TwiceBySame => lang.text("payout-twice", &[]),
            Moved::BelowZero => lang.text("payout-waits-below-zero", &[]),
            Moved::Banned => {
                self.renew_card().await?;
                lang.text("payout-waits-banned", &[])
            }
            Moved::Done | Moved::NeedsAnother | Moved::InOtherHands | Moved::NotNow => {
                let now = self.deps.clock.now();
                let mut connection = self.deps.db.connection().await?;
                let id = self.facts.request.id;
                let facts = card::load(&mut connection, &self.deps, id, now).await?;
                screens::stands(lang, facts.as_ref().unwrap_or(&self.facts))
            }
        })
    }
}
