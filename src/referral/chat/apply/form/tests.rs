//! What counts as an answer.

use super::*;

fn at(field: Field) -> Applying {
    Applying {
        at: Some(field),
        ..Applying::begin()
    }
}

#[test]
fn the_form_goes_forth_and_back() {
    let mut applying = Applying::begin();
    for field in Field::ALL {
        assert_eq!(applying.at, Some(field));
        applying = applying.go_on();
    }
    assert_eq!(applying.at, None);
    for field in Field::ALL.into_iter().rev() {
        applying = applying.go_back().unwrap();
        assert_eq!(applying.at, Some(field));
    }
    assert_eq!(applying.go_back(), None);
}

#[test]
fn a_changed_answer_leads_back_to_the_end() {
    let end = Applying {
        at: None,
        ..Applying::begin()
    };
    let changing = end.change(Field::Email);
    assert_eq!(changing.clone().go_on().at, None);
    assert_eq!(changing.go_back().unwrap().at, None);
}

#[test]
fn names_on_telegram_are_told_from_other_words() {
    for (typed, name) in [
        ("@anna_blog", Some("@anna_blog")),
        ("anna_blog", Some("@anna_blog")),
        (" https://t.me/anna_blog ", Some("@anna_blog")),
        ("t.me/anna_blog", Some("@anna_blog")),
        ("ann", None),
        ("1anna", None),
        ("anna@example.com", None),
        ("Анна", None),
        ("t.me/+QwErTy", None),
        (&"a".repeat(33), None),
    ] {
        assert_eq!(handle(typed).as_deref(), name, "{typed}");
    }
}

#[test]
fn channels_are_toggled_typed_and_counted() {
    let mut applying = at(Field::Channels);
    applying.answers.toggle(Channel::Vk).unwrap();
    applying.take("VK, my site; Instagram\nmy site").unwrap();
    assert_eq!(applying.answers.channels, ["vk", "my site", "instagram"]);
    applying.answers.toggle(Channel::Vk).unwrap();
    assert_eq!(applying.answers.channels, ["my site", "instagram"]);
    assert_eq!(applying.take(" , "), Err(NoAnswer::Unclear));
    let many = (0..9).map(|number| format!("site {number}"));
    let many: Vec<String> = many.collect();
    assert_eq!(
        applying.take(&many.join(",")),
        Err(NoAnswer::TooManyChannels)
    );
    assert_eq!(applying.answers.channels.len(), MOST_CHANNELS);
}

#[test]
fn what_is_typed_fits_its_column() {
    let mut applying = at(Field::Name);
    applying.take(&"я".repeat(4000)).unwrap();
    assert_eq!(applying.answers.name.unwrap().chars().count(), 255);
    let mut applying = at(Field::About);
    assert_eq!(applying.take(&"я".repeat(1001)), Err(NoAnswer::TooLong));
    assert_eq!(applying.take(&"я".repeat(1000)), Ok(()));
    let mut applying = at(Field::Channels);
    applying.take(&"я".repeat(4000)).unwrap();
    assert_eq!(applying.answers.channels[0].chars().count(), 100);
    assert_eq!(at(Field::Audience).take("many"), Err(NoAnswer::TapPlease));
    assert_eq!(at(Field::Name).take("\u{202e}❤️"), Err(NoAnswer::Unclear));
}
