//! From Kie's last callback of a set to its first album: the moment in which a person watches the
//! bar fill up. Measured at Telegram, when the whole album has been uploaded.

use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use tokio::time::timeout;

use super::{
    PATIENCE, PHOTOS,
    customer::Customer,
    figures::{Figure, Table, percentile},
    goals::Goal,
    installation::Installation,
    until,
};

/// The progress message of the photos before has been edited by then.
const PAUSE: Duration = Duration::from_secs(5);

/// What has been kept of all sets.
const KEPT: &str = "select count(*) from generated_photos";

pub async fn measure(
    installation: &Installation,
    customers: &[Customer],
    table: &mut Table<'_>,
) -> Result<()> {
    let mut times = Vec::new();
    let mut drawings = Vec::new();
    for customer in customers {
        let last = all_but_one(installation, customer).await?;
        let mut changes = installation.telegram.subscribe();
        let called_at = Instant::now();
        installation.kie.finish(&last)?;
        let sent = async {
            while customer.portraits() == 0 {
                changes.changed().await.context("the fake is gone")?;
            }
            anyhow::Ok(called_at.elapsed())
        };
        let sent = timeout(PATIENCE, sent).await;
        times.push(sent.context("waited for an album in vain")??);
        drawings.push(download(installation, &last).await?);
        until("the rest of the set", || {
            (customer.portraits() == PHOTOS).then_some(())
        })
        .await?;
    }
    let what = "Kie's last callback to the first album, median";
    table.add(&Figure::time(what, percentile(&times, 0.5)).of(Goal::Album));
    table.add(&Figure::time("  the slowest", percentile(&times, 1.0)));
    let what = "  of it, what the fake takes to draw the picture";
    table.add(&Figure::time(what, percentile(&drawings, 0.5)));
    Ok(())
}

/// Has a set made as far as its last photo; gives that one's task.
async fn all_but_one(installation: &Installation, customer: &Customer) -> Result<String> {
    let kept = installation.count(KEPT)?;
    customer.person.pays()?;
    let running = || -> Vec<String> {
        let mut tasks = installation.kie.tasks();
        tasks.retain(|task| !task.state.is_final());
        tasks.into_iter().map(|task| task.id).collect()
    };
    let mut tasks = until("all photos to be ordered", || {
        Some(running()).filter(|tasks| tasks.len() == PHOTOS)
    })
    .await?;
    let last = tasks.pop().context("a set without photos")?;
    for task in &tasks {
        installation.kie.finish(task)?;
    }
    until("the photos before the last", || {
        let now = installation.count(KEPT).ok()?;
        (now == kept + tasks.len()).then_some(())
    })
    .await?;
    tokio::time::sleep(PAUSE).await;
    Ok(last)
}

/// How long the fake takes to hand a result out.
async fn download(installation: &Installation, task_id: &str) -> Result<Duration> {
    let task = installation.kie.find_task(task_id);
    let urls = task.context("a task is gone")?.result_urls;
    let url = urls.first().context("a success without a picture")?;
    let client = reqwest::Client::builder()
        .no_proxy()
        .timeout(PATIENCE)
        .build()
        .context("cannot build a client")?;
    let begun_at = Instant::now();
    let answer = client.get(url).send().await;
    answer
        .context("cannot ask for a result")?
        .bytes()
        .await
        .context("cannot read a result")?;
    Ok(begun_at.elapsed())
}
