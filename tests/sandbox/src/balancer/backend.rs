//! One process behind the balancer, and whether it said lately that it is ready.

use tokio::task::JoinHandle;

/// Asked until it is dropped.
#[derive(Debug)]
pub(super) struct Backend {
    url: String,
    is_ready: bool,
    asking: JoinHandle<()>,
}

impl Backend {
    /// Not ready before it says so.
    pub(super) fn new(url: &str, asking: JoinHandle<()>) -> Self {
        Self {
            url: url.to_owned(),
            is_ready: false,
            asking,
        }
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    pub(super) fn is_ready(&self) -> bool {
        self.is_ready
    }

    /// Whether that is news.
    pub(super) fn set_ready(&mut self, is_ready: bool) -> bool {
        std::mem::replace(&mut self.is_ready, is_ready) != is_ready
    }
}

impl Drop for Backend {
    fn drop(&mut self) {
        self.asking.abort();
    }
}
