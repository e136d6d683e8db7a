//! The life of a task: accepted and charged, begun by fetching its references, ended.

use std::{sync::Arc, time::Duration};

use anyhow::{Context, bail};
use rand::Rng;
use serde_json::Value;
use uuid::Uuid;

use super::{
    ledger::{Account, Creation, Ledger, Refusal},
    models::{self, Order},
    options::{Callbacks, Pace},
    references::reference_problem,
    task::{State, Task},
};

/// How a task ends.
#[derive(Debug)]
pub(super) enum Ending {
    Success,
    Fail { code: String, message: String },
}

/// A createTask request whose fields have been told apart.
struct CreationRequest {
    text: String,
    model: String,
    callback_url: Option<String>,
    order: Result<Order, String>,
    prompt: String,
}

impl Account {
    /// Accepts and charges a task, or refuses it.
    pub fn create(&self, body: &[u8]) -> Result<String, Refusal> {
        let request = CreationRequest::read(body)
            .inspect_err(|refusal| self.problem(format!("createTask: {}", refusal.message)))?;
        let outcome = self.update(|ledger| self.accept(ledger, &request));
        let refusal = outcome.as_ref().err();
        if let Some(refusal) = refusal.filter(|refusal| refusal.code == 422) {
            self.problem(format!("createTask: {}", refusal.message));
        }
        if let (Ok(_), Ok(order)) = (&outcome, &request.order) {
            let problems = order
                .references
                .iter()
                .filter_map(|url| reference_problem(url));
            problems.for_each(|problem| self.problem(problem));
        }
        let creation = Creation {
            model: request.model,
            prompt: request.prompt,
            references: request
                .order
                .map(|order| order.references)
                .unwrap_or_default(),
            callback_url: request.callback_url,
            code: refusal.map_or(200, |refusal| refusal.code),
            task_id: outcome.as_ref().ok().cloned(),
            at: self.now(),
        };
        self.update(|ledger| ledger.creations.push(creation));
        outcome
    }

    fn accept(&self, ledger: &mut Ledger, request: &CreationRequest) -> Result<String, Refusal> {
        let now = self.now();
        if !ledger
            .creation_window
            .admit(self.options.creation_rate, now)
        {
            return Err(Refusal::new(
                429,
                "Your call frequency is too high. Please try again later.",
            ));
        }
        let order = request
            .order
            .as_ref()
            .map_err(|message| Refusal::new(422, message))?;
        if ledger.credits < order.credits {
            return Err(Refusal::new(402, "Credits insufficient"));
        }
        ledger.credits -= order.credits;
        let id = Uuid::new_v4().simple().to_string();
        let task = Task {
            number: ledger.tasks.len() as u64 + 1,
            model: request.model.clone(),
            prompt: order.prompt.clone(),
            references: order.references.clone(),
            callback_url: request.callback_url.clone(),
            aspect_ratio: order.aspect_ratio.clone(),
            format: order.format,
            credits: order.credits,
            request: request.text.clone(),
            doomed: ledger.take_doom(&order.prompt),
            ..Task::blank(id.clone(), now)
        };
        ledger.tasks.push(task);
        Ok(id)
    }

    /// Downloads what the task refers to, as Kie does before it generates. A task whose
    /// references cannot be had fails, and that is the bot's fault.
    pub async fn begin(self: &Arc<Self>, id: &str) -> anyhow::Result<()> {
        let (references, turn) = {
            let mut ledger = self.ledger();
            let task = ledger
                .find_task(id)
                .context("cannot begin a task that does not exist")?;
            (task.references.clone(), task.number as usize - 1)
        };
        match self.photos.fetch(&self.http, &references, turn).await {
            Ok(photo) => {
                self.update(|ledger| {
                    if let Some(task) = ledger.find_task(id) {
                        task.photo = photo;
                    }
                });
                Ok(())
            }
            Err(error) => {
                let message = format!("{error:#}");
                self.problem(message.clone());
                self.end(
                    id,
                    Ending::Fail {
                        code: "422".to_owned(),
                        message,
                    },
                )
            }
        }
    }

    /// Moves a running task to another state that is not final.
    pub fn move_to(&self, id: &str, state: State) -> anyhow::Result<()> {
        if state.is_final() {
            bail!("a task ends through finish or fail, not by setting {state:?}");
        }
        let now = self.now();
        self.update(|ledger| {
            let task = running(ledger, id)?;
            task.state = state;
            task.updated_at = now;
            Ok(())
        })
    }

