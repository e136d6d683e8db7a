//! What may read a table whole, and why.

/// Tables that do not grow with the people who come, and what a row of each is.
pub const SMALL: &[(&str, &str)] = &[
    ("_sqlx_migrations", "a migration"),
    ("admin_users", "somebody of the staff"),
    (
        "adoption_conflicts",
        "a row that an older database had twice; none is added later",
    ),
    ("broadcast_letters", "a language of a broadcast"),
    ("broadcasts", "a broadcast, written by hand"),
    ("canned_answers", "a ready answer, written by hand"),
    ("custom_prompts", "a prompt, written by hand"),
    ("exchange_rates", "a currency"),
    ("health_alerts", "a rule that watches"),
    ("health_probes", "something that is probed"),
    ("health_processes", "a process that runs"),
    (
        "kie_spending",
        "a quarter of an hour of a model, which is little for years",
    ),
    ("order_lines", "a provider"),
    (
        "payment_differences",
        "a difference that the staff was shown",
    ),
    ("pricing_tiers", "a size of a set"),
    ("prompt_texts", "a wording of a prompt"),
    ("prompt_trials", "a trial of a prompt by the staff"),
    ("provider_breakers", "a provider"),
    ("provider_cursors", "a list that is read on"),
    ("refund_policy", "a setting"),
    ("sales_pauses", "a reason why nothing is sold"),
    ("staff_group_moves", "a move of the staff's group"),
    ("staff_group_silences", "a group of the staff"),
    (
        "staff_log_searches",
        "a search of the staff, forgotten after a month",
    ),
    (
        "staff_login_tries",
        "a name that somebody tried to log in by",
    ),
    ("staff_names", "somebody of the staff"),
    ("staff_notices", "something that the staff was told once"),
    ("staff_topics", "a topic of the staff's group"),
    ("style_previews", "a picture of a style"),
    (
        "support_remains",
        "what the staff's group still shows of somebody who was erased",
    ),
    ("support_weeks", "a week"),
    ("switches", "a switch"),
    (
        "telegram_paces",
        "a chat that was written to within the last minute",
    ),
    ("telegram_polling", "the only row"),
    ("telegram_window", "the only row"),
    ("test_avatar", "the only row"),
    ("throttles", "a limit"),
    ("ticket_numbers", "a year"),
    (
        "withdrawal_detail_messages",
        "a message with details that is about to be deleted",
    ),
];

pub fn is_small(table: &str) -> bool {
    SMALL.iter().any(|(name, _)| *name == table)
}

/// Queries that may be slow.
pub struct Exception {
    /// Words that stand in each of these queries alone, with one space between them.
    pub queries: &'static [&'static str],
    /// Who asks, and how often.
    pub why: &'static str,
}

pub const EXCEPTIONS: &[Exception] = &[
    Exception {
        why: "The desk of withdrawals: whoever of the staff opens it, and a sweep every half hour and \
              every day. Each row is money that somebody of the staff sent by hand.",
        queries: &[
            "select count(*) as \"all!\" from withdrawal_requests",
            "select id from withdrawal_requests where (status in ('pending', 'approved') or status is null)",
            "select id from withdrawal_requests where case",
            "select id from withdrawal_requests where request_key is not null",
            "as \"sent_by!\"",
            "select method, count(*) as \"count!\", coalesce(sum(amount), 0) as \"amount!\"",
        ],
    },
    Exception {
        why: "The support's week, told once a week.",
        queries: &[
            "from support_tickets where created_at >= $1 and created_at < $2",
            "select count(*) as \"count!\" from support_tickets where resolved_at >= $1",
            "count(*) filter (where resolved_at <= resolution_due_at) as \"kept!\"",
            "count(*) filter (where given_at <= due_at) as \"kept!\"",
            "extract(epoch from resolved_at at time zone 'UTC' - created_at)",
            "extract(epoch from first_responded_at - created_at)",
            "select width_bucket(created_at, $1::timestamp[]) as \"day!\"",
        ],
    },
    Exception {
        why: "The staff looks something up: a list, a search, or how often a prompt succeeds.",
        queries: &[
            "select id, count(*) over () as \"all!\" from support_tickets",
            "join support_tickets on support_tickets.user_id = users.id where users.telegram_user_id is not null and (",
            "join custom_prompts as prompt on prompt.prompt_text = task.prompt",
        ],
    },
    Exception {
        why: "The log of the staff's deeds: an index serves each filter, and which of them are set \
              is known only when it is asked.",
        queries: &["metadata -> 'second' ->> 'telegram_id'"],
    },
    Exception {
        why: "Somebody leaves the staff.",
        queries: &["update admin_audit_log set admin_id = null where admin_id = $1"],
    },
    Exception {
        why: "The staff's group moved, or lost a topic.",
        queries: &[
            "update staff_cards set version = version + 1 where chat_id <> $1",
            "update staff_cards set message_id = null, topic_id = null, is_moving = false",
        ],
    },
    Exception {
        why: "The books are compared once a day; all of them, or they would not be compared.",
        queries: &[
            "select hash, payment_id from ton_transfers where outcome = 'paid'",
            "where status in ('asked', 'unclear', 'open') or created_at >= $1",
            "select payment.id as payment_id, brought.user_id as payer",
            "payment.status = 'refunded' as \"is_refunded!\"",
            "and not exists (select from generation_jobs where payment_id = payments.id)",
            "with earned as (",
        ],
    },
    Exception {
        why: "Whom an older program wrote down as brought: all once a day, and one when a person is \
              erased, for whom PostgreSQL makes a plan of its own.",
        queries: &["from referral_balances as owner join users on users.referral_code_used"],
    },
    Exception {
        why: "Upkeep once an hour, which reads the age of every photo that is kept; and of one avatar's, \
              for which PostgreSQL makes a plan of its own.",
        queries: &["select avatars.id as avatar_id, coalesce(references_warned_at > kept.since"],
    },
    Exception {
        why: "A broadcast is counted for its card: every ten seconds at most while it goes out. Its \
              people are chosen once, and a list of them is replaced by hand.",
        queries: &[
            "count(*) filter (where status in ('waiting', 'sending')) as \"left!\"",
            "select count(distinct user_id) as \"people!\", coalesce(sum(clicks), 0)",
            "with audience as (",
            "delete from broadcast_listed where broadcast_id = $1",
        ],
    },
    Exception {
        why: "The queue is counted whole, every ten seconds and every minute, for those who watch. It \
              holds what is in hand: what is done is deleted.",
        queries: &[
            "as \"failing!\", count(*) filter (where status = 'dead') as \"dead!\"",
            "from jobs group by kind, status",
        ],
    },
    Exception {
        why: "While Kie is out, every minute at most: back past the tasks that are not ordered yet, \
              which are few, to the first that was.",
        queries: &[
            "where kie_task_id is not null and created_remotely_at is not null order by id desc",
        ],
    },
    Exception {
        why: "The end of a maintenance.",
        queries: &["delete from maintenance_notices where told_at <= $1"],
    },
    Exception {
        why: "A person is erased. Of most their chat is their id, but a row of a group may be theirs.",
        queries: &["delete from dialogues where chat_id = $1 or user_id = $1"],
    },
    Exception {
        why: "Every ten minutes. An index on the state of a dialogue would be written anew at every \
              step of everybody's dialogues, which now leave the indexes alone.",
        queries: &["delete from dialogues where state ? 'confidential' and updated_at < $1"],
    },
];
