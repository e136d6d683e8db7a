//! Who is there, what each of them does next, and what waits for the bot because of it.

use std::{
    collections::{HashMap, HashSet, VecDeque},
    time::{Duration, Instant},
};

use super::{
    seed::{Arrived, IDLERS, NEWCOMERS, PAYERS, SITTERS},
    updates::{HELP, MENU, Writer},
};

/// Above every update that fills a database.
const FIRST_UPDATE: i64 = 900_000_000;

/// Photos that come as one album.
pub const ALBUM: u32 = 4;

/// What people do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Act {
    /// Everybody is new and sends /start.
    Start,
    /// Two taps in the menu.
    Taps,
    /// An album of four photos and a tap, whose answer tells that the photos were taken: their
    /// verdict comes later.
    Photos,
    /// Pay is pressed; once it is allowed, the payment and a tap, whose answer tells that the
    /// payment was taken.
    Checkout,
}

impl Act {
    pub fn name(self) -> &'static str {
        match self {
            Self::Start => "/start, of somebody new each time",
            Self::Taps => "taps in the menu",
            Self::Photos => "albums of four photos",
            Self::Checkout => "pre-checkout and payment",
        }
    }
}

/// What was seen while it was watched.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// Updates that were handled.
    pub updates: u32,
    /// How long people waited for what they see.
    pub times: Vec<Duration>,
    /// How long Telegram waited for the answer whether somebody may pay.
    pub checkouts: Vec<Duration>,
}

/// An update on its way.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub chat: i64,
    pub text: String,
}

/// All that is going on.
pub struct State {
    pub writer: Writer,
    pub waiting: VecDeque<Waiting>,
    /// The chats of which a webhook has an update at this moment.
    pub in_flight: HashSet<i64>,
    /// None: whoever leaves is not replaced.
    pub act: Option<Act>,
    pub rounds: HashMap<i64, Round>,
    next: Next,
    pub seen: Option<Seen>,
    pub answered: Arrived,
    pub polls: u64,
    pub problems: Vec<String>,
}

/// Who comes next.
struct Next {
    newcomer: i64,
    idler: i64,
    sitter: i64,
    payer: i64,
    /// How many sitters and payers there are.
    prepared: i64,
}

/// One person's visit.
pub struct Round {
    act: Act,
    step: Step,
    since: Instant,
    is_edited: bool,
    is_tap_answered: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Waits for a message.
    Started,
    /// Waits for another screen and for the end of the button's spinner.
    Tapped { taps_left: u8, updates: u32 },
    /// Waits to be allowed to pay.
    Asked,
}

impl State {
    /// `prepared` sitters and payers are known to the bot.
    pub fn new(prepared: i64) -> Self {
        Self {
            writer: Writer::beginning_at(FIRST_UPDATE),
            waiting: VecDeque::new(),
            in_flight: HashSet::new(),
            act: None,
            rounds: HashMap::new(),
            next: Next {
                newcomer: NEWCOMERS,
                idler: IDLERS.start,
                sitter: SITTERS,
                payer: PAYERS,
                prepared,
            },
            seen: None,
            answered: Arrived {
                newcomers: 0,
                photos: 0,
                payments: 0,
            },
            polls: 0,
            problems: Vec::new(),
        }
    }

    /// Lets the next person come, if there is one.
    pub fn enter(&mut self) {
        let Some(act) = self.act else { return };
        let Some(person) = self.next.person(act) else {
            self.act = None;
            let problem = format!("nobody is left for {act:?}: measure for a shorter time");
            self.problems.push(problem);
            return;
        };
        let step = match act {
            Act::Start => {
                let text = self.writer.command(person, "/start");
                self.send(person, text);
                Step::Started
            }
            Act::Taps => {
                self.tap(person, HELP);
                Step::Tapped {
                    taps_left: 1,
                    updates: 1,
                }
            }
            Act::Photos => {
                for number in 0..ALBUM {
                    let text = self.writer.photo(person, &format!("{person}"), number);
                    self.send(person, text);
                }
                self.tap(person, HELP);
                Step::Tapped {
                    taps_left: 0,
                    updates: ALBUM + 1,
                }
            }
            Act::Checkout => {
                let text = self.writer.pre_checkout(person);
                self.send(person, text);
                Step::Asked
            }
        };
        self.rounds.insert(person, Round::begin(act, step));
    }

