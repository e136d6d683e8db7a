//! What the page shows and does behind the scenes: the bot's process, Kie, the storage.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use anyhow::Result;
use serde::Serialize;
use tokio::sync::watch;

use super::{
    bot::{Bot, Status},
    outside::Outside,
};
use crate::{
    kie::{Kie, State},
    s3::S3,
    tbank::Tbank,
    ton::Ton,
};

#[derive(Clone)]
pub struct Backstage {
    bot: Bot,
    kie: Kie,
    s3: S3,
    tbank: Tbank,
    ton: Ton,
    is_kie_stopped: Arc<AtomicBool>,
}

/// How things stand there.
#[derive(Debug, Serialize)]
pub struct View {
    bot: Status,
    kie: KieView,
    storage: StorageView,
    money: MoneyView,
}

#[derive(Debug, Default, Serialize)]
struct KieView {
    is_stopped: bool,
    running: usize,
    done: usize,
    failed: usize,
}

#[derive(Debug, Serialize)]
struct StorageView {
    objects: usize,
    bytes: u64,
}

/// What came by the other ways than Stars.
#[derive(Debug, Serialize)]
struct MoneyView {
    /// On the account at the bank: refunds are taken off.
    kopecks: i64,
    /// Sent to the wallet. What the staff send back goes by no machine.
    nano: u64,
}

impl Backstage {
    pub fn new(bot: Bot, outside: &Outside) -> Self {
        Self {
            bot,
            kie: outside.kie.clone(),
            s3: outside.s3.clone(),
            tbank: outside.tbank.clone(),
            ton: outside.ton.clone(),
            is_kie_stopped: Arc::default(),
        }
    }

    pub fn view(&self) -> Result<View> {
        let mut kie = KieView {
            is_stopped: self.is_kie_stopped.load(Ordering::Relaxed),
            ..KieView::default()
        };
        for task in self.kie.tasks() {
            match task.state {
                State::Success => kie.done += 1,
                State::Fail => kie.failed += 1,
                State::Waiting | State::Queuing | State::Generating => kie.running += 1,
            }
        }
        let objects = self.s3.objects()?;
        Ok(View {
            bot: self.bot.status(),
            kie,
            storage: StorageView {
                objects: objects.len(),
                bytes: objects.iter().map(|(_, size)| size).sum(),
            },
            money: MoneyView {
                kopecks: self.tbank.balance(),
                nano: self.ton.received(),
            },
        })
    }

    /// What the bot did that the real Kie, bank and chain would not take.
    pub fn problems(&self) -> Vec<String> {
        [
            self.kie.problems(),
            self.tbank.problems(),
            self.ton.problems(),
        ]
        .concat()
    }

    pub fn kill_bot(&self) {
        self.bot.kill();
    }

    /// Lets Kie answer everything with "maintenance", or work again.
    pub fn stop_kie(&self, is_stopped: bool) {
        self.is_kie_stopped.store(is_stopped, Ordering::Relaxed);
        self.kie.set_maintenance(is_stopped);
    }

    pub fn bot_changes(&self) -> watch::Receiver<Status> {
        self.bot.subscribe()
    }

    pub fn kie_changes(&self) -> watch::Receiver<u64> {
        self.kie.subscribe()
    }
}
