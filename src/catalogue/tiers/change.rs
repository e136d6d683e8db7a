//! A change as a member writes it, and what is wrong with it: `/tier premium price 1490`.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Offer;
use crate::i18n::Lang;

/// Buttons of the shop carry a set's id beside much else in their 64 bytes.
const ID_MOST_CHARS: usize = 16;

/// The documented column takes 100 letters, and a button shows fewer.
const NAME_MOST_CHARS: usize = 30;

/// Telegram takes at most so many Stars for an invoice.
const STARS_MOST: i32 = 10_000;

/// More in one set than anybody would look through.
const PHOTOS_MOST: i32 = 100;

const ORDER_MOST: i32 = 1000;

/// A price beyond these is a slip of the finger. The bank takes no less than 10 ₽.
const ROUBLES: (i64, i64) = (10, 1_000_000);

/// As [`ROUBLES`].
const TON_MOST: i64 = 100_000;
const TON_DIGITS: u32 = 9;

/// Why a change can't be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slip {
    Price,
    Stars,
    Ton,
    Photos,
    OnOrOff,
    Order,
    Name,
    Id,
    /// The id is in use.
    Taken,
    Field,
    /// It is so already.
    Same,
    Incomplete,
    /// Nothing else would be on sale.
    Last,
}

/// `offer` as it would be after `words`, the field and its value.
pub(super) fn changed(offer: &Offer, words: &str) -> Result<Offer, Slip> {
    let (field, value) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
    let value = value.trim();
    let mut after = offer.clone();
    match field.to_lowercase().as_str() {
        "price" => after.price = Some(roubles(value)?),
        "stars" => after.stars_price = unless_off(value, stars)?,
        "ton" => after.ton_price = unless_off(value, ton)?,
        "photos" => after.photo_count = Some(number(value, PHOTOS_MOST, Slip::Photos)?),
        "order" => after.sort_order = Some(number(value, ORDER_MOST, Slip::Order)?),
        "popular" => after.is_popular = on_or_off(value)?,
        "active" => after.is_active = on_or_off(value)?,
        "name" => name(&mut after, value)?,
        _ => return Err(Slip::Field),
    }
    if after == *offer {
        return Err(Slip::Same);
    }
    if after.is_active && !after.is_complete() {
        return Err(Slip::Incomplete);
    }
    Ok(after)
}

/// A new set after `words`: id, roubles, photos, Stars, and the names. It is not on sale
/// until somebody says so.
pub(super) fn added(words: &str, present: &[Offer]) -> Result<Offer, Slip> {
    let mut parts = words.splitn(5, char::is_whitespace);
    let mut next = || parts.next().unwrap_or_default().trim();
    let id = next().to_lowercase();
    let is_id = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit();
    if id.is_empty() || id.len() > ID_MOST_CHARS || !id.chars().all(is_id) || id == "add" {
        return Err(Slip::Id);
    }
    if present.iter().any(|offer| offer.id == id) {
        return Err(Slip::Taken);
    }
    let price = roubles(next())?;
    let photo_count = number(next(), PHOTOS_MOST, Slip::Photos)?;
    let stars_price = unless_off(next(), stars)?;
    let last = present.iter().filter_map(|offer| offer.sort_order).max();
    let mut offer = Offer {
        id,
        name: String::new(),
        names: BTreeMap::new(),
        price: Some(price),
        photo_count: Some(photo_count),
        stars_price,
        ton_price: None,
        is_popular: false,
        is_active: false,
        sort_order: Some(last.unwrap_or_default() + 1),
    };
    name(&mut offer, next())?;
    Ok(offer)
}

/// Whether anything is left to buy once `after` is as it would be.
pub(super) fn leaves_something(after: &Offer, present: &[Offer]) -> bool {
    let mut others = present.iter().filter(|offer| offer.id != after.id);
    after.is_on_sale() || others.any(Offer::is_on_sale)
}

fn roubles(value: &str) -> Result<Decimal, Slip> {
    let price = decimal(value, 2).ok_or(Slip::Price)?;
    let is_sound = price >= ROUBLES.0.into() && price <= ROUBLES.1.into();
    is_sound.then_some(price).ok_or(Slip::Price)
}

fn stars(value: &str) -> Result<i32, Slip> {
    number(value, STARS_MOST, Slip::Stars)
}

fn ton(value: &str) -> Result<Decimal, Slip> {
    let price = decimal(value, TON_DIGITS).ok_or(Slip::Ton)?;
    let is_sound = price > Decimal::ZERO && price <= TON_MOST.into();
    is_sound.then_some(price).ok_or(Slip::Ton)
}

