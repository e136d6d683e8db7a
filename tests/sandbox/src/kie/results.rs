//! Serves the pictures of finished tasks, as long as they have not expired.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{
    ledger::Account,
    pictures::{self, Picture},
    task::{State as TaskState, Task},
};

pub(super) async fn download(
    State(account): State<Arc<Account>>,
    Path((task_id, _file)): Path<(String, String)>,
) -> Response {
    let (task, size) = {
        let mut ledger = account.ledger();
        let task = ledger.find_task(&task_id).cloned();
        (task, ledger.picture_size)
    };
    let Some(task) = task.filter(|task| is_available(&account, task)) else {
        return (StatusCode::NOT_FOUND, "404 Not Found").into_response();
    };
    let content_type = task.format.content_type();
    let picture = Picture {
        photo: task.photo.and_then(|id| account.photos.find(id)),
        aspect_ratio: task.aspect_ratio,
        format: task.format,
        size,
        caption: format!("{} #{}", task.prompt, task.number),
    };
    let drawn = tokio::task::spawn_blocking(move || pictures::draw(&picture))
        .await
        .expect("drawing a picture does not panic");
    match drawn {
        Ok(bytes) => ([(header::CONTENT_TYPE, content_type)], bytes).into_response(),
        Err(error) => {
            account.problem(format!("the fake itself cannot draw a result: {error:#}"));
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

fn is_available(account: &Account, task: &Task) -> bool {
    let age = task
        .ended_at
        .map(|ended_at| (account.now() - ended_at).to_std().unwrap_or_default());
    task.state == TaskState::Success
        && !task.results_lost
        && age.is_some_and(|age| age < account.options.result_life)
}
