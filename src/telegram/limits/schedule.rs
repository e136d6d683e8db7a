//! The task behind the gate: who is next, and when.

mod asking;
mod sharing;

use std::{
    collections::{BTreeSet, HashMap, VecDeque},
    sync::Arc,
};

use teloxide::types::ChatId;
use tokio::{
    sync::{Notify, mpsc},
    time::Instant,
};

use super::{
    GOOD_FOR, LANES, Lane, Limits, Question, Request, Survey,
    chats::{Agreement, Caller, ChatState, Grant, Promises, weight},
    pace::Bucket,
    places::Places,
    shares::Standing,
};

/// So many chats cost nothing to speak of, idle or not.
const FEW_CHATS: usize = 1024;

/// The part of the window that this process may use, where several send.
struct Share {
    questions: mpsc::UnboundedSender<Question>,
    standing: Standing,
    until: Instant,
}

pub(super) struct Schedule {
    limits: Limits,
    places: Places,
    /// None: there is no other process.
    share: Option<Share>,
    promises: Promises,
    lacks: Arc<Notify>,
    sent: u32,
    started_at: Instant,
    /// When the next call of [`Lane::Bulk`] may go out: evenly spread among the others, a
    /// broadcast leaves a place for whoever waits for an answer every few milliseconds.
    bulk_at: Instant,
    held_until: Instant,
    /// Callers without a chat, while everybody is held.
    chatless: VecDeque<Caller>,
    chats: HashMap<ChatId, ChatState>,
    /// When there are more chats than this, those that are idle are forgotten.
    most_chats: usize,
    /// Per lane, the chats that have callers waiting, by the time they may be ready.
    lines: [BTreeSet<(Instant, ChatId)>; LANES.len()],
}

impl Schedule {
    pub fn new(limits: Limits, lacks: Arc<Notify>) -> Self {
        let now = Instant::now();
        Self {
            limits,
            places: Places::new(limits.global),
            share: None,
            promises: Promises::default(),
            lacks,
            sent: 0,
            started_at: now,
            bulk_at: now,
            held_until: now,
            chatless: VecDeque::new(),
            chats: HashMap::new(),
            most_chats: FEW_CHATS,
            lines: [const { BTreeSet::new() }; LANES.len()],
        }
    }

    pub async fn run(mut self, mut inbox: mpsc::UnboundedReceiver<Request>) {
        loop {
            let next = self.grant_what_is_due();
            let request = tokio::select! {
                request = inbox.recv() => request,
                () = tokio::time::sleep_until(next.unwrap_or_else(Instant::now)), if next.is_some() => continue,
            };
            match request {
                Some(request) => self.take_in(request),
                None => return,
            }
        }
    }

    fn take_in(&mut self, request: Request) {
        match request {
            Request::Permit {
                chat: None, caller, ..
            } => self.chatless.push_back(caller),
            Request::Permit {
                lane,
                chat: Some(chat),
                caller,
            } => self.line_up(lane, chat, caller),
            Request::Answered { call } => self.places.answered(call, Instant::now()),
            Request::Hold {
                chat: Some(chat),
                until,
            } => self.hold(chat, until),
            Request::Hold { chat: None, until } => self.hold_all(until),
            Request::Survey { told } => {
                let _gone = told.send(self.survey());
            }
            Request::Count { told } => {
                let _gone = told.send(self.places.count(Instant::now()));
            }
            Request::Share { questions } => {
                self.share = Some(Share {
                    questions,
                    standing: Standing::NOTHING,
                    until: Instant::now(),
                });
            }
            Request::Use { standing, until } => self.use_share(standing, until),
            Request::Tell { ends_alone, paces } => {
                let _gone = paces.send(self.paces(ends_alone));
            }
            Request::Learn { paces } => {
                for (chat, pace) in paces {
                    self.chat(chat).bucket.learn(pace);
                }
            }
            Request::Agreed { asked, not_before } => self.agreed(asked, not_before),
        }
    }

    fn chat(&mut self, chat: ChatId) -> &mut ChatState {
        let pace = self.limits.pace(chat);
        let new = || ChatState::new(pace, Instant::now());
        self.chats.entry(chat).or_insert_with(new)
    }

