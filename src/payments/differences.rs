//! Where our books and a provider's differ: each difference is noted once, told
//! to the staff, counted, and healed where that is safe.

use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::{Provider, store};
use crate::{i18n::Lang, staff, telegram::Screen};

/// What a comparison with a provider found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Reconciliation {
    pub compared: usize,
    /// What was put right, a line each.
    pub healed: Vec<String>,
    /// What a human has to look at, a line each.
    pub open: Vec<String>,
}

impl Reconciliation {
    /// Adds what another provider's comparison found.
    pub(super) fn join(&mut self, other: Self) {
        self.compared += other.compared;
        self.healed.extend(other.healed);
        self.open.extend(other.open);
    }

    pub(super) fn note(&mut self, difference: &Difference) {
        let line = difference.words(Lang::En);
        if difference.kind.is_healed() {
            self.healed.push(line);
        } else {
            self.open.push(line);
        }
    }
}

/// Kinds of differences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    ChargeSettled,
    ChargeKept,
    ChargeGoesBack,
    ChargeOfNobody,
    RefundElsewhere,
    PartElsewhere,
    /// Given back in our books, and still paid at the provider.
    RefundMissing,
    UnknownAtProvider,
    OtherAmount,
    UnknownOrder,
    TransferFound,
    Bounced,
    Gap,
    Unreadable,
    WalletAway,
    BankRefused,
    ImplausibleRate,
    NothingOwed,
}

impl Kind {
    /// Whether nobody has to do anything about it any more.
    pub(super) fn is_healed(self) -> bool {
        matches!(
            self,
            Self::ChargeSettled
                | Self::ChargeKept
                | Self::ChargeGoesBack
                | Self::RefundElsewhere
                | Self::TransferFound
        )
    }

    fn id(self) -> &'static str {
        match self {
            Self::ChargeSettled => "charge_settled",
            Self::ChargeKept => "charge_kept",
            Self::ChargeGoesBack => "charge_goes_back",
            Self::ChargeOfNobody => "charge_of_nobody",
            Self::RefundElsewhere => "refund_elsewhere",
            Self::PartElsewhere => "part_elsewhere",
            Self::RefundMissing => "refund_missing",
            Self::UnknownAtProvider => "unknown_at_provider",
            Self::OtherAmount => "other_amount",
            Self::UnknownOrder => "unknown_order",
            Self::TransferFound => "transfer_found",
            Self::Bounced => "bounced",
            Self::Gap => "gap",
            Self::Unreadable => "unreadable",
            Self::WalletAway => "wallet_away",
            Self::BankRefused => "bank_refused",
            Self::ImplausibleRate => "implausible_rate",
            Self::NothingOwed => "nothing_owed",
        }
    }
}

/// One difference: what it is about, and the payment of ours that it concerns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Difference {
    pub provider: Provider,
    pub kind: Kind,
    /// The provider's name for it, or an amount: never a person, link or secret.
    pub subject: String,
    pub payment_id: Option<i32>,
}

impl Difference {
    fn words(&self, lang: Lang) -> String {
        let args = [
            ("subject", self.subject.clone().into()),
            (
                "payment",
                self.payment_id.unwrap_or_default().to_string().into(),
            ),
        ];
        match self.kind {
            Kind::ChargeSettled => lang.html("difference-charge-settled", &args),
            Kind::ChargeKept => lang.html("difference-charge-kept", &args),
            Kind::ChargeGoesBack => lang.html("difference-charge-back", &args),
            Kind::ChargeOfNobody => lang.html("difference-charge-nobody", &args),
            Kind::RefundElsewhere => lang.html("difference-refund-elsewhere", &args),
            Kind::PartElsewhere => lang.html("difference-part-elsewhere", &args),
            Kind::RefundMissing => lang.html("difference-refund-missing", &args),
            Kind::UnknownAtProvider => lang.html("difference-unknown-at-provider", &args),
            Kind::OtherAmount => lang.html("difference-other-amount", &args),
            Kind::UnknownOrder => lang.html("difference-unknown-order", &args),
            Kind::TransferFound => lang.html("difference-transfer-found", &args),
            Kind::Bounced => lang.html("difference-bounced", &args),
            Kind::Gap => lang.html("difference-gap", &args),
            Kind::Unreadable => lang.html("difference-unreadable", &args),
            Kind::WalletAway => lang.html("difference-wallet-away", &args),
            Kind::BankRefused => lang.html("difference-bank-refused", &args),
            Kind::ImplausibleRate => lang.html("difference-rate", &args),
            Kind::NothingOwed => lang.html("difference-nothing-owed", &args),
        }
    }

    /// Notes it in the caller's transaction under `key`, and tells the staff when
    /// it is news.
    pub(super) async fn note(
        &self,
        connection: &mut PgConnection,
        key: &str,
        staff_lang: Lang,
        now: DateTime<Utc>,
    ) -> anyhow::Result<()> {
        let (provider, kind) = (self.provider.id(), self.kind);
        let key = format!("{provider}:{}:{key}", kind.id());
        let is_news =
            store::insert_difference(connection, &key, provider, kind.id(), kind.is_healed(), now)
                .await?;
        if is_news {
            metrics::counter!("pinglass_payment_differences_total",
                "provider" => provider, "kind" => kind.id())
            .increment(1);
            let mark = if kind.is_healed() { "🩹" } else { "⚠️" };
            let screen = Screen::plain(format!("{mark} {}", self.words(staff_lang)));
            staff::tell(connection, &screen, now).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::telemetry::{METERS, Values};

    #[test]
    fn kinds_are_those_of_the_metric() {
        let kinds = [
            Kind::ChargeSettled,
            Kind::ChargeKept,
            Kind::ChargeGoesBack,
            Kind::ChargeOfNobody,
            Kind::RefundElsewhere,
            Kind::PartElsewhere,
            Kind::RefundMissing,
            Kind::UnknownAtProvider,
            Kind::OtherAmount,
            Kind::UnknownOrder,
            Kind::TransferFound,
            Kind::Bounced,
            Kind::Gap,
            Kind::Unreadable,
            Kind::WalletAway,
            Kind::BankRefused,
            Kind::ImplausibleRate,
            Kind::NothingOwed,
        ];
        assert_eq!(kinds.len(), Kind::NothingOwed as usize + 1);
        let mut meters = METERS.iter();
        let meter = meters.find(|meter| meter.name == "pinglass_payment_differences_total");
        let labels = meter.unwrap().labels;
        let Some((_, Values::These(ids))) = labels.iter().find(|(label, _)| *label == "kind")
        else {
            panic!("the metric has no kinds");
        };
        assert_eq!(kinds.map(Kind::id).as_slice(), *ids);
    }
}
