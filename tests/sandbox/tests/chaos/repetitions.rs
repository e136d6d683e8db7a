//! What came twice is excused by what befell its sender, and by nothing else.

use sandbox::chaos::{Book, Line, Loss, Side};

use super::{ANNA, BORIS, FIRST, SECOND, at, broken, line, portrait, shown};

fn answer_lost(secs: i64, chat: i64) -> Loss {
    Loss::of_answer(chat, at(secs), "sendMessage")
}

fn killed(process: &str, secs: i64) -> Loss {
    Loss::of_dead(process, at(secs), "killed")
}

pub fn absent(process: Option<&str>, from: i64, to: i64) -> Loss {
    Loss::of_absent(process, (at(from), at(to)), "stood still")
}

/// The second portrait, sent by the first process ten seconds after the beginning, once more.
pub fn again(book: &mut Book) {
    book.portraits.push(portrait(12, "two", 15));
}

#[test]
fn a_whole_album_that_comes_again_is_one_repetition() {
    let album_again = |book: &mut Book| {
        book.portraits.push(portrait(12, "one", 15));
        again(book);
        book.losses.push(answer_lost(10, ANNA));
    };
    assert_eq!(broken(album_again), Vec::<&str>::new());
}

#[test]
fn a_repetition_is_excused_by_what_befell_its_own_process_just_then() {
    let is_excused = |loss: Loss| {
        let rules = broken(|book| {
            again(book);
            book.losses.push(loss);
        });
        assert!(rules.iter().all(|rule| *rule == "portrait twice"));
        rules.is_empty()
    };
    assert!(is_excused(answer_lost(10, ANNA)));
    assert!(!is_excused(answer_lost(10, BORIS)));
    assert!(!is_excused(answer_lost(13, ANNA)));
    // It had the time to note what it sent, or was dead before.
    assert!(is_excused(killed(FIRST, 11)));
    assert!(!is_excused(killed(SECOND, 11)));
    assert!(!is_excused(killed(FIRST, 16)));
    assert!(!is_excused(killed(FIRST, 5)));
    // It may have known nothing of what it sent, all the while.
    assert!(is_excused(absent(Some(FIRST), 0, 30)));
    assert!(!is_excused(absent(Some(SECOND), 0, 30)));
    assert!(is_excused(absent(None, 9, 11)));
    assert!(!is_excused(absent(Some(FIRST), 17, 40)));
    assert!(!is_excused(absent(Some(FIRST), -30, 5)));
}

#[test]
fn who_comes_back_may_send_what_another_has_sent_meanwhile() {
    let sent_by_the_second = |loss: Loss| {
        broken(|book| {
            again(book);
            book.portraits[2].by = Some(SECOND.to_owned());
            book.losses.push(loss);
        })
    };
    let nothing = Vec::<&str>::new();
    assert_eq!(sent_by_the_second(absent(Some(SECOND), 8, 12)), nothing);
    let dead = killed(SECOND, 12);
    assert_eq!(sent_by_the_second(dead), ["portrait twice"]);
    let long_ago = absent(Some(SECOND), 0, 8);
    assert_eq!(sent_by_the_second(long_ago), ["portrait twice"]);
}

#[test]
fn a_loss_explains_one_repetition_in_a_chat() {
    let twice_more = |book: &mut Book| {
        again(book);
        book.portraits.push(portrait(13, "two", 20));
        book.losses.push(absent(None, 10, 20));
    };
    assert_eq!(broken(twice_more), ["portrait twice"]);
    // Two people's words in the one chat of the staff.
    let of_two = |book: &mut Book| {
        book.shown.push(shown(Side::Person, 1, 23));
        for secs in [22, 24] {
            let mut said = shown(Side::Person, 0, secs);
            said.line.person = BORIS;
            book.shown.push(said);
        }
        book.said.push(Line {
            person: BORIS,
            ..line(Side::Person, 0)
        });
        book.losses.push(killed(FIRST, 22));
    };
    assert_eq!(broken(of_two), ["ticket message twice"]);
    let one_loss_each = |book: &mut Book| {
        of_two(book);
        book.losses.push(killed(FIRST, 23));
    };
    assert_eq!(broken(one_loss_each), Vec::<&str>::new());
    // One in each of two chats, for one loss.
    let everywhere = |book: &mut Book| {
        book.shown.push(shown(Side::Person, 1, 23));
        book.shown.push(shown(Side::Staff, 0, 23));
        book.losses.push(killed(FIRST, 22));
    };
    assert_eq!(broken(everywhere), ["too much excused"]);
}
