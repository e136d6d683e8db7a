//! Everything that the count needs to know of a run, taken from the fakes and from the product's
//! tables apart from each other. It can be written by hand too: so the count itself is tested.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use anyhow::{Context, Result};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;

use super::{
    fleet::Fleet,
    ground::{KIE_WEBHOOK_KEY, STAFF_CHAT_ID, TELEGRAM_SECRET},
    loss::Loss,
    person::NAME,
    plot::{Line, Plot, Side},
    staff::NEWS,
    store::{self, Tables},
};
use crate::{
    tbank,
    telegram::{SeenMessage, Telegram},
};

/// What a provider holds as paid.
#[derive(Clone, Debug)]
pub struct Charge {
    pub provider: &'static str,
    /// As the product's table calls it.
    pub id: String,
    /// None where the provider does not know.
    pub person: Option<i64>,
    /// In the provider's unit: Stars, roubles, TON.
    pub amount: Decimal,
    pub returned: Decimal,
    /// How many times money went back.
    pub returns: usize,
}

/// A portrait in somebody's chat.
#[derive(Clone, Debug)]
pub struct Portrait {
    pub person: i64,
    pub message: i64,
    /// The same for the same picture.
    pub picture: String,
    pub at: DateTime<Utc>,
    /// The process that sent it, if that is known.
    pub by: Option<String>,
    /// Whether it answers another, which was made again.
    pub is_reroll: bool,
}

/// A numbered line of a ticket that the bot has shown on the other side.
#[derive(Clone, Debug)]
pub struct Shown {
    pub line: Line,
    pub at: DateTime<Utc>,
    /// The process that sent it, if that is known.
    pub by: Option<String>,
}

/// How much of a run there was.
#[derive(Clone, Copy, Debug, Default)]
pub struct Extent {
    /// For how long people came and things went wrong.
    pub secs: u64,
    /// How many came early enough to buy something.
    pub people: usize,
    /// How many misfortunes befell somebody.
    pub misfortunes: usize,
}

#[derive(Clone, Debug, Default)]
pub struct Book {
    pub extent: Extent,
    pub tables: Tables,
    pub charges: Vec<Charge>,
    pub portraits: Vec<Portrait>,
    pub said: Vec<Line>,
    pub shown: Vec<Shown>,
    /// How often each person got the news.
    pub news: BTreeMap<i64, usize>,
    pub losses: Vec<Loss>,
    pub brought: BTreeMap<i64, i64>,
    pub erased: BTreeSet<i64>,
    /// Who was not answered in calm weather.
    pub unanswered: Vec<i64>,
    /// What had not ended when the patience did.
    pub unfinished: Vec<String>,
    /// What processes did that no process should, lines of logs that say too much, and what the
    /// fakes would not take.
    pub blame: Vec<String>,
    pub leaks: Vec<String>,
    pub problems: Vec<String>,
    pub floods: usize,
    /// The largest resident memory of each process, in millions of bytes.
    pub memory: Vec<(String, f64)>,
}

impl Book {
    pub async fn write(
        plot: &Plot,
        fleet: &Fleet,
        unfinished: Vec<String>,
        unanswered: Vec<i64>,
    ) -> Result<Self> {
        let ground = &plot.ground;
        let people = plot.arrived();
        let mut charges = star_charges(&ground.telegram);
        charges.extend(bank_charges(&ground.tbank, &plot.payers()));
        charges.extend(coin_charges(plot, &ground.db).await?);
        let mut book = Self {
            tables: store::load(&ground.db).await?,
            charges,
            said: plot.said(),
            losses: plot.losses(),
            brought: plot.brought(),
            erased: plot.erased(),
            unanswered,
            unfinished,
            blame: plot.blame(),
            leaks: leaks(fleet, &ground.telegram.token())?,
            floods: ground.telegram.flood_violations(),
            memory: fleet.memory().await,
            ..Self::default()
        };
        book.problems = problems(plot);
        for person in people {
            book.reads_chat(fleet, person, &ground.telegram.messages(person));
        }
        for message in ground.telegram.messages(STAFF_CHAT_ID) {
            book.notes_line(fleet, &message, Side::Person);
        }
        Ok(book)
    }

    fn reads_chat(&mut self, fleet: &Fleet, person: i64, messages: &[SeenMessage]) {
        for message in messages.iter().filter(|message| message.from_bot) {
            self.notes_line(fleet, message, Side::Staff);
            if message.text.contains(NEWS) {
                *self.news.entry(person).or_default() += 1;
            }
            if let Some(media) = message.media.as_ref().filter(|_| is_portrait(message)) {
                self.portraits.push(Portrait {
                    person,
                    message: message.id,
                    picture: media.file_unique_id.clone(),
                    at: message.date,
                    by: sender(fleet, message),
                    is_reroll: message.reply_to.is_some(),
                });
            }
        }
    }

