//! A fake of Kie.ai on a real socket: it takes orders as strictly as the documentation reads,
//! fetches the references, and draws a picture for each task. A test holds the handle [`Kie`]
//! and decides when tasks end, what goes wrong, and what the callbacks do.

mod api;
mod callbacks;
mod ledger;
mod lifecycle;
mod models;
mod options;
mod pictures;
mod references;
mod results;
mod task;

use std::sync::Arc;

use anyhow::Context;
use chrono::{DateTime, Utc};
use tokio::sync::watch;

pub use self::{
    callbacks::{CallbackAttempt, CallbackPlan, ForgedSignature, Forgery, sign},
    ledger::{Creation, Method, Poll},
    options::{Callbacks, Options, Pace, PictureSize, Rate},
    task::{Format, State, Task},
};
use self::{
    ledger::{Account, Doom},
    lifecycle::Ending,
};
use crate::server::Server;
pub use crate::{clock::Clock, faults::Fault};

/// A running fake; clones share it, and the last one to go closes the port.
#[derive(Debug, Clone)]
pub struct Kie {
    account: Arc<Account>,
    _server: Arc<Server>,
}

impl Kie {
    pub async fn start(options: Options) -> anyhow::Result<Self> {
        let http = reqwest::Client::builder()
            .user_agent("kie-sandbox")
            .no_proxy()
            .timeout(std::time::Duration::from_secs(30))
            .build()
            .context("cannot build the HTTP client of a fake")?;
        let port = options.port;
        let account = Arc::new(Account::new(options, http));
        let server = Server::start(port, api::router(Arc::clone(&account))).await?;
        account
            .url
            .set(server.url())
            .expect("a fake is given its URL once");
        Ok(Self {
            account,
            _server: Arc::new(server),
        })
    }

    /// The base URL, for the bot's `KIE_API_URL`.
    pub fn url(&self) -> String {
        self.account.url().to_owned()
    }

    /// A counter that changes whenever anything here does.
    pub fn subscribe(&self) -> watch::Receiver<u64> {
        self.account.changes.subscribe()
    }
}

/// What has happened so far.
impl Kie {
    /// All tasks, oldest first.
    pub fn tasks(&self) -> Vec<Task> {
        self.account.ledger().tasks.clone()
    }

    pub fn find_task(&self, task_id: &str) -> Option<Task> {
        self.account.ledger().find_task(task_id).cloned()
    }

    /// Every createTask that could be read, refused ones too; those lost to a fault are missing.
    pub fn creations(&self) -> Vec<Creation> {
        self.account.ledger().creations.clone()
    }

    pub fn polls(&self) -> Vec<Poll> {
        self.account.ledger().polls.clone()
    }

    /// Requests of a method that arrived, whatever became of them.
    pub fn requests(&self, method: Method) -> usize {
        self.account
            .ledger()
            .requests
            .get(&method)
            .copied()
            .unwrap_or_default()
    }

    pub fn callback_attempts(&self) -> Vec<CallbackAttempt> {
        self.account.ledger().callback_attempts.clone()
    }

    /// What the bot did wrong. A test ends with none.
    pub fn problems(&self) -> Vec<String> {
        self.account.ledger().problems.clone()
    }

    /// The problems that a test expected, and so takes away.
    pub fn take_problems(&self) -> Vec<String> {
        self.account
            .update(|ledger| std::mem::take(&mut ledger.problems))
    }

    pub fn credits(&self) -> f64 {
        self.account.ledger().credits
    }
}

/// Pictures without any task.
impl Kie {
    /// What its models would make of a photo for this prompt, as a small JPEG.
    ///
    /// # Errors
    /// When the photo is none.
    pub fn draw_small(photo: &[u8], prompt: &str) -> anyhow::Result<Vec<u8>> {
        let photo = image::load_from_memory(photo).context("cannot read a photo to draw from")?;
        pictures::draw(&pictures::Picture {
            photo: Some(Arc::new(photo)),
            aspect_ratio: "3:4".to_owned(),
            format: task::Format::Jpeg,
            size: PictureSize::Small,
            caption: prompt.to_owned(),
        })
    }
}

/// Moving tasks on.
impl Kie {
    /// Lets a task succeed, unless a test has doomed it.
    pub fn finish(&self, task_id: &str) -> anyhow::Result<()> {
        self.account.end(task_id, Ending::Success)
    }

    /// The running tasks, oldest first: each one's id and when it was created.
    pub fn running(&self) -> Vec<(String, DateTime<Utc>)> {
        let ledger = self.account.ledger();
        let running = ledger.tasks.iter().filter(|task| !task.state.is_final());
        running
            .map(|task| (task.id.clone(), task.created_at))
            .collect()
    }

