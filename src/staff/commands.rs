//! What can be said in the staff group, and what it takes: one line a command, the only
//! place that says so. `/help` shows each member the lines that they may use.

use super::Permission::{self, ChangeSettings, Look, MoveMoney, ServeCustomers};

/// A command of the staff group.
#[derive(Clone, Copy, Debug)]
pub struct StaffCommand {
    /// Without the slash.
    pub name: &'static str,
    pub permission: Permission,
    /// The message that says what it does, in a few words.
    pub about_key: &'static str,
}

/// All commands in the order of lists. A feature that serves one by
/// [`command`](super::command) adds its line here.
pub const COMMANDS: &[StaffCommand] = &[
    // The staff itself.
    line("help", Look, "staff-command-help"),
    line("staff", Look, "staff-command-staff"),
    line("audit", Look, "staff-command-audit"),
    // Support.
    line("tickets", Look, "staff-command-tickets"),
    line("ticket", Look, "staff-command-ticket"),
    line("week", Look, "staff-command-week"),
    line("a", ServeCustomers, "staff-command-canned"),
    line("note", ServeCustomers, "staff-command-note"),
    line("del", ServeCustomers, "staff-command-del"),
    line("take", ServeCustomers, "staff-command-take"),
    line("release", ServeCustomers, "staff-command-release"),
    line("priority", ServeCustomers, "staff-command-priority"),
    line("p1", ServeCustomers, "staff-command-p1"),
    line("p2", ServeCustomers, "staff-command-p2"),
    line("p3", ServeCustomers, "staff-command-p3"),
    line("p4", ServeCustomers, "staff-command-p4"),
    line("escalate", ServeCustomers, "staff-command-escalate"),
    line("wait", ServeCustomers, "staff-command-wait"),
    line("resume", ServeCustomers, "staff-command-resume"),
    line("resolve", ServeCustomers, "staff-command-resolve"),
    line("reopen", ServeCustomers, "staff-command-reopen"),
    line("canned", ChangeSettings, "staff-command-change-canned"),
    // Referral.
    line("withdrawals", Look, "staff-command-withdrawals"),
    line("withdrawal", Look, "staff-command-withdrawal"),
    line("reject", MoveMoney, "staff-command-reject"),
    line("applications", Look, "application-command"),
    line("partner", Look, "terms-command"),
    // Money.
    line("policy", Look, "staff-command-policy"),
    // Broadcasts.
    line("broadcast", ChangeSettings, "broadcast-command"),
    line("broadcasts", ChangeSettings, "broadcast-command-list"),
    // Seeing.
    line("stats", Look, "staff-command-stats"),
    line("export", MoveMoney, "staff-command-export"),
    line("health", Look, "staff-command-health"),
    // What is sold at all.
    line("switches", Look, "staff-command-switches"),
    // People and their payments.
    line("user", Look, "customer-command-user"),
    line("ban", ServeCustomers, "customer-command-ban"),
    line("unban", ServeCustomers, "customer-command-unban"),
    line("order", Look, "customer-command-order"),
    line("followups", Look, "customer-command-followups"),
    // The catalogue.
    line("tiers", Look, "staff-command-tiers"),
    line("tier", Look, "staff-command-tier"),
    line("prompts", Look, "staff-command-prompts"),
    line("prompt", Look, "staff-command-prompt"),
    line("testavatar", ChangeSettings, "staff-command-testavatar"),
    line("preview", ChangeSettings, "staff-command-preview"),
];

const fn line(name: &'static str, permission: Permission, about_key: &'static str) -> StaffCommand {
    StaffCommand {
        name,
        permission,
        about_key,
    }
}

/// A part of the list of commands: the first of its commands, and the message that heads
/// it. It goes on to the first of the next.
pub(super) const SECTIONS: &[(&str, &str)] = &[
    ("help", "staff-section-staff"),
    ("tickets", "staff-section-support"),
    ("withdrawals", "staff-section-referral"),
    ("policy", "staff-section-money"),
    ("broadcast", "staff-section-broadcasts"),
    ("stats", "staff-section-seeing"),
    ("switches", "staff-section-switches"),
    ("user", "staff-section-people"),
    ("tiers", "staff-section-catalogue"),
];