    /// Ends a task. A doomed one fails even when it is told to succeed; a failed one is refunded.
    pub fn end(self: &Arc<Self>, id: &str, ending: Ending) -> anyhow::Result<()> {
        let now = self.now();
        self.update(|ledger| {
            let task = running(ledger, id)?;
            task.updated_at = now;
            task.ended_at = Some(now);
            task.callback_due = task.callback_url.is_some();
            match (task.doomed.take(), ending) {
                (None, Ending::Success) => {
                    task.state = State::Success;
                    let extension = task.format.extension();
                    task.result_urls = vec![format!("{}/results/{id}/0.{extension}", self.url())];
                }
                (Some(code), _) => fail(ledger, id, code, "The generation failed".to_owned()),
                (None, Ending::Fail { code, message }) => fail(ledger, id, code, message),
            }
            anyhow::Ok(())
        })?;
        if self.options.callbacks == Callbacks::Automatic {
            let (account, id) = (Arc::clone(self), id.to_owned());
            self.runtime
                .spawn(async move { account.send_callback_by_plan(&id, 3).await });
        }
        Ok(())
    }

    /// Takes an accepted task through its life, as far as the pace leaves it to the fake.
    pub async fn live(self: Arc<Self>, id: String) {
        let outcome = match self.options.pace {
            Pace::Manual => self.begin(&id).await,
            Pace::Timed {
                queue,
                generate,
                jitter,
            } => self.live_in_time(&id, queue, generate, jitter).await,
        };
        if let Err(error) = outcome {
            // A test may end a task before time does.
            tracing::debug!(
                error = format!("{error:#}"),
                task.id = id,
                "a task ended early"
            );
        }
    }

    async fn live_in_time(
        self: &Arc<Self>,
        id: &str,
        queue: Duration,
        generate: Duration,
        jitter: Duration,
    ) -> anyhow::Result<()> {
        let pause = |duration: Duration| tokio::time::sleep(duration + random_part(jitter) / 2);
        pause(queue / 2).await;
        self.move_to(id, State::Queuing)?;
        pause(queue / 2).await;
        self.begin(id).await?;
        self.move_to(id, State::Generating)?;
        tokio::time::sleep(generate + random_part(jitter)).await;
        self.end(id, Ending::Success)
    }
}

impl CreationRequest {
    fn read(body: &[u8]) -> Result<Self, Refusal> {
        let text = String::from_utf8_lossy(body).into_owned();
        let request: Value =
            serde_json::from_str(&text).map_err(|_| Refusal::new(400, "The body is not JSON"))?;
        let request = request
            .as_object()
            .ok_or(Refusal::new(400, "The body is not an object"))?;
        let known = ["model", "callBackUrl", "input"];
        if let Some(field) = request
            .keys()
            .find(|field| !known.contains(&field.as_str()))
        {
            return Err(Refusal::new(
                422,
                format!("{field} is not a field of createTask"),
            ));
        }
        let model = request
            .get("model")
            .and_then(Value::as_str)
            .ok_or(Refusal::new(422, "model is required"))?;
        let input = request
            .get("input")
            .and_then(Value::as_object)
            .ok_or(Refusal::new(422, "input is required"))?;
        let callback_url = match request.get("callBackUrl") {
            None => None,
            Some(Value::String(url)) if url::Url::parse(url).is_ok() => Some(url.clone()),
            Some(_) => return Err(Refusal::new(422, "callBackUrl is not a URL")),
        };
        Ok(Self {
            model: model.to_owned(),
            callback_url,
            order: models::read_order(model, input),
            prompt: input
                .get("prompt")
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned(),
            text,
        })
    }
}

fn running<'ledger>(ledger: &'ledger mut Ledger, id: &str) -> anyhow::Result<&'ledger mut Task> {
    let task = ledger
        .find_task(id)
        .with_context(|| format!("there is no task {id}"))?;
    if task.state.is_final() {
        bail!("the task {id} has ended with {:?} already", task.state);
    }
    Ok(task)
}

fn fail(ledger: &mut Ledger, id: &str, code: String, message: String) {
    let task = ledger.find_task(id).expect("the caller holds the task");
    task.state = State::Fail;
    task.fail_code = Some(code);
    task.fail_message = Some(message);
    ledger.credits += task.credits;
}

fn random_part(duration: Duration) -> Duration {
    duration.mul_f64(rand::rng().random::<f64>())
}