    /// When the first caller in a lane may write to the chat.
    fn ready_at(&self, line: usize, chat: ChatId) -> Instant {
        let state = &self.chats[&chat];
        // Whoever has places that others know of goes first, for they are not kept for long.
        if matches!(state.agreement, Agreement::Got(..)) && state.held_until <= Instant::now() {
            return self.started_at;
        }
        let first = state.waiting[line].front();
        let messages = first.map_or(1, |caller| weight(chat, caller.messages));
        let by_pace = state.bucket.ready_at(self.limits.pace(chat), messages);
        by_pace.max(self.known_since(chat)).max(state.held_until)
    }

    fn line_up(&mut self, lane: Lane, chat: ChatId, caller: Caller) {
        let state = self.chat(chat);
        state.waiting[lane as usize].push_back(caller);
        // A chat that is being asked for comes back with the answer.
        if state.agreement != Agreement::Asked && state.filed[lane as usize].is_none() {
            self.file(lane as usize, chat);
        }
    }

    /// Puts a chat into a lane's line, where it stands once at most.
    fn file(&mut self, line: usize, chat: ChatId) {
        let ready_at = self.ready_at(line, chat);
        let noted = self.chat(chat).filed[line].replace(ready_at);
        if let Some(noted) = noted {
            self.lines[line].remove(&(noted, chat));
        }
        self.lines[line].insert((ready_at, chat));
    }

    fn unfile(&mut self, line: usize, chat: ChatId) {
        if let Some(noted) = self.chat(chat).filed[line].take() {
            self.lines[line].remove(&(noted, chat));
        }
    }

    /// So many messages may be in the window now.
    fn most(&self, now: Instant) -> u32 {
        match &self.share {
            None => self.limits.global.most,
            Some(share) if share.until > now => share.standing.most,
            Some(_) => 0,
        }
    }

    /// Grants every permit that is due and returns when to look again.
    fn grant_what_is_due(&mut self) -> Option<Instant> {
        loop {
            let now = Instant::now();
            if self.held_until > now {
                self.forget_idle_chats(now);
                let is_awaited =
                    !self.chatless.is_empty() || self.lines.iter().any(|line| !line.is_empty());
                return is_awaited.then_some(self.held_until);
            }
            while let Some(caller) = self.chatless.pop_front() {
                let call = self.places.take(now, 0);
                let until = now + GOOD_FOR;
                let _given_up = caller.granted.send(Grant { call, until });
            }
            let Some((line, chat)) = self.first_ready(now) else {
                self.forget_idle_chats(now);
                return self.next_ready();
            };
            // Whoever comes first has to come by all the places that they need: while an album
            // waits for them, nothing that matters less takes one.
            let first = self.chats[&chat].waiting[line].front();
            let messages = first.map_or(1, |caller| caller.messages);
            if first.is_some_and(|caller| caller.granted.is_closed()) {
                self.grant(line, chat, now);
                continue;
            }
            let most = self.most(now);
            if most < messages.min(self.limits.global.most) {
                self.lacks.notify_one();
                self.forget_idle_chats(now);
                return None;
            }
            let free_at = self.places.free_at(now, messages, most);
            if free_at > now {
                if most < self.limits.global.most {
                    self.lacks.notify_one();
                }
                self.forget_idle_chats(now);
                return Some(free_at);
            }
            if self.has_agreement(chat, messages, now) {
                self.grant(line, chat, now);
            } else if let Err(again) = self.ask(line, chat, messages, now) {
                self.forget_idle_chats(now);
                return again;
            }
        }
    }

    fn hold(&mut self, chat: ChatId, until: Instant) {
        let state = self.chat(chat);
        state.held_until = state.held_until.max(until);
        if state.agreement != Agreement::Asked {
            self.forget_agreement(chat);
        }
        if let Some(share) = self.share.as_ref().filter(|share| !share.standing.is_alone) {
            let _ended = share.questions.send(Question::Held { chat, until });
        }
    }

