//! What a report says in words: below its picture, and on it.

use chrono::NaiveDate;
use chrono::TimeDelta;
use rust_decimal::Decimal;

use super::{
    numbers::{Money, Numbers, Step, change, tenths_of_percent},
    period::{Kind, Period, Span},
};
use crate::{charts::number, i18n::Lang, payments::Provider};

/// All that a picture and its words show.
#[derive(Clone, Debug)]
pub(super) struct Report {
    pub lang: Lang,
    pub period: Period,
    pub span: Span,
    pub now: Numbers,
    /// As one step; of what is under way, as much of the time before.
    pub before: Numbers,
    pub is_under_way: bool,
    /// The step in which the present lies.
    pub today: Option<usize>,
    pub credit_rub: Decimal,
}

impl Report {
    pub fn words(&self, key: &str) -> String {
        self.lang.text(key, &[])
    }

    pub fn dates(&self) -> String {
        let day = |day: NaiveDate| day.format("%d.%m.%Y").to_string();
        match self.period.kind {
            Kind::Day => day(self.span.last),
            Kind::Week | Kind::Month => {
                format!(
                    "{} – {}",
                    self.span.first.format("%d.%m"),
                    day(self.span.last)
                )
            }
        }
    }

    /// What the changes are set against.
    pub fn compared_with(&self) -> String {
        let key = match self.is_under_way {
            true => "reports-compared-so-far",
            false => "reports-compared",
        };
        let kind = [("kind", self.period.kind.id().into())];
        self.lang.text(key, &kind)
    }

    /// To the rouble.
    pub fn roubles(&self, amount: Decimal) -> String {
        self.lang.roubles(amount.round()).replace('-', "−")
    }

    pub fn count(&self, count: i64) -> String {
        number(self.lang, count.into())
    }

    /// What was taken in this way, in its own unit. Gifts take nothing and are counted.
    pub fn amount(&self, provider: Provider, money: &Money) -> String {
        match provider {
            Provider::Stars => self.count(money.stars),
            Provider::Tbank => self.roubles(money.roubles),
            Provider::Ton => self.exact(money.ton),
            Provider::Gift => self.count(money.count),
        }
    }

    /// A number in full, without zeros at its end.
    pub fn exact(&self, amount: Decimal) -> String {
        number(self.lang, amount.round_dp(2))
    }

    /// `12.5%`; from ten percent on without a tenth.
    pub fn percent(&self, part: Decimal, whole: Decimal) -> String {
        let Some(tenths) = tenths_of_percent(part, whole) else {
            return self.words("reports-none");
        };
        let key = if tenths.abs() >= 100 || tenths % 10 == 0 {
            "reports-percent"
        } else {
            "reports-percent-tenths"
        };
        let rounded = (tenths + 5 * tenths.signum()) / 10;
        let whole = if key == "reports-percent" {
            rounded
        } else {
            tenths / 10
        };
        let args = [
            ("whole", whole.to_string().into()),
            ("tenths", (tenths % 10).abs().to_string().into()),
        ];
        self.lang.text(key, &args)
    }

    pub fn duration(&self, time: Option<TimeDelta>) -> String {
        match time {
            Some(time) => self.lang.duration(time),
            None => self.words("reports-none"),
        }
    }

    /// `(▲12%)` behind a number, or nothing.
    fn change(&self, now: Decimal, before: Decimal) -> String {
        match change(now, before) {
            None => String::new(),
            Some(0) => format!(" ({})", self.words("reports-change-same")),
            Some(percent) => {
                let key = if percent > 0 {
                    "reports-change-more"
                } else {
                    "reports-change-less"
                };
                let args = [("percent", self.count(percent.abs()).into())];
                format!(" ({})", self.lang.text(key, &args))
            }
        }
    }

    /// What the picture says in words, for those who do not open it.
    pub fn caption(&self) -> String {
        let (sums, before) = (self.now.sums(), self.before.sums());
        let title = [("dates", self.dates().into())];
        let mut lines = vec![self.lang.html("reports-caption", &title)];
        lines.extend(self.money_lines(&sums, &before));
        lines.extend(self.people_lines(&sums, &before));
        let compared = [("with", self.compared_with().into())];
        lines.push(self.lang.html("reports-caption-compared", &compared));
        lines.join("\n")
    }

    fn money_lines(&self, sums: &Step, before: &Step) -> Vec<String> {
        let (sold, refunded) = (sums.sold_in_all(), sums.refunded_in_all());
        let revenue = [
            ("amount", self.roubles(sums.revenue()).into()),
            (
                "change",
                self.change(sums.revenue(), before.revenue()).into(),
            ),
            ("sets", sold.count.into()),
            ("number", self.count(sold.count).into()),
        ];
        let mut lines = vec![self.lang.html("reports-caption-revenue", &revenue)];
        if sold.count > 0 {
            let methods = Provider::ALL.iter().zip(&sums.sold);
            let methods: Vec<String> = methods
                .filter(|(_, money)| money.count > 0)
                .map(|(provider, money)| {
                    let amount = self.amount(*provider, money);
                    let key = format!("reports-caption-{}", provider.id());
                    self.lang.html(&key, &[("amount", amount.into())])
                })
                .collect();
            let args = [("methods", methods.join(" · ").into())];
            lines.push(self.lang.text("reports-caption-methods", &args));
        }
        let refunds = [
            ("count", refunded.count.into()),
            ("number", self.count(refunded.count).into()),
            ("amount", self.roubles(refunded.roubles).into()),
            ("share", self.percent(refunded.roubles, sold.roubles).into()),
        ];
        lines.push(self.lang.html("reports-caption-refunds", &refunds));
        let generation = sums.generation(self.credit_rub);
        let costs = [
            ("amount", self.roubles(generation).into()),
            ("share", self.percent(generation, sums.revenue()).into()),
            ("earned", self.roubles(sums.earned).into()),
            ("back", self.roubles(sums.taken_back).into()),
            ("left", self.roubles(sums.left(self.credit_rub)).into()),
        ];
        lines.push(self.lang.html("reports-caption-generation", &costs));
        lines.push(self.lang.html("reports-caption-commissions", &costs));
        lines.push(self.lang.html("reports-caption-left", &costs));
        lines
    }

    fn people_lines(&self, sums: &Step, before: &Step) -> [String; 2] {
        let (funnel, times) = (&self.now.funnel, &self.now.times_in_all);
        let new = self.change(sums.new_people.into(), before.new_people.into());
        let people = [
            ("count", self.count(sums.new_people).into()),
            ("change", new.into()),
            ("photos", self.count(funnel.photos).into()),
            ("invoiced", self.count(funnel.invoiced).into()),
            ("paid", self.count(funnel.paid).into()),
            ("delivered", self.count(funnel.delivered).into()),
        ];
        let delivered = [
            ("sets", self.count(times.sets).into()),
            ("median", self.duration(times.median).into()),
            ("ninth", self.duration(times.ninth_decile).into()),
        ];
        let key = match times.sets {
            0 => "reports-caption-no-delivery",
            _ => "reports-caption-delivery",
        };
        [
            self.lang.html("reports-caption-people", &people),
            self.lang.html(key, &delivered),
        ]
    }
}
