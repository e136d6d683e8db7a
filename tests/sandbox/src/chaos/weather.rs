//! How the providers misbehave while it storms there: each request draws its own lot. What Telegram
//! carried out without saying so is noted, since whoever sent it may send it again.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use axum::http::Method as HttpMethod;
use rand::{Rng, SeedableRng, rngs::StdRng};
use serde_json::Value;

use super::{
    loss::{LATE, Loss},
    plot::Plot,
};
use crate::{faults::Fault, kie, telegram};

/// How many of a hundred requests go wrong in a storm.
const SHARE: u32 = 25;

/// Where it storms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    Telegram,
    Kie,
    Bank,
    Ton,
    Storage,
}

pub struct Weather {
    dice: Mutex<StdRng>,
    storms: Mutex<Vec<Place>>,
}

impl Weather {
    /// Has the fakes ask for the weather from now on.
    pub fn begin(plot: &Arc<Plot>, seed: u64) -> Arc<Self> {
        let weather = Arc::new(Self {
            dice: Mutex::new(StdRng::seed_from_u64(seed)),
            storms: Mutex::default(),
        });
        let ground = &plot.ground;
        let (here, whose) = (Arc::clone(&weather), Arc::downgrade(plot));
        ground.telegram.fail_when(move |method, params| {
            let fault = here.at_telegram(method)?;
            if fault == telegram::Fault::ResetAfterEffect
                && let Some(plot) = whose.upgrade()
                && let Some(chat) = chat_sent_to(method, params)
            {
                plot.loses(Loss::of_answer(chat, plot.now(), method));
            }
            Some(fault)
        });
        let here = Arc::clone(&weather);
        ground.kie.fail_when(move |method| here.at_kie(*method));
        let here = Arc::clone(&weather);
        ground.tbank.fail_when(move |_| here.at_bank());
        let here = Arc::clone(&weather);
        ground.ton.fail_when(move |_| here.at_ton());
        let here = Arc::clone(&weather);
        ground.s3.fail_when(move |method| here.at_storage(method));
        weather
    }

    pub fn storm(&self, place: Place) {
        lock(&self.storms).push(place);
    }

    pub fn calm(&self, place: Place) {
        let mut storms = lock(&self.storms);
        if let Some(index) = storms.iter().position(|storm| *storm == place) {
            storms.remove(index);
        }
    }

    /// The lot of one request there: none if all goes well.
    fn lot(&self, place: Place, kinds: u32) -> Option<u32> {
        if !lock(&self.storms).contains(&place) {
            return None;
        }
        let mut dice = lock(&self.dice);
        (dice.random_range(0..100) < SHARE).then(|| dice.random_range(0..kinds))
    }

    fn at_telegram(&self, method: &str) -> Option<telegram::Fault> {
        if matches!(method, "setWebhook" | "getUpdates") {
            return None;
        }
        let fault = match self.lot(Place::Telegram, 7)? {
            0 => telegram::Fault::too_many_requests(2),
            1 => telegram::Fault::Gateway502,
            2 => telegram::Fault::ResetBeforeEffect,
            3 => telegram::Fault::ResetAfterEffect,
            4 => telegram::Fault::Silence,
            5 => telegram::Fault::Delay(LATE.to_std().unwrap_or_default()),
            _ => telegram::Fault::Error {
                code: 500,
                description: "Internal Server Error".to_owned(),
                retry_after: None,
            },
        };
        Some(fault)
    }

    fn at_kie(&self, method: kie::Method) -> Option<Fault> {
        let is_order = method == kie::Method::CreateTask;
        match self.lot(Place::Kie, 7)? {
            0 => Some(Fault::Code(429)),
            1 => Some(Fault::Http(502)),
            2 => Some(Fault::ResetBeforeEffect),
            // An order whose answer is lost is waited for as long as it may still come.
            3 if is_order => Some(Fault::Code(500)),
            3 => Some(Fault::ResetAfterEffect),
            4 => Some(Fault::Delay(Duration::from_secs(4))),
            5 => Some(Fault::CutAnswer),
            _ => Some(Fault::Code(500)),
        }
    }

    fn at_bank(&self) -> Option<Fault> {
        Some(match self.lot(Place::Bank, 6)? {
            0 => Fault::Http(502),
            1 => Fault::ResetBeforeEffect,
            2 => Fault::ResetAfterEffect,
            3 => Fault::CutAnswer,
            4 => Fault::Silence,
            _ => Fault::Code(9999),
        })
    }

    fn at_ton(&self) -> Option<Fault> {
        Some(match self.lot(Place::Ton, 5)? {
            0 => Fault::Http(500),
            1 => Fault::Http(429),
            2 => Fault::ResetBeforeEffect,
            3 => Fault::CutAnswer,
            _ => Fault::Silence,
        })
    }

    fn at_storage(&self, method: &HttpMethod) -> Option<Fault> {
        let is_change = method == HttpMethod::PUT || method == HttpMethod::DELETE;
        Some(match self.lot(Place::Storage, 6)? {
            0 => Fault::Code(503),
            1 => Fault::Code(500),
            2 => Fault::ResetBeforeEffect,
            3 if is_change => Fault::ResetAfterEffect,
            4 => Fault::CutAnswer,
            _ => Fault::Delay(Duration::from_secs(2)),
        })
    }
}

/// The chat to which a call adds a message. Who loses the answer to any other asks again, and
/// nothing comes twice by it.
fn chat_sent_to(method: &str, params: &Value) -> Option<i64> {
    let verbs = ["send", "copyMessage", "forwardMessage"];
    let adds = method != "sendChatAction" && verbs.iter().any(|verb| method.starts_with(verb));
    let chat = &params["chat_id"];
    let chat = chat.as_i64().or_else(|| chat.as_str()?.parse().ok());
    chat.filter(|_| adds)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
