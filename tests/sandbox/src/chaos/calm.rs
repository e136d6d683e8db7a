//! After the storm: everything is mended, and what is left to do gets done. What the product would
//! wait for by the clock is brought forward in its tables: a run has minutes, not a day.

use std::{sync::Arc, time::Duration};

use anyhow::Result;
use futures::future;
use tokio::time::{Instant, sleep, timeout};

use super::{
    fleet::Fleet,
    person,
    plot::{Plot, Who},
    store,
};
use crate::telegram::Person;

/// How long what was begun may take to end.
const PATIENCE: Duration = Duration::from_secs(300);

/// Whoever asks in calm weather is answered within this.
const ANSWERED_WITHIN: Duration = Duration::from_secs(60);

const LOOK_EVERY: Duration = Duration::from_secs(3);

/// Pauses that are over by themselves are waited for so long before they are cut short.
const BY_ITSELF: Duration = Duration::from_secs(20);

/// In calm weather Kie has ended by then what it was ever asked for, and has called back, late callbacks
/// included. What was not heard, as the database was away, is never heard.
const KIE_HAS_CALLED: Duration = Duration::from_secs(60);

/// Makes everything work again and waits until nothing is left to do; what was left when the
/// patience ended.
pub async fn drain(plot: &Plot, fleet: &Fleet) -> Result<Vec<String>> {
    plot.ground.heal();
    for ship in &fleet.ships {
        ship.cable.mend().await;
    }
    fleet.until_ready().await?;
    plot.note(Who::Misfortune, "everything is mended");
    let begun = Instant::now();
    loop {
        sleep(LOOK_EVERY).await;
        let left = store::unfinished(&plot.ground.db).await?;
        if left.is_empty() || begun.elapsed() > PATIENCE {
            return Ok(left);
        }
        if begun.elapsed() > BY_ITSELF {
            let known = if begun.elapsed() < KIE_HAS_CALLED {
                orders_known_to_kie(plot)
            } else {
                Vec::new()
            };
            store::bring_forward(&plot.ground.db, &known).await?;
        }
    }
}

/// Whoever paid once too often has been told that the set waits for them, and takes the money back.
pub async fn spare_sets_go_back(plot: &Plot) -> Result<()> {
    for id in store::unused(&plot.ground.db).await? {
        let person = person::known(plot, id);
        plot.note(Who::Person(id), "takes an unused set back");
        person.sends("/paysupport");
        for label in ["Take back the set", "Yes, give me"] {
            let tapped = async {
                while person.taps(label).is_err() {
                    sleep(Duration::from_millis(500)).await;
                }
            };
            // Whoever is not let is a complaint of the count.
            if timeout(ANSWERED_WITHIN, tapped).await.is_err() {
                plot.note(Who::Person(id), format!("is not offered [{label}]"));
                break;
            }
        }
    }
    Ok(())
}

/// Where Kie calls back about the orders that reached it: of others nothing will ever be heard.
fn orders_known_to_kie(plot: &Plot) -> Vec<String> {
    let creations = plot.ground.kie.creations().into_iter();
    let accepted = creations.filter(|creation| creation.code == 200);
    accepted
        .filter_map(|creation| creation.callback_url)
        .collect()
}

/// Everybody who has a chat asks for help once more; who of them was not answered.
pub async fn everybody_asks(plot: &Arc<Plot>) -> Vec<i64> {
    let erased = plot.erased();
    let people = plot.arrived().into_iter();
    let asking = people.filter(|id| !erased.contains(id)).map(|id| {
        let plot = Arc::clone(plot);
        async move {
            let is_answered = asks(&plot, &person::known(&plot, id)).await;
            (!is_answered).then_some(id)
        }
    });
    let silent = future::join_all(asking).await;
    silent.into_iter().flatten().collect()
}

async fn asks(plot: &Plot, person: &Person) -> bool {
    let question = person.sends("/help");
    plot.note(Who::Person(person.id()), "asks for help in calm weather");
    let answered = async {
        loop {
            let messages = person.messages();
            if messages
                .iter()
                .any(|message| message.from_bot && message.id > question)
            {
                return;
            }
            sleep(Duration::from_millis(500)).await;
        }
    };
    timeout(ANSWERED_WITHIN, answered).await.is_ok()
}
