//! The balancer asks who is ready, takes turns, and repeats only what surely did not arrive.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot go on ends by a panic"
)]

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use axum::{Router, http::StatusCode, response::Response, routing};
use sandbox::{
    balancer::{Balancer, Counts, Options},
    server::{Server, drop_connection},
};

#[derive(Clone, Default)]
struct Behaviour {
    is_ready: Arc<AtomicBool>,
    dies: Arc<AtomicBool>,
    taken: Arc<AtomicU64>,
}

struct Process {
    behaviour: Behaviour,
    server: Server,
}

impl Process {
    async fn start() -> Self {
        let behaviour = Behaviour::default();
        behaviour.is_ready.store(true, Ordering::SeqCst);
        let (ready, posted) = (behaviour.clone(), behaviour.clone());
        let router = Router::new()
            .route(
                "/readyz",
                routing::get(move || std::future::ready(readiness(&ready))),
            )
            .route(
                "/update",
                routing::post(move |body: String| std::future::ready(answer(&posted, body))),
            );
        let server = Server::start(0, router).await.unwrap();
        Self { behaviour, server }
    }

    fn taken(&self) -> u64 {
        self.behaviour.taken.load(Ordering::SeqCst)
    }
}

fn readiness(behaviour: &Behaviour) -> StatusCode {
    if behaviour.is_ready.load(Ordering::SeqCst) {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    }
}

fn answer(behaviour: &Behaviour, body: String) -> Response {
    behaviour.taken.fetch_add(1, Ordering::SeqCst);
    if behaviour.dies.load(Ordering::SeqCst) {
        return drop_connection();
    }
    Response::new(body.into())
}

async fn balancer(processes: &[&Process]) -> Balancer {
    let options = Options {
        ask_every: Duration::from_millis(20),
        ..Options::default()
    };
    let balancer = Balancer::start(options).await.unwrap();
    for process in processes {
        balancer.add(&process.server.url());
    }
    balancer.until_ready(processes.len()).await;
    balancer
}

async fn post(balancer: &Balancer) -> (StatusCode, String) {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let url = format!("{}/update", balancer.url());
    let answer = client.post(url).body("hello").send().await.unwrap();
    (answer.status(), answer.text().await.unwrap())
}

#[tokio::test]
async fn those_that_are_ready_take_turns() {
    let (first, second) = (Process::start().await, Process::start().await);
    let balancer = balancer(&[&first, &second]).await;
    for _ in 0..4 {
        assert_eq!(post(&balancer).await, (StatusCode::OK, "hello".to_owned()));
    }
    assert_eq!((first.taken(), second.taken()), (2, 2));
    second.behaviour.is_ready.store(false, Ordering::SeqCst);
    balancer.until_ready(1).await;
    for _ in 0..4 {
        post(&balancer).await;
    }
    assert_eq!((first.taken(), second.taken()), (6, 2));
    balancer.remove(&first.server.url());
    assert_eq!(post(&balancer).await.0, StatusCode::SERVICE_UNAVAILABLE);
    let counts = Counts {
        requests: 9,
        failed: 1,
        refused: 0,
    };
    assert_eq!(balancer.counts(), counts);
}

#[tokio::test]
async fn what_may_have_arrived_is_not_repeated() {
    let (first, second) = (Process::start().await, Process::start().await);
    let balancer = balancer(&[&first, &second]).await;
    for process in [&first, &second] {
        process.behaviour.dies.store(true, Ordering::SeqCst);
    }
    assert_eq!(post(&balancer).await.0, StatusCode::BAD_GATEWAY);
    assert_eq!(first.taken() + second.taken(), 1);
    assert_eq!(balancer.counts().failed, 1);
}

#[tokio::test]
async fn whoever_refuses_the_connection_is_passed_over() {
    let (first, second) = (Process::start().await, Process::start().await);
    // It asks so seldom that it finds out by a request.
    let options = Options {
        ask_every: Duration::from_secs(60),
        ..Options::default()
    };
    let balancer = Balancer::start(options).await.unwrap();
    for process in [&first, &second] {
        balancer.add(&process.server.url());
    }
    balancer.until_ready(2).await;
    drop(first);
    for _ in 0..3 {
        assert_eq!(post(&balancer).await.0, StatusCode::OK);
    }
    assert_eq!(second.taken(), 3);
    assert_eq!(balancer.counts().failed, 0);
}
