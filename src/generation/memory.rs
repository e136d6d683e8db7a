//! How many megabytes of pictures this process holds at a time. Without a common
//! bound, two dozen sets that end together would hold a gigabyte.

use tokio::sync::{Semaphore, SemaphorePermit};

const MEGABYTE: u64 = 1024 * 1024;

/// Three typical albums.
const MEGABYTES: u32 = 64;

static MEMORY: Semaphore = Semaphore::const_new(MEGABYTES as usize);

/// The right to hold some megabytes, until it is dropped. Whoever waits for room
/// must hold none.
pub struct Room {
    _permit: SemaphorePermit<'static>,
}

/// Waits for room for `bytes`. More than there is at all counts as all there is.
pub async fn reserve(bytes: u64) -> Room {
    let megabytes = u32::try_from(bytes.div_ceil(MEGABYTE)).unwrap_or(MEGABYTES);
    let permit = MEMORY
        .acquire_many(megabytes.clamp(1, MEGABYTES))
        .await
        .expect("the semaphore is never closed");
    Room { _permit: permit }
}
