//! Each role × each command: who may is let, and what they change is written down; who may
//! not is told so, and nothing happens.
//!
//! A command needs a line among [`TRIES`]: without one the test names it. What a command
//! changes is not asked of the command: all business tables are compared before and after.

use std::collections::BTreeSet;

use pinglass::{i18n::Lang, staff::COMMANDS};
use sqlx::AssertSqlSafe;

use crate::world::{Friend, World};

/// What it takes, from nothing to everything. Kept apart from the table in the code, which
/// this test watches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Least {
    Viewer,
    Operator,
    Admin,
}

use Least::{Admin, Operator, Viewer};

/// Where a command is said.
#[derive(Clone, Copy)]
enum Place {
    Group,
    /// The topic of Anna's ticket.
    Ticket,
    /// As an answer, there, to what an operator wrote just before.
    BelowAnswer,
}

use Place::{BelowAnswer, Group, Ticket};

/// Words to try a command with, and what is written down when they change something.
struct Try {
    words: &'static str,
    place: Place,
    least: Least,
    action: Option<&'static str>,
}

const fn looks(words: &'static str) -> Try {
    Try {
        words,
        place: Group,
        least: Viewer,
        action: None,
    }
}

const fn changes(words: &'static str, place: Place, least: Least, action: &'static str) -> Try {
    Try {
        words,
        place,
        least,
        action: Some(action),
    }
}

/// What is only said to each other, or shown before it is done, changes nothing yet.
const fn says(words: &'static str, place: Place, least: Least) -> Try {
    Try {
        words,
        place,
        least,
        action: None,
    }
}

/// In an order in which each finds something to do.
const TRIES: &[Try] = &[
    // The staff itself.
    looks("/help"),
    looks("/staff"),
    looks("/audit"),
    looks("/audit oleg 2026-03"),
    // Support.
    looks("/tickets"),
    looks("/ticket TKT-2026-001"),
    looks("/week"),
    changes("/take", Ticket, Operator, "ticket_taken"),
    changes("/release", Ticket, Operator, "ticket_released"),
    changes("/priority P2", Ticket, Operator, "ticket_priority"),
    changes("/p1", Ticket, Operator, "ticket_priority"),
    changes("/p2", Ticket, Operator, "ticket_priority"),
    changes("/p3", Ticket, Operator, "ticket_priority"),
    changes("/p4", Ticket, Operator, "ticket_priority"),
    changes("/escalate", Ticket, Operator, "ticket_escalated"),
    changes("/wait", Ticket, Operator, "ticket_waiting"),
    changes("/resume", Ticket, Operator, "ticket_resumed"),
    says("/a", Ticket, Operator),
    says("/note she wrote before", Ticket, Operator),
    changes("/del", BelowAnswer, Operator, "ticket_answer_taken_back"),
    changes("/resolve", Ticket, Operator, "ticket_resolved"),
    changes("/reopen", Ticket, Operator, "ticket_reopened"),
    says("/canned", Group, Admin),
    // Referral.
    looks("/withdrawals"),
    Try {
        words: "/withdrawals 2026-03",
        place: Group,
        least: Operator,
        action: Some("withdrawals_exported"),
    },
    looks("/withdrawal 1"),
    says("/reject", Group, Operator),
    looks("/applications"),
    looks("/partner 1"),
    // Money.
    looks("/policy"),
    changes("/policy take_back_days 30", Group, Admin, "refund_policy"),
    // Broadcasts.
    says("/broadcast", Group, Admin),
    says("/broadcasts", Group, Admin),
    // How it goes.
    looks("/stats"),
    says("/export", Group, Operator),
    looks("/health"),
    // Switches.
    looks("/switches"),
    // People and their payments.
    looks("/user 1"),
    looks("/order 1"),
    looks("/followups"),
    says("/ban 1 Spam", Group, Operator),
    says("/unban 1", Group, Operator),
    // The catalogue.
    looks("/tiers"),
    looks("/tier starter"),
    says("/tier starter price 549", Group, Admin),
    looks("/prompts lifestyle"),
    looks("/prompt lifestyle_01"),
    says("/testavatar", Group, Admin),
    says("/preview", Group, Admin),
];

/// What goes by itself or says nothing about the business: how updates, jobs and messages
/// are on their way, whom a message in the group shows, what was asked and not confirmed,
/// who was seen when. What is said in
/// a ticket is kept there, with its author.
const BESIDE_THE_BUSINESS: &[&str] = &[
    "_sqlx_migrations",
    "admin_audit_log",
    "dialogues",
    "jobs",
    "prompt_texts",
    "rate_limits",
    "shown_people",
    "shown_people",
    "staff_cards",
    "staff_deeds",
    "staff_log_searches",
    "staff_notices",
    "staff_topics",
    "support_shown",
    "telegram_updates",
    "ticket_messages",
    "ticket_message_albums",
    "user_settings",
    "users",
];

/// Everything that the business has written down, as one number.
struct Books {
    query: String,
}

impl Books {
    async fn open(world: &World) -> Self {
        let tables: Vec<String> = sqlx::query_scalar(
            "select tablename::text from pg_tables where schemaname = 'public' order by 1",
        )
        .fetch_all(&world.db)
        .await
        .unwrap();
        let tables = tables
            .iter()
            .filter(|table| !BESIDE_THE_BUSINESS.contains(&table.as_str()));
        let sums = tables.map(|table| {
            format!(
                "select '{table}' as name,
                     md5(coalesce(string_agg(line::text, '|' order by line::text), '')) as sum
                 from {table} as line"
            )
        });
        let query = sums.collect::<Vec<_>>().join(" union all ");
        Self { query }
    }

