//! The tiers and scenes of the first day.

use std::collections::BTreeSet;

use super::database::Database;

/// Makers, films, places and people that must not be named, and words that fit only some people.
const FORBIDDEN: [&str; 22] = [
    "canon",
    "nikon",
    "leica",
    "sony",
    "fujifilm",
    "kodak",
    "apple",
    "iphone",
    "nike",
    "adidas",
    "gucci",
    "chanel",
    "disney",
    "marvel",
    "star wars",
    "celebrity",
    "famous",
    "beard",
    "lipstick",
    "handsome",
    "his ",
    "her ",
];

#[tokio::test]
async fn three_tiers_are_on_sale_on_the_first_day() {
    let database = Database::empty("tiers").await;
    database.migrate().await;

    let tiers = database
        .list(
            "select format('%s %s ₽ %s photos %s Stars popular=%s active=%s', id, price, photo_count, stars_price,
                is_popular, is_active)
            from pricing_tiers order by sort_order",
        )
        .await;
    assert_eq!(
        tiers,
        [
            "starter 499.00 ₽ 7 photos 350 Stars popular=f active=t",
            "standard 999.00 ₽ 15 photos 700 Stars popular=t active=t",
            "premium 1499.00 ₽ 23 photos 1050 Stars popular=f active=t",
        ]
    );
}

#[tokio::test]
async fn tiers_that_were_there_keep_their_price_and_get_one_in_stars() {
    let database = Database::with("old_tiers", include_str!("../fixtures/documented.sql")).await;
    database.migrate().await;

    let tiers = database
        .list("select concat_ws(' ', id, name, price, stars_price, is_active) from pricing_tiers order by price")
        .await;
    assert_eq!(
        tiers,
        [
            "starter Small 599.00 350 t",
            "standard Standard 999.00 700 t",
            "premium Premium 1499.00 1050 t",
            "studio Studio 4999.00 f",
        ]
    );
}

#[tokio::test]
async fn each_style_has_as_many_scenes_as_the_largest_set_has_photos() {
    let database = Database::empty("scenes").await;
    database.migrate().await;

    let styles = database
        .list(
            "select format('%s %s from %s to %s', style_category, count(distinct position), min(position), max(position))
            from custom_prompts where is_active group by style_category order by 1",
        )
        .await;
    assert_eq!(
        styles,
        [
            "creative 23 from 0 to 22",
            "lifestyle 23 from 0 to 22",
            "professional 23 from 0 to 22"
        ]
    );
}

#[tokio::test]
async fn each_scene_is_distinct_of_good_length_and_keeps_the_person() {
    let database = Database::empty("prompts").await;
    database.migrate().await;

    let prompts = database
        .list("select prompt_text from custom_prompts order by id")
        .await;
    assert_eq!(prompts.len(), 69);
    let mut openings = BTreeSet::new();
    for prompt in &prompts {
        let words = prompt.split_whitespace().count();
        assert!((50..=90).contains(&words), "{words} words: {prompt}");
        for demand in [
            "exact identity",
            "skin texture",
            "One person only",
            "no text",
            "no logos",
            " mm",
        ] {
            assert!(prompt.contains(demand), "lacks {demand:?}: {prompt}");
        }
        let lowercase = prompt.to_lowercase();
        for word in FORBIDDEN {
            assert!(
                !format!(" {lowercase}").contains(&format!(" {word}")),
                "names {word:?}: {prompt}"
            );
        }
        openings.insert(
            prompt
                .split_whitespace()
                .take(9)
                .collect::<Vec<_>>()
                .join(" "),
        );
    }
    assert_eq!(openings.len(), 69, "two scenes begin alike");
}

#[tokio::test]
async fn no_two_scenes_share_much_of_their_words() {
    let database = Database::empty("alike").await;
    database.migrate().await;

    let prompts = database
        .list("select prompt_text from custom_prompts order by id")
        .await;
    let scenes: Vec<BTreeSet<&str>> = prompts
        .iter()
        .map(|prompt| {
            prompt
                .split(" Keep the exact identity")
                .next()
                .expect("a split has a first part")
        })
        .map(|scene| {
            scene
                .split(|letter: char| !letter.is_alphanumeric())
                .filter(|word| word.len() > 3)
                .collect()
        })
        .collect();
    for (index, scene) in scenes.iter().enumerate() {
        for (other_index, other) in scenes.iter().enumerate().skip(index + 1) {
            let shared = scene.intersection(other).count();
            let smaller = scene.len().min(other.len());
            assert!(
                shared * 3 < smaller,
                "alike: {}\n{}",
                prompts[index],
                prompts[other_index]
            );
        }
    }
}
