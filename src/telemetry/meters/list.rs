//! The list itself, by what the questions are about.

use super::{
    Kind::{self, Counter, Gauge, Histogram},
    Meter,
    Values::{self, AtMost, These},
    steps::*,
    words::{DIFFERENCES, PROVIDERS},
};

const fn meter(
    kind: Kind,
    name: &'static str,
    labels: &'static [(&'static str, Values)],
    question: &'static str,
) -> Meter {
    Meter {
        name,
        kind,
        question,
        labels,
    }
}

/// All of them, by what they are about.
pub const METERS: &[Meter] = &[
    // Are people answered?
    meter(
        Histogram(TAP),
        "pinglass_update_seconds",
        &[("outcome", These(&["ok", "error"]))],
        "How long does it take to handle an update, once its turn has come?",
    ),
    meter(
        Histogram(TAP),
        "pinglass_update_age_seconds",
        &[],
        "How long after it came in is an update handled? This is what people feel.",
    ),
    meter(
        Gauge,
        "pinglass_inbox_updates",
        &[("status", These(&["waiting", "running", "dead"]))],
        "How many updates wait, are being handled, or were given up?",
    ),
    meter(
        Gauge,
        "pinglass_inbox_oldest_age_secs",
        &[("status", These(&["waiting", "running", "dead"]))],
        "Since when does the oldest of them?",
    ),
    // Does money arrive, and does it become photos?
    meter(
        Histogram(PRE_CHECKOUT),
        "pinglass_pre_checkout_seconds",
        &[("outcome", These(&["ok", "refused"]))],
        "How long does Telegram wait for our yes or no before a charge? After 10 s it says no.",
    ),
    meter(
        Counter,
        "pinglass_payments_total",
        &[
            ("provider", PROVIDERS),
            (
                "outcome",
                These(&[
                    "paid",
                    "before",
                    "extra",
                    "going_back",
                    "canceled",
                    "declined",
                    "unknown",
                    "too_little",
                    "too_late",
                    "surplus",
                ]),
            ),
        ],
        "Does money arrive, and what becomes of it?",
    ),
    meter(
        Counter,
        "pinglass_payment_differences_total",
        &[("provider", PROVIDERS), ("kind", DIFFERENCES)],
        "Do our books agree with those of Telegram, the bank and TON?",
    ),
    meter(
        Counter,
        "pinglass_ton_watch_failures_total",
        &[],
        "Can the TON wallet be read?",
    ),
    meter(
        Counter,
        "pinglass_refunds_total",
        &[
            ("provider", PROVIDERS),
            ("outcome", These(&["done", "by_hand"])),
        ],
        "Does money go back, and how much of it only by hand?",
    ),
    meter(
        Counter,
        "pinglass_sets_started_total",
        &[],
        "Do payments become sets?",
    ),
    meter(
        Counter,
        "pinglass_sets_ended_total",
        &[("outcome", These(&["delivered", "failed", "given_back"]))],
        "How do sets end?",
    ),
    meter(
        Histogram(SET),
        "pinglass_set_seconds",
        &[("outcome", These(&["delivered", "failed"]))],
        "How long do people wait from the payment to the album?",
    ),
    meter(
        Counter,
        "pinglass_photos_total",
        &[("outcome", These(&["completed", "failed"]))],
        "How many photos are made, and how many can't be?",
    ),
    meter(
        Histogram(MAKING),
        "pinglass_photo_making_seconds",
        &[],
        "How long does Kie take from the order of a photo until we have it?",
    ),
    meter(
        Counter,
        "pinglass_rerolls_started_total",
        &[("reason", These(&["not_me", "hands", "clothes", "other"]))],
        "How many portraits are made again, and why?",
    ),
    meter(
        Counter,
        "pinglass_rerolls_ended_total",
        &[("outcome", These(&["delivered", "failed"]))],
        "How do re-rolls end?",
    ),
    meter(
        Counter,
        "pinglass_prompt_trials_total",
        &[(
            "outcome",
            These(&[
                "made",
                "no_photos",
                "outage",
                "refused",
                "chance",
                "lost",
                "too_late",
            ]),
        )],
        "How do the staff's trials of prompts end?",
    ),
    meter(
        Counter,
        "pinglass_outages_total",
        &[(
            "reason",
            These(&["kie_account", "kie_maintenance", "kie_down"]),
        )],
        "How often does Kie stop working for us, and why?",
    ),
    meter(
        Histogram(WORK),
        "pinglass_photo_examination_seconds",
        &[],
        "How long do people wait for the verdict on a photo of theirs?",
    ),
    // What waits?
    meter(
        Gauge,
        "pinglass_waiting",
        &[(
            "what",
            These(&[
                "sets",
                "refunds",
                "refunds_by_hand",
                "tickets",
                "withdrawals",
            ]),
        )],
        "How much do people wait for?",
    ),
    meter(
        Gauge,
        "pinglass_waiting_oldest_age_secs",
        &[(
            "what",
            These(&[
                "sets",
                "refunds",
                "refunds_by_hand",
                "tickets",
                "withdrawals",
            ]),
        )],
        "Since when does the first of them?",
    ),
    meter(
        Gauge,
        "pinglass_health_alert",
        &[("rule", AtMost(16))],
        "Which of the bot's own alerts are open? They are those of /health in the staff group.",
    ),
    meter(
        Gauge,
        "pinglass_queue_jobs",
        &[
            ("kind", AtMost(128)),
            ("status", These(&["waiting", "running", "dead"])),
        ],
        "How many jobs of a kind wait, run, or were given up?",
    ),
    meter(
        Gauge,
        "pinglass_queue_oldest_due_age_secs",
        &[
            ("kind", AtMost(128)),
            ("status", These(&["waiting", "running", "dead"])),
        ],
        "Since when is the oldest of them due? Other tries and upkeep, which have time, don't count.",
    ),
    meter(
        Histogram(WAIT),
        "pinglass_job_wait_seconds",
        &[("kind", AtMost(128))],
        "How long does a job wait for a free slot after it is due?",
    ),
    meter(
        Histogram(WORK),
        "pinglass_job_seconds",
        &[
            ("kind", AtMost(128)),
            ("outcome", These(&["ok", "retry", "dead"])),
        ],
        "How long does one run of a job take, and how does it end?",
    ),
    meter(
        Histogram(REPLY),
        "pinglass_ticket_first_answer_seconds",
        &[],
        "How long do people wait for the first answer of support?",
    ),
    meter(
        Gauge,
        "pinglass_switch_on",
        &[(
            "switch",
            These(&[
                "sales",
                "maintenance",
                "method.stars",
                "method.tbank",
                "method.ton",
                "style.professional",
                "style.lifestyle",
                "style.creative",
            ]),
        )],
        "What have the staff switched on or off?",
    ),
    // Friends and partners.
    meter(
        Counter,
        "pinglass_referrals_total",
        &[],
        "How many people come by somebody's link?",
    ),
    meter(
        Counter,
        "pinglass_referral_earnings_total",
        &[("step", These(&["pending", "credited", "taken_back"]))],
        "What becomes of earnings?",
    ),
    meter(
        Gauge,
        "pinglass_referral_differences",
        &[],
        "How many balances differ from the sum of their rows? Any is a mistake.",
    ),
    meter(
        Counter,
        "pinglass_partner_applications_total",
        &[("step", These(&["sent", "approved", "refused"]))],
        "How do applications of partners go?",
    ),
    meter(
        Counter,
        "pinglass_withdrawals_total",
        &[(
            "step",
            These(&[
                "requested",
                "approved",
                "completed",
                "rejected",
                "cancelled",
            ]),
        )],
        "How do withdrawals go?",
    ),
    meter(
        Counter,
        "pinglass_erasures_total",
        &[],
        "How many people had their data erased?",
    ),
    // Who is slow?
    meter(
        Histogram(CALL),
        "pinglass_provider_call_seconds",
        &[
            (
                "provider",
                These(&["telegram", "kie", "tbank", "ton", "ton_rates"]),
            ),
            ("operation", AtMost(64)),
            ("status", AtMost(64)),
        ],
        "How long do others take to answer, and with what status?",
    ),
    meter(
        Histogram(CALL),
        "pinglass_telegram_wait_seconds",
        &[("lane", These(&["answer", "delivery", "bulk"]))],
        "How long do calls wait for Telegram's limits, by how urgent they are?",
    ),
    meter(
        Counter,
        "pinglass_telegram_floods_total",
        &[],
        "How often does Telegram say that it is too much (429)?",
    ),
    meter(
        Histogram(CONNECTION),
        "pinglass_db_wait_seconds",
        &[],
        "How long does work wait for a connection to the database?",
    ),
    meter(
        Gauge,
        "pinglass_db_connections",
        &[("state", These(&["busy", "idle"]))],
        "How many connections for handlers and jobs has this process?",
    ),
    meter(
        Gauge,
        "pinglass_db_connections_most",
        &[],
        "How many of these may it have (DATABASE_MAX_CONNECTIONS)?",
    ),
    meter(
        Counter,
        "pinglass_trace_batches_total",
        &[("outcome", These(&["taken", "lost"]))],
        "Does the collector of traces take what it is given?",
    ),
    // The machine.
    meter(
        Gauge,
        "pinglass_build_info",
        &[("version", AtMost(1))],
        "Which version runs?",
    ),
    meter(
        Gauge,
        "process_start_time_seconds",
        &[],
        "Since when does the process run? A change is a restart.",
    ),
    meter(
        Gauge,
        "process_cpu_seconds_total",
        &[],
        "How much processor time has it used?",
    ),
    meter(
        Gauge,
        "process_resident_memory_bytes",
        &[],
        "How much memory does it hold?",
    ),
    meter(
        Gauge,
        "process_open_fds",
        &[],
        "How many files and connections has it open?",
    ),
    meter(Gauge, "process_max_fds", &[], "How many may it have open?"),
];
