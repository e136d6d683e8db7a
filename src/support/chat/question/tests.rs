//! What people write, and whether it is a question for the staff.

use super::{Asked, is_thanks, read};
use crate::support::{chat::faq::Question, ticket::Category};

/// Questions with what they are about, as `category` or `category/question`.
const QUESTIONS: [(&str, &str); 46] = [
    ("Where is my set?", "generation/where"),
    ("where are my photos", "generation/where"),
    ("When will my portraits be ready?", "generation/where"),
    ("I paid but got nothing", "payment/nothing"),
    ("paid yesterday, still waiting", "generation/where"),
    ("Can I have my money back?", "payment/refund"),
    ("Refund!", "payment/refund"),
    ("i want a refund", "payment/refund"),
    ("You charged me twice", "payment/twice"),
    ("Why was my card charged?", "payment"),
    ("Where can I find the receipt?", "payment/receipt"),
    ("How much is a set of 30?", "other/price"),
    ("is it free?", "other/price"),
    ("The portraits don't look like me", "generation/likeness"),
    ("these photos are not me at all", "generation/likeness"),
    ("Why do I have six fingers in the picture?", "generation"),
    ("the button doesn't work", "technical"),
    ("I can't upload my selfies", "technical"),
    ("Error when I open the set", "technical"),
    ("How long do you keep my photos?", "account/keeping"),
    ("please delete my data", "account/erase"),
    ("Who sees my photos?", "account"),
    ("Do you sell my data to anybody?", "account"),
    ("I need help with the order please", "other"),
    ("Can I speak to a human", "other"),
    ("Could you make portraits of my dog?", "generation"),
    ("Где мой набор?", "generation/where"),
    ("когда будут готовы портреты", "generation/where"),
    ("Оплатил, а ничего не пришло", "payment/nothing"),
    ("Верните деньги", "payment/refund"),
    ("как сделать возврат?", "payment/refund"),
    ("деньги списали дважды", "payment/twice"),
    ("Где чек за оплату?", "payment/receipt"),
    ("сколько стоит набор?", "other/price"),
    ("Какая цена?", "other/price"),
    ("Портреты не похожи на меня", "generation/likeness"),
    ("на фото вообще не я", "generation/likeness"),
    ("Кнопка не работает", "technical"),
    ("не могу загрузить селфи", "technical"),
    ("Сколько хранятся мои фото?", "account/keeping"),
    ("удалите все мои данные", "account/erase"),
    ("помогите пожалуйста с заказом", "other"),
    ("У меня проблема с оплатой", "payment"),
    ("Можно ли сделать портрет ребёнка?", "generation"),
    ("Подскажите, а можно другой стиль?", "generation"),
    ("позовите оператора", "other"),
];

/// What else people write to a bot.
const NO_QUESTIONS: [&str; 38] = [
    "hi",
    "Hello!",
    "hello there",
    "Anna",
    "Anna Maria",
    "?",
    "???",
    "Why?",
    "Really?",
    "ok",
    "ok, thanks",
    "Thank you very much",
    "great photos",
    "I love it",
    "make me beautiful",
    "a red dress",
    "start",
    "menu",
    "new photo",
    "how are you?",
    "How are you",
    "what's up",
    "who are you?",
    "What can you do?",
    "are you a bot?",
    "lol",
    "🙂🙂🙂",
    "12345",
    "Привет",
    "добрый день",
    "Борис",
    "спасибо большое",
    "как дела?",
    "что ты умеешь?",
    "ты бот?",
    "красивые портреты",
    "хочу быть красивой",
    "ага",
];

fn told(asked: Asked) -> String {
    let category = asked.category.id();
    let question = asked.question.map(Question::id);
    question.map_or_else(
        || category.to_owned(),
        |question| format!("{category}/{question}"),
    )
}

#[test]
fn questions_are_known_with_what_they_are_about() {
    let wrong: Vec<_> = QUESTIONS
        .into_iter()
        .map(|(words, about)| (words, about, read(words).map(told)))
        .filter(|(_, about, read)| read.as_deref() != Some(*about))
        .collect();
    assert!(wrong.is_empty(), "words, meant, read: {wrong:#?}");
}

#[test]
fn what_is_no_question_is_left_alone() {
    let wrong: Vec<_> = NO_QUESTIONS
        .into_iter()
        .filter_map(|words| Some((words, told(read(words)?))))
        .collect();
    assert!(wrong.is_empty(), "words, read: {wrong:#?}");
}

#[test]
fn thanks_want_nothing() {
    for words in [
        "Thanks!",
        "ok thank you",
        "Yes",
        "Спасибо большое!",
        "да, всё хорошо",
        "супер",
    ] {
        assert!(is_thanks(words), "{words}");
    }
    for words in [
        "thanks, but it does not work",
        "Yes?",
        "thank you, and where is the second set",
        "спасибо, не работает",
        "no",
        "нет",
        "the photo is dark",
    ] {
        assert!(!is_thanks(words), "{words}");
    }
}

#[test]
fn the_question_may_be_long_and_strange() {
    let long = "?".repeat(4096);
    assert_eq!(read(&long), None);
    let long = "where is my set ".repeat(250);
    assert_eq!(read(&long).unwrap().category, Category::Generation);
    assert_eq!(read(""), None);
}
