//! A person's card, a line for each thing that the staff asks itself. What has a number
//! shows it, so that the next command can be typed.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use sqlx::PgConnection;
use teloxide::types::InlineKeyboardButton;

use super::{
    PersonTap,
    lines::{day, list, moment, payment_line},
};
use crate::{
    accounts::{self, Ban, Profile},
    catalogue::Style,
    customers::{
        Deps,
        store::card::{
            self as store, AvatarLine, Counts, Facts, SetLine, TicketLine, WithdrawalLine,
        },
    },
    i18n::{FluentValue, Lang},
    payments::{self, Payment},
    staff::Role,
    telegram::{Screen, button, rows},
};

/// Lines of one kind.
const MOST: usize = 4;

/// All that stands on a card.
struct Card {
    profile: Profile,
    facts: Facts,
    ban: Option<Ban>,
    counts: Counts,
    avatars: Vec<AvatarLine>,
    totals: payments::Overview,
    payments: Vec<Payment>,
    sets: Vec<SetLine>,
    tickets: Vec<TicketLine>,
    withdrawals: Vec<WithdrawalLine>,
    zone: Tz,
}

/// The card of a person as they stand, with the buttons of this role; `None` of whoever
/// was erased.
pub(in crate::customers) async fn card(
    connection: &mut PgConnection,
    deps: &Deps,
    person_id: i32,
    role: Role,
) -> anyhow::Result<Option<Screen>> {
    let Some(card) = Card::load(connection, deps, person_id).await? else {
        return Ok(None);
    };
    let lang = deps.desk.lang;
    let buttons = card.buttons(lang, role);
    Ok(Some(Screen::with_buttons(card.text(lang), buttons)))
}

impl Card {
    async fn load(
        connection: &mut PgConnection,
        deps: &Deps,
        person_id: i32,
    ) -> anyhow::Result<Option<Self>> {
        let (Some(profile), Some(facts)) = (
            accounts::find_profile(connection, person_id).await?,
            store::facts(connection, person_id).await?,
        ) else {
            return Ok(None);
        };
        let most = i64::try_from(MOST)?;
        Ok(Some(Self {
            profile,
            facts,
            ban: accounts::find_ban(connection, person_id).await?,
            counts: store::counts(connection, person_id).await?,
            avatars: store::avatars(connection, person_id, most).await?,
            totals: payments::overview(connection, person_id).await?,
            payments: payments::list_of_person(connection, person_id, (0, most)).await?,
            sets: store::sets(connection, person_id, most).await?,
            tickets: store::tickets(connection, person_id, most).await?,
            withdrawals: store::withdrawals(connection, person_id, most).await?,
            zone: deps.zone,
        }))
    }

    fn text(&self, lang: Lang) -> String {
        let sections = [
            self.person(lang),
            self.ban(lang),
            self.avatars(lang),
            self.money(lang),
            self.sets(lang),
            self.tickets(lang),
            self.earned(lang),
        ];
        let sections: Vec<String> = sections
            .into_iter()
            .filter(|lines| !lines.is_empty())
            .map(|lines| lines.join("\n"))
            .collect();
        sections.join("\n\n")
    }

    fn person(&self, lang: Lang) -> Vec<String> {
        let (person, facts) = (&self.profile.person, &self.facts);
        let username = self.profile.username.as_ref();
        let username = username.map_or_else(String::new, |name| format!(" @{name}"));
        let day = |at: Option<DateTime<Utc>>| FluentValue::from(day(self.zone, at));
        let mut lines = vec![
            lang.html(
                "customer-head",
                &[
                    ("name", person.first_name.clone().into()),
                    ("username", username.into()),
                    ("number", person.id.to_string().into()),
                    ("telegram", person.telegram_id.to_string().into()),
                ],
            ),
            lang.html(
                "customer-known",
                &[
                    ("language", person.lang.text("language-name", &[]).into()),
                    ("since", day(self.profile.since)),
                    ("seen", moment(self.zone, facts.last_seen_at).into()),
                ],
            ),
        ];
        lines.push(match facts.consented_at {
            Some(at) if person.has_consented => {
                lang.html("customer-consented", &[("day", day(Some(at)))])
            }
            Some(at) => lang.html("customer-consented-before", &[("day", day(Some(at)))]),
            None => lang.html("customer-not-consented", &[]),
        });
        if let Some(id) = facts.referrer_id {
            let name = facts.referrer_name.clone().unwrap_or_default();
            let args = [("name", name.into()), ("number", id.to_string().into())];
            lines.push(lang.html("customer-referrer", &args));
        }
        if self.profile.is_unreachable {
            lines.push(lang.html("customer-unreachable", &[]));
        }
        if person.is_leaving {
            lines.push(lang.html("customer-leaving", &[]));
        }
        lines
    }

    fn ban(&self, lang: Lang) -> Vec<String> {
        let Some(ban) = &self.ban else {
            return Vec::new();
        };
        let at = ("at", moment(self.zone, ban.at).into());
        let mut lines = vec![match &ban.by {
            Some(by) => lang.html("customer-banned-by", &[at, ("by", by.clone().into())]),
            None => lang.html("customer-banned", &[at]),
        }];
        if let Some(reason) = &ban.reason {
            let reason = super::reason_words(lang, reason);
            lines.push(lang.html("customer-ban-reason", &[("reason", reason.into())]));
        }
        lines
    }

