//! The staff's group: Olga answers what people write, and sends a broadcast in the middle.

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use tokio::time::sleep;

use super::{
    ground::STAFF_CHAT_ID,
    person::{GaveUp, Guest, newest, offers, says},
    plot::{Line, Plot, Side, Who},
};
use crate::telegram::SeenMessage;

const LOOK_EVERY: Duration = Duration::from_secs(2);

/// What everybody gets at most once. Nothing else says it.
pub const NEWS: &str = "№¤news: twelve new styles";

/// Answers, until the run is over, everything in the tickets' topics that has no answer yet.
pub async fn answer(plot: Arc<Plot>) {
    while !plot.over.is_cancelled() {
        sleep(LOOK_EVERY).await;
        let mut waiting: BTreeMap<i64, Topic> = BTreeMap::new();
        for message in plot.ground.telegram.messages(STAFF_CHAT_ID) {
            if let (Some(topic), Some(line)) = (message.topic, Line::shown_in(&message.text)) {
                waiting.entry(topic).or_default().note(line);
            }
        }
        for (id, topic) in waiting {
            if let Some(line) = topic.next_answer() {
                say(&plot, id, line);
            }
        }
    }
}

/// How far the conversation in a topic is.
#[derive(Default)]
struct Topic {
    person: i64,
    asked: usize,
    answered: usize,
}

impl Topic {
    fn note(&mut self, line: Line) {
        self.person = line.person;
        let count = match line.side {
            Side::Person => &mut self.asked,
            Side::Staff => &mut self.answered,
        };
        *count = (*count).max(line.number + 1);
    }

    fn next_answer(&self) -> Option<Line> {
        (self.answered < self.asked).then_some(Line {
            person: self.person,
            side: Side::Staff,
            number: self.answered,
        })
    }
}

fn say(plot: &Plot, topic: i64, line: Line) {
    let group = &plot.ground.group;
    let topics = group.topics();
    let name = topics.iter().find(|known| known.id == topic);
    let speaker = name.map(|topic| group.speaker_in(&plot.ground.olga, &topic.name));
    if let Some(Ok(olga)) = speaker {
        plot.says(line);
        plot.note(Who::Staff, format!("answers “{}”", line.words()));
        olga.sends(line.words());
    }
}

/// Writes one broadcast and sends it.
pub async fn broadcast(plot: Arc<Plot>) -> Result<(), GaveUp> {
    let olga = Guest::of(&plot, 0, plot.ground.olga.clone());
    olga.asks("/broadcast", |message| {
        offers(std::slice::from_ref(message), "✏️ English")
    })
    .await?;
    let asks = |messages: &[SeenMessage]| says(messages, "answer this message with the words");
    olga.taps("✏️ English", asks).await?;
    let question = olga.person.messages().into_iter().rev().find(|message| {
        message.from_bot && message.text.contains("answer this message with the words")
    });
    let question = question.map_or(0, |message| message.id);
    olga.note("writes the news");
    olga.person.replies(question, NEWS);
    olga.sees(|messages| offers(messages, "📣 Send")).await?;
    let before = newest(&olga.person.messages());
    olga.taps("📣 Send", |messages| {
        messages
            .iter()
            .any(|message| message.id > before && offers(std::slice::from_ref(message), "Send it"))
    })
    .await?;
    olga.taps("Send it", |messages| says(messages, "is confirmed by"))
        .await?;
    plot.note(Who::Staff, "sends the news");
    Ok(())
}