    /// Finishes every running task; gives their number.
    pub fn finish_all(&self) -> usize {
        let running = self.running().into_iter();
        running.filter(|(id, _)| self.finish(id).is_ok()).count()
    }

    /// A task that was ordered before anybody looked, and is being made. Nothing was charged.
    pub fn take_over(&self, task_id: &str, callback_url: &str) {
        let now = self.account.now();
        self.account.update(|ledger| {
            let number = ledger.tasks.len() as u64 + 1;
            let task = Task::taken_over(task_id, number, callback_url, now);
            ledger.tasks.push(task);
        });
    }

    pub fn fail(&self, task_id: &str, code: &str, message: &str) -> anyhow::Result<()> {
        let ending = Ending::Fail {
            code: code.to_owned(),
            message: message.to_owned(),
        };
        self.account.end(task_id, ending)
    }

    /// Sets a state that is not final.
    pub fn set_state(&self, task_id: &str, state: State) -> anyhow::Result<()> {
        self.account.move_to(task_id, state)
    }
}

/// Callbacks.
impl Kie {
    /// Sends the callbacks that ended tasks owe, as planned; gives the number of such tasks.
    pub async fn send_callbacks(&self) -> usize {
        let due: Vec<String> = {
            let ledger = self.account.ledger();
            let due = ledger.tasks.iter().filter(|task| task.callback_due);
            due.map(|task| task.id.clone()).collect()
        };
        for id in &due {
            Arc::clone(&self.account).send_callback_by_plan(id, 1).await;
        }
        due.len()
    }

    /// Sends the callback of one task, again if need be; gives the bot's HTTP status.
    pub async fn send_callback(&self, task_id: &str) -> anyhow::Result<u16> {
        self.account.send_callback(task_id).await
    }

    /// Plans the callbacks to come.
    pub fn set_callback_plan(&self, plan: CallbackPlan) {
        self.account.update(|ledger| ledger.callback_plan = plan);
    }

    /// Sends a callback that Kie would not; gives the bot's HTTP status.
    pub async fn forge_callback(&self, url: &str, forgery: Forgery) -> anyhow::Result<u16> {
        self.account.forge_callback(url, forgery).await
    }
}

/// Making things go wrong.
impl Kie {
    /// Orders a fault for the next request of a method; several queue up.
    pub fn fail_next(&self, method: Method, fault: Fault) {
        self.account.faults.add(method, fault);
    }

    /// Lets every request go wrong for which the predicate names a fault.
    pub fn fail_when(&self, predicate: impl Fn(&Method) -> Option<Fault> + Send + Sync + 'static) {
        self.account.faults.set_predicate(Some(Box::new(predicate)));
    }

    /// Ends what `fail_next` and `fail_when` began.
    pub fn heal(&self) {
        self.account.faults.clear();
        self.account.faults.set_predicate(None);
    }

    /// Dooms the next `times` tasks whose prompt contains `text`: they end with `fail_code`.
    pub fn fail_prompt_containing(&self, text: &str, times: usize, fail_code: &str) {
        let doom = Doom {
            text: text.to_owned(),
            times_left: times,
            fail_code: fail_code.to_owned(),
        };
        self.account.update(|ledger| ledger.dooms.push(doom));
    }

    /// From now on the task's results are 404.
    pub fn expire_results(&self, task_id: &str) {
        self.account.update(|ledger| {
            if let Some(task) = ledger.find_task(task_id) {
                task.results_lost = true;
            }
        });
    }

    pub fn set_credits(&self, credits: f64) {
        self.account.update(|ledger| ledger.credits = credits);
    }

    /// During maintenance every method answers 455.
    pub fn set_maintenance(&self, maintenance: bool) {
        self.account
            .update(|ledger| ledger.maintenance = maintenance);
    }

    /// From now on every request of these methods suffers the fault.
    pub fn break_down(&self, methods: &[Method], fault: &Fault) {
        self.account.update(|ledger| {
            let broken = methods.iter().map(|method| (*method, fault.clone()));
            ledger.outage.extend(broken);
        });
    }

    /// Ends what [`Kie::break_down`] began.
    pub fn recover(&self) {
        self.account.update(|ledger| ledger.outage.clear());
    }

    /// The size of pictures that are downloaded from now on.
    pub fn set_picture_size(&self, size: PictureSize) {
        self.account.update(|ledger| ledger.picture_size = size);
    }
}
