//! What came of letters, written down, and what it says of the broadcast as a whole.

use chrono::{DateTime, TimeDelta, Utc};
use sqlx::PgConnection;

use super::{
    super::{
        Broadcast, Letters, Setbacks, Status,
        store::{
            self,
            recipients::{Landed, Marked},
        },
    },
    flight::Fate,
    turn::AWAY_FOR,
};
use crate::{accounts, i18n::Lang};

/// Whoever is held up is tried again after this.
const HELD_FOR: TimeDelta = TimeDelta::minutes(1);

/// What is to be thought of it.
#[derive(Default)]
pub(super) struct Landing {
    /// Telegram's words, when it seems to refuse everybody.
    pub refusal: Option<String>,
    /// Telegram could not be reached.
    pub is_away: bool,
    /// It seems to answer nobody, again.
    pub is_silent: bool,
}

pub(super) async fn record(
    tx: &mut PgConnection,
    broadcast: &Broadcast,
    letters: &Letters,
    fates: &[(Marked, Fate)],
    now: DateTime<Utc>,
) -> anyhow::Result<Landing> {
    let mut landing = Landing::default();
    if fates.is_empty() {
        return Ok(landing);
    }
    let mut setbacks = broadcast.setbacks.clone();
    let mut gone = Vec::new();
    let mut landed = Vec::with_capacity(fates.len());
    for (marked, fate) in fates {
        landing.note(&mut setbacks, letters, marked, fate);
        let (status, try_at) = match fate {
            Fate::Delivered => ("delivered", None),
            Fate::Blocked(chat) => {
                gone.push(*chat);
                ("blocked", None)
            }
            // Tried again with the others when it goes on.
            Fate::Refused(_) if broadcast.status == Status::Paused => ("waiting", None),
            Fate::Refused(_) => ("refused", None),
            Fate::Unknown => ("unknown", None),
            Fate::Unsent(wait) => ("waiting", (!wait.is_zero()).then(|| now + *wait)),
            Fate::Held => ("waiting", Some(now + HELD_FOR)),
            Fate::Away => ("waiting", Some(now + AWAY_FOR)),
        };
        landed.push(Landed {
            user_id: marked.user_id,
            status,
            try_at,
        });
    }
    landing.is_silent &= setbacks.is_silent();
    if !gone.is_empty() {
        accounts::mark_all_unreachable(tx, &gone, now).await?;
    }
    store::recipients::land(tx, broadcast.id, &landed).await?;
    if setbacks != broadcast.setbacks {
        store::changes::set_setbacks(tx, broadcast.id, &setbacks).await?;
    }
    Ok(landing)
}

impl Landing {
    fn note(&mut self, setbacks: &mut Setbacks, letters: &Letters, marked: &Marked, fate: &Fate) {
        let reads = Lang::with_tag(&marked.language).unwrap_or(Lang::En);
        let language = letters.pick(reads).map_or("", |(written, _)| written.tag());
        match fate {
            Fate::Delivered => setbacks.delivered(language),
            Fate::Blocked(_) => setbacks.answered(),
            Fate::Refused(words) => {
                if setbacks.refused(language) {
                    self.refusal = Some(words.clone());
                }
            }
            Fate::Unknown => {
                setbacks.unanswered();
                self.is_silent = true;
            }
            Fate::Unsent(wait) if !wait.is_zero() => setbacks.answered(),
            Fate::Unsent(_) | Fate::Held => setbacks.did_not_leave(),
            Fate::Away => {
                setbacks.did_not_leave();
                self.is_away = true;
            }
        }
    }
}
