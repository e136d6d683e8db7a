//! The short variant of `make chaos`: the same people, the same misfortunes, the same count.

use sandbox::chaos::{self, Complaint, Options};

/// So long do people come and things go wrong; what was begun then ends.
const SECS: u64 = 20;

/// Where the dice begin: a red run is then the doing of what was changed.
const SEED: u64 = 20_261_129;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_fails_for_a_while_and_every_promise_is_kept() {
    let binary = env!("CARGO_BIN_EXE_pinglass").into();
    let complaints = chaos::storm(Options::short(binary, SECS, SEED)).await;
    assert_eq!(complaints.unwrap(), Vec::<Complaint>::new());
}
