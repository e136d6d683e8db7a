//! What looks like a slip of the finger: a price that jumps, or one that is out of line with
//! what the other sets cost.

use rust_decimal::Decimal;

use super::Offer;

/// A value that changes by more than half of itself.
const MOST_JUMP: Decimal = Decimal::from_parts(5, 0, 0, false, 1);

/// How far a set's Stars or TON for a rouble may be from the other sets' median.
const MOST_OUT_OF_LINE: Decimal = Decimal::from_parts(2, 0, 0, false, 1);

/// A reason to look twice before confirming.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Doubt {
    /// Roubles, Stars, TON or photos change by more than half.
    Jump(&'static str),
    /// One rouble buys much more or fewer Stars, or TON, than with the other sets.
    OutOfLine(&'static str),
}

/// The reasons to doubt `after`, which would stand beside `others`.
pub(super) fn doubts(before: Option<&Offer>, after: &Offer, others: &[Offer]) -> Vec<Doubt> {
    let mut doubts = Vec::new();
    if let Some(before) = before {
        let values = |offer: &Offer| {
            [
                ("price", offer.price),
                ("stars", offer.stars_price.map(Decimal::from)),
                ("ton", offer.ton_price),
                ("photos", offer.photo_count.map(Decimal::from)),
            ]
        };
        for ((name, before), (_, after)) in values(before).into_iter().zip(values(after)) {
            if let (Some(before), Some(after)) = (before, after)
                && jumps(before, after)
            {
                doubts.push(Doubt::Jump(name));
            }
        }
    }
    let others: Vec<&Offer> = others
        .iter()
        .filter(|offer| offer.id != after.id && offer.is_on_sale())
        .collect();
    for (name, rate) in [("stars", stars_per_rouble as Rate), ("ton", ton_per_rouble)] {
        let usual = median(others.iter().filter_map(|offer| rate(offer)).collect());
        if let (Some(usual), Some(ours)) = (usual, rate(after))
            && is_out_of_line(usual, ours)
        {
            doubts.push(Doubt::OutOfLine(name));
        }
    }
    doubts
}

type Rate = fn(&Offer) -> Option<Decimal>;

/// Stars that one rouble of the price is.
pub(super) fn stars_per_rouble(offer: &Offer) -> Option<Decimal> {
    Decimal::from(offer.stars_price?).checked_div(offer.price?)
}

fn ton_per_rouble(offer: &Offer) -> Option<Decimal> {
    offer.ton_price?.checked_div(offer.price?)
}

fn jumps(before: Decimal, after: Decimal) -> bool {
    (after - before).abs() > before * MOST_JUMP
}

fn is_out_of_line(usual: Decimal, ours: Decimal) -> bool {
    (ours - usual).abs() > usual * MOST_OUT_OF_LINE
}

fn median(mut rates: Vec<Decimal>) -> Option<Decimal> {
    rates.sort_unstable();
    rates.get(rates.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{super::change::changed, *};

    fn offer(id: &str, price: i64, stars: i32) -> Offer {
        Offer {
            id: id.to_owned(),
            name: id.to_owned(),
            names: BTreeMap::new(),
            price: Some(price.into()),
            photo_count: Some(7),
            stars_price: Some(stars),
            ton_price: None,
            is_popular: false,
            is_active: true,
            sort_order: Some(1),
        }
    }

    #[test]
    fn a_missing_digit_is_doubted_and_an_ordinary_change_is_not() {
        let (standard, others) = (
            offer("standard", 999, 700),
            [offer("starter", 499, 350), offer("premium", 1499, 1050)],
        );
        let of = |words: &str| {
            let after = changed(&standard, words).unwrap();
            doubts(Some(&standard), &after, &others)
        };
        assert_eq!(of("price 1090"), []);
        assert_eq!(of("stars 790"), []);
        assert_eq!(
            of("price 99"),
            [Doubt::Jump("price"), Doubt::OutOfLine("stars")]
        );
        assert_eq!(
            of("stars 7000"),
            [Doubt::Jump("stars"), Doubt::OutOfLine("stars")]
        );
        assert_eq!(of("stars 500"), [Doubt::OutOfLine("stars")]);
        assert_eq!(of("stars off"), []);
        assert_eq!(of("photos 70"), [Doubt::Jump("photos")]);
        assert_eq!(of("name A | B"), []);
    }

    #[test]
    fn the_only_set_is_in_line_with_itself() {
        let only = offer("starter", 499, 350);
        let after = changed(&only, "stars 400").unwrap();
        assert_eq!(doubts(Some(&only), &after, std::slice::from_ref(&only)), []);
    }

    #[test]
    fn a_new_set_is_compared_too() {
        let present = [offer("starter", 499, 350)];
        let new = offer("mini", 199, 1400);
        assert_eq!(doubts(None, &new, &present), [Doubt::OutOfLine("stars")]);
    }
}