    /// A new message came: whoever has just started is welcome now.
    pub fn greet(&mut self, person: i64) {
        let round = self.rounds.get(&person);
        if round.is_some_and(|round| round.step == Step::Started) {
            self.note_time(person);
            self.count(1);
            self.answered.newcomers += 1;
            self.leave(person);
        }
    }

    pub fn see_edited(&mut self, person: i64) {
        if let Some(round) = self.rounds.get_mut(&person) {
            round.is_edited = true;
            self.note_time(person);
            self.go_on(person);
        }
    }

    pub fn see_tap_answered(&mut self, person: i64) {
        if let Some(round) = self.rounds.get_mut(&person) {
            round.is_tap_answered = true;
            self.go_on(person);
        }
    }

    /// After an edit or the end of a spinner: when both have come, the next thing.
    fn go_on(&mut self, person: i64) {
        let Some(round) = self.rounds.get(&person) else {
            return;
        };
        let Step::Tapped { taps_left, updates } = round.step else {
            return;
        };
        if !(round.is_edited && round.is_tap_answered) {
            return;
        }
        let act = round.act;
        self.count(updates);
        match act {
            Act::Photos => self.answered.photos += u64::from(ALBUM),
            Act::Checkout => self.answered.payments += 1,
            Act::Start | Act::Taps => {}
        }
        if taps_left == 0 {
            self.leave(person);
        } else {
            self.tap(person, MENU);
            let step = Step::Tapped {
                taps_left: taps_left - 1,
                updates: 1,
            };
            self.rounds.insert(person, Round::begin(act, step));
        }
    }

    /// Somebody may pay, and does.
    pub fn pay(&mut self, person: i64) {
        let Some(round) = self.rounds.get(&person) else {
            return;
        };
        if round.step != Step::Asked {
            return;
        }
        let taken = round.since.elapsed();
        if let Some(seen) = &mut self.seen {
            seen.checkouts.push(taken);
        }
        self.count(1);
        let text = self.writer.payment(person);
        self.send(person, text);
        self.tap(person, HELP);
        let step = Step::Tapped {
            taps_left: 0,
            updates: 2,
        };
        self.rounds
            .insert(person, Round::begin(Act::Checkout, step));
    }

    fn tap(&mut self, person: i64, data: &str) {
        let text = self.writer.tap(person, data);
        self.send(person, text);
    }

    /// Something is on its way to the bot.
    pub fn send(&mut self, chat: i64, text: String) {
        self.waiting.push_back(Waiting { chat, text });
    }

    fn leave(&mut self, person: i64) {
        self.rounds.remove(&person);
        self.enter();
    }

    fn note_time(&mut self, person: i64) {
        let since = self.rounds.get(&person).map(|round| round.since);
        if let (Some(seen), Some(since)) = (&mut self.seen, since) {
            seen.times.push(since.elapsed());
        }
    }

    fn count(&mut self, updates: u32) {
        if let Some(seen) = &mut self.seen {
            seen.updates += updates;
        }
    }

    /// The oldest update of a chat that has none on its way, and whether more wait.
    pub fn take_delivery(&mut self) -> Option<(Waiting, bool)> {
        let is_free = |next: &Waiting| !self.in_flight.contains(&next.chat);
        let index = self.waiting.iter().position(is_free)?;
        let next = self.waiting.remove(index)?;
        self.in_flight.insert(next.chat);
        Some((next, !self.waiting.is_empty()))
    }
}

impl Next {
    fn person(&mut self, act: Act) -> Option<i64> {
        let (counter, end) = match act {
            Act::Start => (&mut self.newcomer, IDLERS.start),
            // The last one is kept for the flood.
            Act::Taps => {
                if self.idler == IDLERS.end - 1 {
                    self.idler = IDLERS.start;
                }
                (&mut self.idler, IDLERS.end)
            }
            Act::Photos => (&mut self.sitter, SITTERS + self.prepared),
            Act::Checkout => (&mut self.payer, PAYERS + self.prepared),
        };
        let person = *counter;
        *counter += 1;
        (person < end).then_some(person)
    }
}

impl Round {
    fn begin(act: Act, step: Step) -> Self {
        Self {
            act,
            step,
            since: Instant::now(),
            is_edited: false,
            is_tap_answered: false,
        }
    }
}
