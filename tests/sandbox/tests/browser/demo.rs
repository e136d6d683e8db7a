//! The demo as a visitor starts it, in a folder of its own.

use std::{path::Path, process::Stdio, time::Duration};

use anyhow::{Context, Result, bail};
use sandbox::watchdog::{Signal, send_signal};
use serde_json::Value;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

const STOP_PATIENCE: Duration = Duration::from_secs(40);

pub struct Demo {
    process: Child,
    pub url: String,
}

impl Demo {
    /// Starts it and waits until it says where its page is.
    pub async fn start(folder: &Path) -> Result<Self> {
        let mut process = Command::new(env!("CARGO_BIN_EXE_sandbox"))
            .args(["demo", "--port", "0", "--folder"])
            .arg(folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .context("cannot start the demo")?;
        let output = process.stdout.take().context("the demo has no output")?;
        let mut lines = BufReader::new(output).lines();
        while let Some(line) = lines.next_line().await? {
            if let Some(start) = line.find("http://") {
                let url = line[start..].trim().to_owned();
                tokio::spawn(async move {
                    // Somebody has to read on, or the demo would stand still.
                    while let Ok(Some(line)) = lines.next_line().await {
                        println!("demo: {line}");
                    }
                });
                return Ok(Self { process, url });
            }
        }
        bail!("the demo ended before its page was open")
    }

    /// The world as the page knows it.
    pub async fn world(&self) -> Result<Value> {
        let http = reqwest::Client::builder()
            .no_proxy()
            .timeout(Duration::from_secs(10))
            .build()?;
        let response = http.get(format!("{}/api/world", self.url)).send().await?;
        Ok(response.json().await?)
    }

    /// Asks it to end, as Ctrl-C does; whether it ended well.
    pub async fn stop(mut self) -> Result<bool> {
        let id = self.process.id().context("the demo is gone already")?;
        send_signal(Signal::Interrupt, &id.to_string())?;
        let status = tokio::time::timeout(STOP_PATIENCE, self.process.wait())
            .await
            .context("the demo does not end")??;
        Ok(status.success())
    }
}