    /// Notes what the bot shows of the other side's words.
    fn notes_line(&mut self, fleet: &Fleet, message: &SeenMessage, side: Side) {
        let line =
            Line::shown_in(&message.text).filter(|line| message.from_bot && line.side == side);
        self.shown.extend(line.map(|line| Shown {
            line,
            at: message.date,
            by: sender(fleet, message),
        }));
    }
}

/// The process that sent a message.
fn sender(fleet: &Fleet, message: &SeenMessage) -> Option<String> {
    fleet.whose(message.called_at.as_deref()?)
}

/// The other pictures, codes to scan of quotes, have buttons below them until they are paid or over,
/// and are edited then; a portrait has none and stays as it is, unless it was made again, and then it
/// answers the one before.
fn is_portrait(message: &SeenMessage) -> bool {
    let is_plain = message.keyboard.is_empty() && !message.edited;
    message.kind == "photo" && (is_plain || message.reply_to.is_some())
}

fn star_charges(telegram: &Telegram) -> Vec<Charge> {
    let lines = telegram.star_transactions();
    let paid = lines.iter().filter(|line| !line.is_refund);
    paid.map(|line| {
        let back = lines
            .iter()
            .filter(|back| back.is_refund && back.id == line.id);
        let back: Vec<i64> = back.map(|back| back.amount).collect();
        Charge {
            provider: "stars",
            id: line.id.clone(),
            person: Some(line.user_id),
            amount: line.amount.into(),
            returned: back.iter().sum::<i64>().into(),
            returns: back.len(),
        }
    })
    .collect()
}

/// The bank does not know who its payers are in Telegram; they themselves do.
fn bank_charges(bank: &tbank::Tbank, payers: &BTreeMap<u64, i64>) -> Vec<Charge> {
    use tbank::Status::{AsyncRefunding, Confirmed, PartialRefunded, Refunded};
    let payments = bank.payments().into_iter();
    let taken = payments.filter(|payment| {
        matches!(
            payment.status,
            Confirmed | PartialRefunded | Refunded | AsyncRefunding
        )
    });
    taken
        .map(|payment| Charge {
            provider: "tbank",
            id: payment.payment_id.to_string(),
            person: payers.get(&payment.payment_id).copied(),
            amount: Decimal::new(payment.amount, 2),
            returned: Decimal::new(payment.refunded, 2),
            returns: payment.returns.len(),
        })
        .collect()
}

/// What was sent for one quote is one charge; whose payment it became, only the tables say.
async fn coin_charges(plot: &Plot, db: &sqlx::PgPool) -> Result<Vec<Charge>> {
    let mut sums: BTreeMap<String, Charge> = BTreeMap::new();
    for coins in plot.coins() {
        let charge = sums.entry(coins.comment).or_insert_with(|| Charge {
            provider: "ton",
            id: coins.hash.clone(),
            person: Some(coins.person),
            amount: Decimal::ZERO,
            returned: Decimal::ZERO,
            returns: 0,
        });
        let nano = i64::try_from(coins.nano).context("so much is not paid")?;
        charge.amount += Decimal::new(nano, 9);
        if let Some(hash) = store::payment_of_transfer(db, &coins.hash).await? {
            charge.id = hash;
        }
    }
    Ok(sums.into_values().collect())
}

/// Lines in which something personal or secret stands.
fn leaks(fleet: &Fleet, token: &str) -> Result<Vec<String>> {
    let secrets = [
        token,
        NAME,
        "№¤",
        "@guests.example",
        "X-Amz-Signature",
        KIE_WEBHOOK_KEY,
        TELEGRAM_SECRET,
    ];
    let mut leaks = Vec::new();
    for ship in &fleet.ships {
        let log = fs::read_to_string(ship.log_path()).context("cannot read a log")?;
        let telling = log
            .lines()
            .filter(|line| secrets.iter().any(|secret| line.contains(secret)));
        leaks.extend(telling.map(|line| format!("{}: {line}", ship.name)));
    }
    Ok(leaks)
}

/// What the fakes refused and no misfortune explains: whoever was cut off in the middle of an
/// answer answers once more, an old message may be gone, and a storage that is full or away has no
/// references for Kie.
fn problems(plot: &Plot) -> Vec<String> {
    let ground = &plot.ground;
    let mut problems = ground.telegram.problems();
    problems.extend(ground.kie.problems());
    problems.extend(ground.tbank.problems());
    problems.extend(ground.ton.problems());
    problems.retain(|problem| {
        let is_excused =
            |(what, why): &(&str, &str)| problem.contains(what) && problem.contains(why);
        !EXCUSED.iter().any(is_excused)
    });
    problems
}

/// By two words each. That a reference is not there, or may not be read, is not among them.
const EXCUSED: [(&str, &str); 7] = [
    ("query is too old", ""),
    ("message to delete not found", ""),
    ("message to edit not found", ""),
    ("message is not modified", ""),
    ("cannot download the reference", "the answer is 5"),
    ("cannot download the reference", "error sending request"),
    ("the reference", "breaks off"),
];