    /// Each table with what it holds.
    async fn read(&self, world: &World) -> BTreeSet<(String, String)> {
        let sums: Vec<(String, String)> = sqlx::query_as(AssertSqlSafe(self.query.clone()))
            .fetch_all(&world.db)
            .await
            .unwrap();
        sums.into_iter().collect()
    }
}

/// The tables that differ.
fn differing(
    before: &BTreeSet<(String, String)>,
    after: &BTreeSet<(String, String)>,
) -> Vec<String> {
    let changed = after.difference(before);
    changed.map(|(table, _)| table.clone()).collect()
}

/// What there has to be for the words to have a meaning.
async fn prepare(world: &World, author: &Friend<'_>, tried: &Try) {
    if let BelowAnswer = tried.place {
        world
            .in_topic("TKT-2026-001", author)
            .sends("A moment, please.")
            .await;
    }
}

/// Says the words where they belong; what was said then.
async fn say(world: &World, member: &Friend<'_>, tried: &Try) -> String {
    let there = match tried.place {
        Group => None,
        Ticket | BelowAnswer => Some(world.in_topic("TKT-2026-001", member)),
    };
    let speaker = there.as_ref().unwrap_or(member);
    speaker.person.transcript();
    match tried.place {
        Group | Ticket => speaker.sends(tried.words).await,
        BelowAnswer => speaker.replies_to("A moment, please.", tried.words).await,
    }
    // As it is: a list of ready answers shows their placeholders.
    speaker.person.transcript()
}

/// Whether the answer to somebody who may not was given.
fn is_refusal(said: &str) -> bool {
    said.contains("and this is not part of it") || said.contains("only staff can use this")
}

/// What the log lacks when all is tried: actions that nobody wrote down, and words for those
/// that somebody did.
async fn unwritten(world: &World) -> Vec<String> {
    let done: BTreeSet<String> = sqlx::query_scalar("select action from admin_audit_log")
        .fetch_all(&world.db)
        .await
        .unwrap()
        .into_iter()
        .collect();
    let expected = TRIES.iter().filter_map(|tried| tried.action);
    let missing = expected.filter(|action| !done.contains(*action));
    let mut wrong: Vec<String> = missing
        .map(|action| format!("{action} was never written down"))
        .collect();
    let has_no_words = |action: &&String| {
        let key = format!("log-action-{action}");
        Lang::ALL.iter().any(|lang| lang.find(&key).is_none())
    };
    let wordless = done.iter().filter(has_no_words);
    wrong.extend(wordless.map(|action| format!("/audit has no words for {action}")));
    wrong
}

#[tokio::test]
async fn each_role_may_do_what_it_may_and_it_is_written_down() {
    let world = World::with_staff().await;
    let anna = world.anna();
    anna.has_a_ticket("Where is my set?").await;
    world.has_a_payout(&world.boris(), 3000, 200).await;
    let oleg = world.staff_member(202, "Oleg", "operator").await;
    let untied = world.staff_member(205, "Untied", "admin").await;
    world
        .execute("update admin_users set telegram_user_id = null where username = 'untied'")
        .await;
    let members = [
        ("nobody", world.in_staff_group(204, "Igor"), None),
        ("untied", untied, None),
        (
            "viewer",
            world.staff_member(203, "Vera", "viewer").await,
            Some(Viewer),
        ),
        (
            "operator",
            world.in_staff_group(202, "Oleg"),
            Some(Operator),
        ),
        (
            "admin",
            world.staff_member(207, "Anton", "admin").await,
            Some(Admin),
        ),
        ("owner", world.olga(), Some(Admin)),
    ];
    let books = Books::open(&world).await;
    let mut wrong = Vec::new();
    let audited = async || -> i64 { world.value("select count(*) from admin_audit_log").await };
    for tried in TRIES {
        for (role, member, standing) in &members {
            prepare(&world, &oleg, tried).await;
            let (before, lines) = (books.read(&world).await, audited().await);
            let said = say(&world, member, tried).await;
            let changed = differing(&before, &books.read(&world).await);
            let is_audited = audited().await > lines;
            let may = standing.is_some_and(|standing| standing >= tried.least);
            let what = format!("{role}, {}", tried.words);
            if may == is_refusal(&said) {
                wrong.push(format!("{what}: may is {may}, and was answered: {said}"));
            }
            if !may && (is_audited || !changed.is_empty()) {
                wrong.push(format!("{what}: may not, and changed {changed:?}"));
            }
            if may && !changed.is_empty() && !is_audited {
                wrong.push(format!(
                    "{what}: changed {changed:?}, which nobody wrote down"
                ));
            }
        }
    }
    wrong.extend(unwritten(&world).await);
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_command_is_tried() {
    let tried: BTreeSet<&str> = TRIES
        .iter()
        .filter_map(|tried| tried.words.split_whitespace().next())
        .map(|command| command.trim_start_matches('/'))
        .collect();
    let known: BTreeSet<&str> = COMMANDS.iter().map(|command| command.name).collect();
    let untried: Vec<_> = known.difference(&tried).collect();
    assert!(
        untried.is_empty(),
        "these commands need a line among TRIES in {}: {untried:?}",
        file!()
    );
    let unknown: Vec<_> = tried.difference(&known).collect();
    assert!(unknown.is_empty(), "these are no commands: {unknown:?}");
}
