//! From SVG to PNG, with our own font and nothing of the machine's.

use std::sync::{Arc, LazyLock};

use anyhow::Context;
use resvg::{
    tiny_skia::{Pixmap, Transform},
    usvg::{Options, Tree, fontdb},
};

use super::page::{Weight, escape};

const FAMILY: &str = "Inter";

static FONTS: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut fonts = fontdb::Database::new();
    for font in [
        &include_bytes!("fonts/Inter-Regular.ttf")[..],
        include_bytes!("fonts/Inter-SemiBold.ttf"),
    ] {
        fonts.load_font_data(font.to_vec());
    }
    Arc::new(fonts)
});

fn read(svg: &str) -> anyhow::Result<Tree> {
    let options = Options {
        font_family: FAMILY.to_owned(),
        fontdb: Arc::clone(&FONTS),
        ..Options::default()
    };
    Tree::from_str(svg, &options).context("cannot read our own picture")
}

pub(super) fn document(width: u16, height: u16, body: &str) -> String {
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="{FAMILY}">
{body}</svg>
"#
    )
}

/// Whether our font has this letter; what it lacks would show as an empty box.
pub fn can_write(letter: char) -> bool {
    matches!(
        letter,
        ' '..='~' | '\u{a0}' | '§' | '«' | '»' | '°' | '±' | '·' | 'À'..='ň' | 'Ŋ'..='ſ'
            | 'Ѐ'..='џ' | 'Ґ' | 'ґ' | '–' | '—' | '‘' | '’' | '“'..='„' | '•' | '…' | '€' | '₽'
            | '№' | '←'..='↓' | '−' | '≈' | '≤' | '≥' | '★' | '☆'
    )
}

/// How wide a line of words is, in pixels.
pub(super) fn width(words: &str, size: f32, weight: Weight) -> f32 {
    let (weight, words) = (weight.number(), escape(words));
    let line =
        format!(r#"<text y="{size}" font-size="{size}" font-weight="{weight}">{words}</text>"#);
    let Ok(tree) = read(&document(10, 10, &line)) else {
        return 0.0;
    };
    tree.root().abs_bounding_box().width()
}

pub(super) fn png(svg: &str) -> anyhow::Result<Vec<u8>> {
    let tree = read(svg)?;
    let size = tree.size().to_int_size();
    let mut canvas = Pixmap::new(size.width(), size.height()).context("a page without a size")?;
    resvg::render(&tree, Transform::identity(), &mut canvas.as_mut());
    canvas.encode_png().context("cannot write a picture")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_font_has_all_letters_and_none_of_the_machine_is_needed() {
        let nothing = width("\u{e000}", 100.0, Weight::Regular);
        for letter in "AZazАЯЁяё0123456789%—–−…·«»“”№₽€★↑↓×≥".chars()
        {
            for weight in [Weight::Regular, Weight::Strong] {
                let letter_width = width(&letter.to_string(), 100.0, weight);
                assert!(letter_width > 0.0, "{letter}");
                assert!((letter_width - nothing).abs() > 0.01, "{letter}");
            }
        }
    }

    #[test]
    fn what_can_be_written_is_in_the_font() {
        let nothing = width("\u{e000}", 100.0, Weight::Regular);
        let letters = ('\u{21}'..='\u{2700}').filter(|letter| can_write(*letter));
        let shown: Vec<char> = letters.filter(|letter| !letter.is_whitespace()).collect();
        assert!(shown.len() > 300);
        for letter in shown.into_iter().step_by(7) {
            let letter_width = width(&letter.to_string(), 100.0, Weight::Regular);
            assert!((letter_width - nothing).abs() > 0.01, "{letter}");
        }
        assert!(!can_write('ب') && !can_write('👩'));
    }

    #[test]
    fn strong_words_are_wider() {
        let words = "Сроки соблюдены";
        let regular = width(words, 40.0, Weight::Regular);
        assert!(regular > 200.0);
        assert!(width(words, 40.0, Weight::Strong) > regular);
    }

    #[test]
    fn a_picture_has_the_size_of_its_page() {
        let picture = png(&document(
            40,
            30,
            r##"<rect width="9" height="9" fill="#f00"/>"##,
        ))
        .unwrap();
        let read = image::load_from_memory(&picture).unwrap();
        assert_eq!((read.width(), read.height()), (40, 30));
    }
}