/// An exact amount with at most so many digits behind the point, which may be a comma.
fn decimal(value: &str, digits: u32) -> Option<Decimal> {
    let amount = Decimal::from_str_exact(&value.replace(',', ".")).ok()?;
    (amount.normalize().scale() <= digits).then_some(amount)
}

fn number(value: &str, most: i32, slip: Slip) -> Result<i32, Slip> {
    let number = value.parse().map_err(|_| slip)?;
    (1..=most).contains(&number).then_some(number).ok_or(slip)
}

fn on_or_off(value: &str) -> Result<bool, Slip> {
    match value.to_lowercase().as_str() {
        "on" => Ok(true),
        "off" => Ok(false),
        _ => Err(Slip::OnOrOff),
    }
}

fn unless_off<T>(value: &str, read: fn(&str) -> Result<T, Slip>) -> Result<Option<T>, Slip> {
    if value.eq_ignore_ascii_case("off") {
        return Ok(None);
    }
    read(value).map(Some)
}

/// `English | Russian`.
fn name(offer: &mut Offer, value: &str) -> Result<(), Slip> {
    let names: Vec<&str> = value.split('|').map(str::trim).collect();
    let is_name = |name: &&str| (1..=NAME_MOST_CHARS).contains(&name.chars().count());
    let [english, russian] = names.as_slice() else {
        return Err(Slip::Name);
    };
    if ![english, russian].into_iter().all(is_name) {
        return Err(Slip::Name);
    }
    (*english).clone_into(&mut offer.name);
    offer.names = [(Lang::En, *english), (Lang::Ru, *russian)]
        .map(|(lang, name)| (lang.tag().to_owned(), name.to_owned()))
        .into();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn what_is_no_sound_value_is_refused() {
        let starter = offer("starter", 499, 350);
        let cases = [
            ("price 0", Slip::Price),
            ("price -5", Slip::Price),
            ("price 10.001", Slip::Price),
            ("price 1000001", Slip::Price),
            ("price lots", Slip::Price),
            ("price", Slip::Price),
            ("stars 0", Slip::Stars),
            ("stars 10001", Slip::Stars),
            ("stars 7.5", Slip::Stars),
            ("ton 0", Slip::Ton),
            ("ton 1.0000000001", Slip::Ton),
            ("photos 101", Slip::Photos),
            ("popular yes", Slip::OnOrOff),
            ("order 0", Slip::Order),
            ("name Only one", Slip::Name),
            ("name | Два", Slip::Name),
            ("colour red", Slip::Field),
            ("price 499", Slip::Same),
            ("active on", Slip::Same),
        ];
        for (words, slip) in cases {
            assert_eq!(changed(&starter, words), Err(slip), "{words}");
        }
    }

    #[test]
    fn a_value_is_taken_as_it_is_written() {
        let starter = offer("starter", 499, 350);
        let price = changed(&starter, "price  1490,50").unwrap().price;
        assert_eq!(price, Some("1490.50".parse().unwrap()));
        assert_eq!(changed(&starter, "stars OFF").unwrap().stars_price, None);
        let ton = changed(&starter, "ton 6.5").unwrap().ton_price;
        assert_eq!(ton, Some("6.5".parse().unwrap()));
        let named = changed(&starter, "name Mini | Мини").unwrap();
        assert_eq!(named.title(Lang::Ru), "Мини");
        assert_eq!(
            (named.title(Lang::En), named.name),
            ("Mini".to_owned(), "Mini".to_owned())
        );
    }

    #[test]
    fn a_new_set_is_not_on_sale() {
        let present = [offer("starter", 499, 350)];
        let mini = added("mini 199 3 140 Mini | Мини", &present).unwrap();
        assert!(!mini.is_active && mini.is_complete());
        assert_eq!((mini.stars_price, mini.sort_order), (Some(140), Some(2)));
        let cases = [
            ("starter 199 3 140 A | B", Slip::Taken),
            ("a-b 199 3 140 A | B", Slip::Id),
            ("seventeenletters1 199 3 140 A | B", Slip::Id),
            ("mini 199 3 140", Slip::Name),
            ("mini 199", Slip::Photos),
        ];
        for (words, slip) in cases {
            assert_eq!(added(words, &present), Err(slip), "{words}");
        }
    }

    #[test]
    fn something_stays_on_sale() {
        let (starter, standard) = (offer("starter", 499, 350), offer("standard", 999, 700));
        let off = changed(&starter, "active off").unwrap();
        assert!(leaves_something(&off, &[starter.clone(), standard]));
        assert!(!leaves_something(&off, &[starter]));
    }
}
