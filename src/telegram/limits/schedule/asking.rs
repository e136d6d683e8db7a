//! Asking the other processes for room in a chat, where several send.

use std::collections::VecDeque;

use teloxide::types::ChatId;
use tokio::time::Instant;

use super::{
    super::{
        Asked, LANES, Lane, Question,
        chats::{Agreement, weight},
    },
    Schedule,
};

impl Schedule {
    /// Whether the other processes leave room in the chat, as far as is known.
    pub(super) fn has_agreement(&self, chat: ChatId, messages: u32, now: Instant) -> bool {
        let is_shared = self
            .share
            .as_ref()
            .is_some_and(|share| !share.standing.is_alone);
        let agreement = self.chats[&chat].agreement;
        !is_shared || agreement.is_for(weight(chat, messages), now)
    }

    /// Asks the other processes for room in the chat, which waits for their answer. It is asked
    /// for only what can leave at once when the answer is there, as every question uses up the
    /// pace of its chat; an error says when to look again, if not sooner.
    pub(super) fn ask(
        &mut self,
        line: usize,
        chat: ChatId,
        messages: u32,
        now: Instant,
    ) -> Result<(), Option<Instant>> {
        let most = self.most(now);
        let before = self.promises.before(line, now);
        // Bulk calls leave one by one: what is asked for much sooner would be asked for again.
        let ahead = if line == Lane::Bulk as usize {
            most / 5
        } else {
            most
        };
        let is_too_much = before > 0 && before + messages > ahead;
        let free_at = self.places.free_at(now, before + messages, most);
        if is_too_much || free_at > now {
            if most < self.limits.global.most {
                self.lacks.notify_one();
            }
            let by_places = (free_at > now).then_some(free_at);
            let again = [by_places, self.promises.first_end(), self.next_after(now)];
            return Err(again.into_iter().flatten().min());
        }
        let asked = Asked {
            chat,
            messages: weight(chat, messages),
            next: self.chats[&chat].bucket.next,
        };
        if let Some(share) = &self.share {
            // The receiver is gone when the process ends; then nobody waits any more.
            let _ended = share.questions.send(Question::Asked(asked));
        }
        self.promises.asked(chat, line, messages);
        self.chat(chat).agreement = Agreement::Asked;
        for line in 0..LANES.len() {
            self.unfile(line, chat);
        }
        Ok(())
    }

    pub(super) fn agreed(&mut self, asked: Asked, not_before: Option<Instant>) {
        let now = Instant::now();
        let state = self.chat(asked.chat);
        match not_before {
            None if !state.waiting.iter().all(VecDeque::is_empty) => {
                state.agreement = Agreement::Got(asked.messages, now);
                self.promises.got(asked.chat, now);
            }
            None => self.forget_agreement(asked.chat),
            Some(until) => {
                state.held_until = state.held_until.max(until);
                self.forget_agreement(asked.chat);
            }
        }
        for line in 0..LANES.len() {
            if !self.chat(asked.chat).waiting[line].is_empty() {
                self.file(line, asked.chat);
            }
        }
    }

    pub(super) fn forget_agreement(&mut self, chat: ChatId) {
        self.chat(chat).agreement = Agreement::None;
        self.promises.end(chat);
    }
}
