//! Many people at once, each of whom sends the next thing when the one before was answered: a
//! closed loop, in which a slower bot is asked less. Whoever has done two things leaves and somebody
//! else comes, so that nobody writes faster than Telegram lets a bot answer them.

use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use anyhow::{Result, ensure};
use tokio::{sync::Notify, time::timeout};

use super::{
    people::{Act, Seen, State, Waiting},
    seed::{Arrived, IDLERS},
};

/// Whoever gets no answer for so long gets none.
const PATIENCE: Duration = Duration::from_secs(60);

/// The people and what waits for the bot.
pub struct Crowd {
    state: Mutex<State>,
    news: Notify,
    quiet: Notify,
}

impl Crowd {
    /// `prepared` sitters and payers are known to the bot.
    pub fn gather(prepared: i64) -> Self {
        Self {
            state: Mutex::new(State::new(prepared)),
            news: Notify::new(),
            quiet: Notify::new(),
        }
    }

    /// Lets so many people come at once, and others in their place when they leave.
    pub fn comes(&self, act: Act, people: usize) {
        let mut state = self.lock();
        state.act = Some(act);
        for _ in 0..people {
            state.enter();
        }
        drop(state);
        self.news.notify_one();
    }

    /// Watches from now on.
    pub fn watch(&self) {
        self.lock().seen = Some(Seen::default());
    }

    /// What was seen since.
    pub fn seen(&self) -> Seen {
        self.lock().seen.take().unwrap_or_default()
    }

    /// Lets everybody finish and nobody come.
    ///
    /// # Errors
    /// When somebody gets no answer, or the bot did something strange.
    pub async fn leaves(&self) -> Result<()> {
        self.lock().act = None;
        let empty = async {
            while self.is_busy() {
                self.quiet.notified().await;
            }
        };
        let all_left = timeout(PATIENCE, empty).await;
        let state = self.lock();
        ensure!(state.problems.is_empty(), "{}", state.problems.join("\n"));
        ensure!(
            all_left.is_ok(),
            "{} people waited for an answer in vain",
            state.rounds.len()
        );
        Ok(())
    }

    fn is_busy(&self) -> bool {
        let state = self.lock();
        state.problems.is_empty() && !state.rounds.is_empty()
    }

    /// One of the idlers writes very much at once.
    pub fn floods(&self, messages: usize) {
        let mut state = self.lock();
        let person = IDLERS.end - 1;
        for _ in 0..messages {
            let text = state.writer.words(person, "Hello? Is anybody there?");
            state.send(person, text);
        }
        drop(state);
        self.news.notify_one();
    }

    /// What everybody was answered so far, which therefore has to be in the database.
    pub fn answered(&self) -> Arrived {
        self.lock().answered
    }

    /// How often a bot has come for updates.
    pub fn polls(&self) -> u64 {
        self.lock().polls
    }

    /// Updates for a bot that polls, as soon as there are any.
    pub async fn poll(&self, most: usize, patience: Duration) -> Vec<String> {
        self.lock().polls += 1;
        let some = async {
            loop {
                let batch = self.take(most);
                if !batch.is_empty() {
                    return batch;
                }
                self.news.notified().await;
            }
        };
        timeout(patience, some).await.unwrap_or_default()
    }

    fn take(&self, most: usize) -> Vec<String> {
        let mut state = self.lock();
        let count = most.min(state.waiting.len());
        state.waiting.drain(..count).map(|next| next.text).collect()
    }

    /// The next update for a webhook: of each chat one at a time.
    pub async fn next_delivery(&self) -> Waiting {
        loop {
            let next = self.lock().take_delivery();
            if let Some((next, more)) = next {
                if more {
                    self.news.notify_one();
                }
                return next;
            }
            self.news.notified().await;
        }
    }

    /// The webhook has taken the update of this chat.
    pub fn delivered(&self, chat: i64) {
        let mut state = self.lock();
        state.in_flight.remove(&chat);
        let more = !state.waiting.is_empty();
        drop(state);
        if more {
            self.news.notify_one();
        }
    }

    /// Notes what a bot in order would not do; no figures are given of it.
    pub fn complains(&self, problem: String) {
        self.lock().problems.push(problem);
        self.quiet.notify_one();
    }

    /// A new message came into this chat. Returns its number.
    pub fn hears(&self, chat: i64) -> i64 {
        self.act_on(|state| {
            state.greet(chat);
            state.writer.next_message()
        })
    }

    /// A message in this chat looks otherwise now.
    pub fn sees_edited(&self, chat: i64) {
        self.act_on(|state| state.see_edited(chat));
    }

    /// The spinner of a tapped button is gone. Queries are numbered by whose they are.
    pub fn sees_tap_answered(&self, chat: i64) {
        self.act_on(|state| state.see_tap_answered(chat));
    }

    /// Somebody may pay, and does.
    pub fn may_pay(&self, person: i64) {
        self.act_on(|state| state.pay(person));
    }

    fn act_on<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        let mut state = self.lock();
        let result = act(&mut state);
        let (news, quiet) = (!state.waiting.is_empty(), state.rounds.is_empty());
        drop(state);
        if news {
            self.news.notify_one();
        }
        if quiet {
            self.quiet.notify_one();
        }
        result
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::{super::seed::PAYERS, *};

    #[tokio::test]
    async fn a_person_taps_twice_and_makes_room_for_the_next() {
        let crowd = Crowd::gather(0);
        crowd.watch();
        crowd.comes(Act::Taps, 1);
        for _ in 0..2 {
            let batch = crowd.poll(100, PATIENCE).await;
            assert_eq!(batch.len(), 1);
            crowd.sees_edited(IDLERS.start);
            assert!(crowd.take(100).is_empty(), "the spinner still turns");
            crowd.sees_tap_answered(IDLERS.start);
        }
        let batch = crowd.poll(100, PATIENCE).await;
        assert!(batch[0].contains(&(IDLERS.start + 1).to_string()));
        assert_eq!(crowd.seen().updates, 2);
    }

    #[tokio::test]
    async fn a_webhook_gets_one_update_of_a_chat_at_a_time() {
        let crowd = Crowd::gather(1);
        crowd.comes(Act::Photos, 1);
        let first = crowd.next_delivery().await;
        let second = timeout(Duration::from_millis(10), crowd.next_delivery());
        assert!(second.await.is_err());
        crowd.delivered(first.chat);
        assert_eq!(crowd.next_delivery().await.chat, first.chat);
    }

    #[tokio::test]
    async fn a_payment_counts_once_what_came_after_it_is_answered() {
        let crowd = Crowd::gather(1);
        crowd.watch();
        crowd.comes(Act::Checkout, 1);
        crowd.may_pay(PAYERS);
        assert_eq!(crowd.answered().payments, 0);
        crowd.sees_tap_answered(PAYERS);
        crowd.sees_edited(PAYERS);
        assert_eq!(crowd.answered().payments, 1);
        let seen = crowd.seen();
        assert_eq!((seen.updates, seen.checkouts.len()), (3, 1));
        // There is no second payer, which is said rather than measured.
        assert!(crowd.leaves().await.is_err());
    }
}