    fn paces(&mut self, ends_alone: bool) -> Vec<(ChatId, Bucket)> {
        let now = Instant::now();
        if let Some(share) = self.share.as_mut().filter(|_| ends_alone) {
            share.standing.is_alone = false;
        }
        let chats = self.chats.iter();
        let paces = chats.map(|(chat, state)| (*chat, state.bucket));
        paces
            .filter(|(chat, bucket)| !bucket.is_like_new(self.limits.pace(*chat), now))
            .collect()
    }

    fn survey(&mut self) -> Survey {
        let now = Instant::now();
        let callers = self
            .chats
            .values()
            .flat_map(|state| state.waiting.iter().flatten());
        let waiting = callers.map(|caller| caller.messages).sum();
        let first = self.first_ready(now).and_then(|(line, chat)| {
            let first = self.chats[&chat].waiting[line].front()?;
            Some(first.messages.min(self.limits.global.most))
        });
        Survey {
            sent: std::mem::take(&mut self.sent),
            waiting,
            first_needs: first.unwrap_or_default(),
            held_until: Some(self.held_until).filter(|until| *until > now),
        }
    }

    /// When the first of those who wait may be ready.
    fn next_ready(&self) -> Option<Instant> {
        self.firsts().min()
    }

    /// The same of lanes in which nobody is ready yet.
    fn next_after(&self, now: Instant) -> Option<Instant> {
        self.firsts().filter(|at| *at > now).min()
    }

    /// When the first in each lane may be ready.
    fn firsts(&self) -> impl Iterator<Item = Instant> {
        LANES.iter().filter_map(|lane| {
            let (at, _) = self.lines[*lane as usize].first()?;
            Some((*at).max(self.lane_at(*lane)))
        })
    }

    /// Since when, or from when on, the lane may be used.
    fn lane_at(&self, lane: Lane) -> Instant {
        match lane {
            Lane::Bulk => self.bulk_at.max(self.asks_all_since()),
            Lane::Delivery => self.held_until.max(self.asks_all_since()),
            Lane::Answer => self.held_until,
        }
    }

    /// The most important lane's chat that has been ready longest. Times in the
    /// lines may be out of date, as another lane's call to the same chat moves
    /// them; they are set right here.
    fn first_ready(&mut self, now: Instant) -> Option<(usize, ChatId)> {
        for lane in LANES {
            if self.lane_at(lane) > now {
                continue;
            }
            let line = lane as usize;
            while let Some((noted, chat)) = self.lines[line].first().copied() {
                if noted > now {
                    break;
                }
                if self.ready_at(line, chat) <= now {
                    return Some((line, chat));
                }
                self.file(line, chat);
            }
        }
        None
    }

    fn grant(&mut self, line: usize, chat: ChatId, now: Instant) {
        self.unfile(line, chat);
        let pace = self.limits.pace(chat);
        let interval = self.limits.global.within / self.most(now).max(1);
        let state = self.chat(chat);
        let Some(Caller { granted, messages }) = state.waiting[line].pop_front() else {
            return;
        };
        let more = !state.waiting[line].is_empty();
        // A caller that was cancelled meanwhile uses nothing up.
        let call = self.places.next_call;
        let until = self.good_until(now);
        if granted.send(Grant { call, until }).is_ok() {
            self.forget_agreement(chat);
            let state = self.chat(chat);
            state.bucket.take(pace, weight(chat, messages), now);
            self.places.take(now, messages);
            self.sent += messages;
            // Whatever goes out takes the turn of a letter, so that the window never fills up
            // before its time. A timer is always somewhat late, which would add up; what is later
            // than that is not made up for, as two at once would leave a gap.
            let earliest = now.checked_sub(interval / 8).unwrap_or(now);
            self.bulk_at = self.bulk_at.max(earliest) + interval * messages;
        }
        if more {
            self.file(line, chat);
        } else if self.chats[&chat].waiting.iter().all(VecDeque::is_empty) {
            self.forget_agreement(chat);
        }
    }

    fn forget_idle_chats(&mut self, now: Instant) {
        // Looking at all of them on every call would cost more than they do.
        if self.chats.len() > self.most_chats {
            let limits = self.limits;
            self.chats
                .retain(|chat, state| !state.is_idle(limits.pace(*chat), now));
            self.most_chats = (2 * self.chats.len()).max(FEW_CHATS);
        }
    }
}
