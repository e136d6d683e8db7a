//! Details as people type them, and as they mistype them.

use proptest::prelude::*;

use super::*;
use crate::config::TonAddress;

/// Test numbers of the card systems.
const CARDS: [&str; 6] = [
    "4111111111111111",
    "5555555555554444",
    "2200000000000004",
    "8600123456789012",
    "6304000000000000000",
    "4000000000000002",
];

const UQ: &str = "UQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPuwA";
const EQ: &str = "EQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPrHF";

/// Luhn once more, by its table of doubled digits.
fn is_card(number: &str) -> bool {
    const DOUBLED: [u32; 10] = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
    let digits: Vec<u32> = number
        .chars()
        .filter_map(|digit| digit.to_digit(10))
        .collect();
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(index, digit)| {
            if index % 2 == 0 {
                *digit
            } else {
                DOUBLED[*digit as usize]
            }
        })
        .sum();
    (16..=19).contains(&digits.len()) && sum % 10 == 0
}

#[test]
fn a_card_is_read_however_it_is_written() {
    for card in CARDS {
        assert!(is_card(card), "{card}");
        assert_eq!(card::read(card).as_deref(), Ok(card));
    }
    for written in [
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "4111\u{a0}1111\u{a0}1111\u{a0}1111",
        "4111 – 1111 – 1111 – 1111",
        " \u{200f}4111\n1111 1111\t1111\u{200e} ",
        "41 11 11 11 11 11 11 11",
    ] {
        assert_eq!(card::read(written).as_deref(), Ok(CARDS[0]), "{written:?}");
    }
}

#[test]
fn a_mistake_in_a_card_is_named() {
    use card::Mistake::{Checksum, Group, Long, NotDigits, Short};
    for (written, mistake) in [
        ("", NotDigits),
        ("my card", NotDigits),
        ("4111 1111 1111 111O", NotDigits),
        ("４１１１１１１１１１１１１１１１", NotDigits),
        ("٤١١١١١١١١١١١١١١١", NotDigits),
        ("411111111111111", Short { digits: 15 }),
        ("41111111111111111111", Long { digits: 20 }),
        (
            "4111 1111 111 1111",
            Group {
                number: 3,
                digits: 3,
            },
        ),
        (
            "4111 1111 1111 111",
            Group {
                number: 4,
                digits: 3,
            },
        ),
        (
            "4111 11111 1111 1112",
            Group {
                number: 2,
                digits: 5,
            },
        ),
        ("4111 1111 1111 1112", Checksum),
        ("4111111111111112", Checksum),
        ("1411111111111111", Checksum),
        ("0000000000000000", Checksum),
    ] {
        assert_eq!(card::read(written), Err(mistake), "{written}");
    }
}

#[test]
fn a_phone_is_read_however_it_is_written() {
    for written in [
        "+79161234567",
        "79161234567",
        "89161234567",
        "9161234567",
        "8 (916) 123-45-67",
        "+7 916 123 45 67",
        "+7\u{a0}916\u{a0}123‑45‑67",
        "\u{202a}+7 (916) 123-45-67\u{202c}",
        "8.916.123.45.67",
    ] {
        assert_eq!(
            phone::read(written).as_deref(),
            Ok("+79161234567"),
            "{written:?}"
        );
    }
}

#[test]
fn a_mistake_in_a_phone_is_named() {
    use phone::Mistake::{Length, NotDigits, NotMobile};
    for (written, mistake) in [
        ("", NotDigits),
        ("+", NotDigits),
        ("@anna", NotDigits),
        ("++79161234567", NotDigits),
        ("8916123456", Length { digits: 10 }),
        ("+7916123456", Length { digits: 10 }),
        ("891612345678", Length { digits: 12 }),
        ("4111111111111111", Length { digits: 16 }),
        // A town, Kazakhstan, Germany.
        ("84951234567", NotMobile),
        ("+77011234567", NotMobile),
        ("+491701234567", NotMobile),
        ("+89161234567", NotMobile),
    ] {
        assert_eq!(phone::read(written), Err(mistake), "{written}");
    }
}

#[test]
fn a_bank_has_a_name_and_no_number() {
    for (written, name) in [
        ("Сбер", "Сбер"),
        ("  Т-Банк \n", "Т-Банк"),
        ("ВТБ 24", "ВТБ 24"),
        ("Банк «Санкт-Петербург»", "Банк «Санкт-Петербург»"),
        ("Ak Bars\u{200b} Bank", "Ak Bars Bank"),
        ("МТС & Ко", "МТС & Ко"),
    ] {
        assert_eq!(bank::read(written).as_deref(), Some(name), "{written}");
    }
    for written in [
        "",
        "Я",
        "4111111111111111",
        "Сбер 4111111111111111",
        "<b>Сбер</b>",
        "https://bank.example?x=1",
        &"б".repeat(65),
        &"б".repeat(4096),
    ] {
        assert_eq!(bank::read(written), None, "{written}");
    }
}