    fn avatars(&self, lang: Lang) -> Vec<String> {
        let line = |avatar: &AvatarLine| {
            let status = match avatar.status.as_str() {
                "ready" => lang.text("customer-avatar-ready", &[]),
                "processing" => lang.text("customer-avatar-processing", &[]),
                _ => lang.text("customer-avatar-draft", &[]),
            };
            lang.html(
                "customer-avatar",
                &[
                    ("number", avatar.id.to_string().into()),
                    ("name", avatar.name.clone().into()),
                    ("status", status.into()),
                    ("photos", avatar.photos.into()),
                ],
            )
        };
        list(
            lang,
            "customer-avatars",
            &self.avatars,
            self.counts.avatars,
            line,
        )
    }

    fn money(&self, lang: Lang) -> Vec<String> {
        let line = |payment: &Payment| {
            let line = payment_line(lang, self.zone, payment);
            teloxide::utils::html::escape(&line)
        };
        let count = self.counts.payments;
        let mut lines = list(lang, "customer-payments", &self.payments, count, line);
        if let Some(head) = lines.first_mut()
            && !self.totals.totals.is_empty()
        {
            let sums: Vec<String> = self
                .totals
                .totals
                .iter()
                .map(|total| format!("{} ({})", total.sum.words(lang), total.paid))
                .collect();
            let back: i64 = self
                .totals
                .totals
                .iter()
                .map(|total| total.given_back)
                .sum();
            let sums = ("sums", sums.join(", ").into());
            *head = lang.html("customer-paid", &[sums, ("back", back.into())]);
        }
        lines
    }

    fn sets(&self, lang: Lang) -> Vec<String> {
        let line = |set: &SetLine| {
            let style = set.style_id.as_deref().and_then(Style::with_id);
            let style = style.map_or_else(
                || lang.text("set-style-other", &[]),
                |style| style.title(lang),
            );
            let status = match set.status.as_str() {
                "completed" => lang.text("customer-set-completed", &[]),
                "failed" => lang.text("customer-set-failed", &[]),
                "stopped" => lang.text("customer-set-stopped", &[]),
                _ => lang.text("customer-set-running", &[]),
            };
            let payment = set.payment_id;
            lang.html(
                "customer-set",
                &[
                    ("number", set.id.to_string().into()),
                    ("style", style.into()),
                    ("ready", set.ready.into()),
                    ("total", set.total.into()),
                    ("status", status.into()),
                    (
                        "payment",
                        payment.map_or_else(|| "-".into(), |id| id.to_string().into()),
                    ),
                ],
            )
        };
        list(lang, "customer-sets", &self.sets, self.counts.sets, line)
    }

    fn tickets(&self, lang: Lang) -> Vec<String> {
        let line = |ticket: &TicketLine| {
            let status = match ticket.status.as_str() {
                "open" => lang.text("customer-ticket-open", &[]),
                "in_progress" => lang.text("customer-ticket-in-progress", &[]),
                "resolved" => lang.text("customer-ticket-resolved", &[]),
                _ => lang.text("customer-ticket-closed", &[]),
            };
            lang.html(
                "customer-ticket",
                &[
                    ("number", ticket.number.clone().into()),
                    ("status", status.into()),
                ],
            )
        };
        list(
            lang,
            "customer-tickets",
            &self.tickets,
            self.counts.tickets,
            line,
        )
    }

    fn earned(&self, lang: Lang) -> Vec<String> {
        let facts = &self.facts;
        let mut lines = Vec::new();
        let balance = facts.balance.unwrap_or_default();
        if !balance.is_zero() || facts.brought > 0 || facts.is_partner {
            let key = match facts.is_partner {
                true => "customer-balance-partner",
                false => "customer-balance",
            };
            let args = [
                ("balance", lang.roubles(balance).into()),
                ("brought", facts.brought.into()),
            ];
            lines.push(lang.html(key, &args));
        }
        let line = |withdrawal: &WithdrawalLine| {
            let status = match withdrawal.status.as_str() {
                "pending" => lang.text("customer-withdrawal-pending", &[]),
                "approved" => lang.text("customer-withdrawal-approved", &[]),
                "completed" => lang.text("customer-withdrawal-completed", &[]),
                _ => lang.text("customer-withdrawal-rejected", &[]),
            };
            lang.html(
                "customer-withdrawal",
                &[
                    ("number", withdrawal.id.to_string().into()),
                    ("amount", lang.roubles(withdrawal.amount).into()),
                    ("status", status.into()),
                ],
            )
        };
        let count = self.counts.withdrawals;
        lines.extend(list(
            lang,
            "customer-withdrawals",
            &self.withdrawals,
            count,
            line,
        ));
        lines
    }

    fn buttons(&self, lang: Lang, role: Role) -> Vec<Vec<InlineKeyboardButton>> {
        let id = self.profile.person.id;
        let ban = match self.ban {
            Some(_) => ("customer-unban-button", PersonTap::Unban(id)),
            None => ("customer-ban-button", PersonTap::Ban(id)),
        };
        let all = [
            ban,
            ("customer-gift-button", PersonTap::Gift(id)),
            ("customer-write-button", PersonTap::Write(id)),
            ("customer-payments-button", PersonTap::Payments(id, 0)),
            ("customer-erase-button", PersonTap::Erase(id)),
            ("customer-refresh-button", PersonTap::Refresh(id)),
        ];
        let is_possible = |tap: &PersonTap| match tap {
            PersonTap::Gift(_) | PersonTap::Erase(_) => !self.profile.person.is_leaving,
            _ => true,
        };
        let buttons = all
            .into_iter()
            .filter(|(_, tap)| role.may(tap.permission()) && is_possible(tap))
            .map(|(key, tap)| button(lang.text(key, &[]), &tap));
        rows(buttons.collect(), 2)
    }
}