#[test]
fn a_wallet_is_read_however_it_is_copied() {
    for written in [
        UQ.to_owned(),
        EQ.to_owned(),
        format!(" {UQ}\n"),
        format!("\u{feff}{}\u{200b}{}", &UQ[..20], &UQ[20..]),
        format!("ton://transfer/{UQ}?amount=1000000000&text=hi"),
        UQ.replace('-', "+").replace('_', "/"),
    ] {
        assert_eq!(wallet::read(&written).as_deref(), Ok(UQ), "{written}");
    }
}

#[test]
fn a_mistake_in_a_wallet_is_named() {
    use wallet::Mistake::{Checksum, Length, NotAnAddress, TestNetwork, Unchecked};
    let raw = "0:ca6e321c7cce9ecedf0a8ca2492ec8592494aa5fb5ce0387dff96ef6af982a3e";
    let masterchain: TonAddress = format!("-1:{}", "5".repeat(64)).parse().unwrap();
    for (written, mistake) in [
        ("", Length { letters: 0 }),
        ("anna.ton", Length { letters: 8 }),
        ("кошелёк", Length { letters: 7 }),
        (&UQ[..47], Length { letters: 47 }),
        (&UQ.replace("uwA", "uwB"), Checksum),
        (&UQ.to_lowercase(), Checksum),
        (&UQ.replace("uwA", "u!A"), NotAnAddress),
        (
            "kQDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPgpP",
            TestNetwork,
        ),
        (
            "0QDKbjIcfM6ezt8KjKJJLshZJJSqX7XOA4ff-W72r5gqPleK",
            TestNetwork,
        ),
        (raw, Unchecked),
        ("0:0", NotAnAddress),
        (&masterchain.to_string(), NotAnAddress),
    ] {
        assert_eq!(wallet::read(written), Err(mistake), "{written}");
    }
}

#[test]
fn masked_details_show_only_what_their_owner_knows_them_by() {
    let card = Details::Card {
        number: CARDS[0].to_owned(),
    };
    let bank = Details::Bank {
        phone: "+79161234567".to_owned(),
        bank: "Сбер".to_owned(),
    };
    let wallet = Details::Wallet {
        address: UQ.to_owned(),
    };
    assert_eq!(card.masked(), "•••• 1111");
    assert_eq!(bank.masked(), "+7 9•• •••-••-67 · Сбер");
    assert_eq!(wallet.masked(), "UQDK…PuwA");
    assert_eq!(format!("{card:?}"), "Details(•••• 1111)");
}

/// Whatever people and programs send: digits and what stands between them, marks that
/// can't be seen, letters of all writing systems.
fn scribble() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[0-9 +()\\-\u{a0}\u{200f}]{0,40}",
        "[0-9A-Za-z_\\-]{40,56}",
        "(UQ|EQ|kQ|0Q)[0-9A-Za-z_\\-]{46}",
        "\\PC{0,200}",
    ]
}

proptest! {
    #[test]
    fn nothing_is_taken_whose_checksum_is_wrong(written in scribble()) {
        if let Ok(number) = card::read(&written) {
            prop_assert!(is_card(&number), "{}", number);
        }
        if let Ok(address) = wallet::read(&written) {
            let parsed: TonAddress = address.parse().unwrap();
            prop_assert_eq!(parsed.non_bounceable(), address);
        }
        if let Ok(number) = phone::read(&written) {
            prop_assert!(number.starts_with("+79") && number.len() == 12, "{}", number);
            prop_assert!(number[1..].bytes().all(|digit| digit.is_ascii_digit()));
        }
        if let Some(name) = bank::read(&written) {
            prop_assert!((2..=64).contains(&name.chars().count()));
        }
    }

    #[test]
    fn one_wrong_digit_or_two_swapped_are_noticed(
        card in prop::sample::select(CARDS.to_vec()),
        place in 0_usize..16,
        by in 1_u8..10,
    ) {
        let mut wrong = card.as_bytes().to_vec();
        wrong[place] = b'0' + (wrong[place] - b'0' + by) % 10;
        prop_assert!(card::read(std::str::from_utf8(&wrong).unwrap()).is_err());
        let mut swapped = card.as_bytes().to_vec();
        let next = (place + 1) % swapped.len();
        swapped.swap(place, next);
        let is_same = swapped == card.as_bytes();
        // Luhn does not notice 09 and 90.
        let is_blind = [card.as_bytes()[place], card.as_bytes()[next]].iter().all(|digit| b"09".contains(digit));
        if next > place && !is_same && !is_blind {
            prop_assert!(card::read(std::str::from_utf8(&swapped).unwrap()).is_err());
        }
    }

    #[test]
    fn one_wrong_letter_of_a_wallet_is_noticed(place in 0_usize..48, letter in "[0-9A-Za-z_-]") {
        let mut wrong = UQ.to_owned();
        wrong.replace_range(place..=place, &letter);
        prop_assert_eq!(wallet::read(&wrong).is_ok(), wrong == UQ);
    }
}
