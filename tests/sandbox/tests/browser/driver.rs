//! Headless Chromium, driven through chromedriver by the WebDriver protocol, of which this test
//! needs so little that a library would cost more than it saves.

use std::{path::Path, process::Stdio, time::Duration};

use anyhow::{Context, Result, bail, ensure};
use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

/// How long an element may take to appear: some pictures have to be made first.
const PATIENCE: Duration = Duration::from_secs(120);
const STARTED: &str = "was started successfully on port ";

/// The name under which the protocol hides an element's id.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

const CHROMIUM_ARGUMENTS: [&str; 9] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

pub struct Browser {
    http: reqwest::Client,
    session: String,
    driver: Child,
}

impl Browser {
    /// Starts a browser with a profile of its own and a window of this size.
    pub async fn start(profile: &Path, width: u32, height: u32) -> Result<Self> {
        let (driver, address) = start_driver().await?;
        let http = reqwest::Client::builder()
            .no_proxy()
            .timeout(PATIENCE * 2)
            .build()?;
        let mut arguments: Vec<String> = CHROMIUM_ARGUMENTS.map(str::to_owned).into();
        arguments.push(format!("--user-data-dir={}", profile.display()));
        arguments.push(format!("--window-size={width},{height}"));
        arguments.push("--lang=en".to_owned());
        let wishes = json!({
            "capabilities": {"alwaysMatch": {"goog:chromeOptions": {"args": arguments}}}
        });
        let opened = call(http.post(format!("{address}/session")).json(&wishes)).await?;
        let id = opened["sessionId"].as_str().context("no session id")?;
        let browser = Self {
            session: format!("{address}/session/{id}"),
            http,
            driver,
        };
        let timeouts = json!({"implicit": PATIENCE.as_secs() * 1000});
        browser.post("timeouts", timeouts).await?;
        browser.resize(width, height).await?;
        Ok(browser)
    }

    /// Gives the page this size, without the window's frame.
    async fn resize(&self, width: u32, height: u32) -> Result<()> {
        let frame = "return [outerWidth - innerWidth, outerHeight - innerHeight]";
        let frame: [u32; 2] = serde_json::from_value(self.evaluate(frame).await?)?;
        let window = json!({"width": width + frame[0], "height": height + frame[1]});
        self.post("window/rect", window).await.map(drop)
    }

    pub async fn open(&self, url: &str) -> Result<()> {
        self.post("url", json!({ "url": url })).await.map(drop)
    }

    /// Waits for an element and clicks it.
    pub async fn click(&self, xpath: &str) -> Result<()> {
        self.with_element(xpath, "click", json!({})).await
    }

    /// Waits for an element and types into it.
    pub async fn write(&self, xpath: &str, text: &str) -> Result<()> {
        self.with_element(xpath, "value", json!({ "text": text }))
            .await
    }

    /// Waits for an element.
    pub async fn see(&self, xpath: &str) -> Result<()> {
        self.find(xpath).await.map(drop)
    }

    /// Waits for the tab that a click has opened, and goes there.
    pub async fn enter_new_tab(&self) -> Result<()> {
        for _ in 0..PATIENCE.as_secs() * 10 {
            if let [_, .., newest] = &*self.tabs().await? {
                return self
                    .post("window", json!({ "handle": newest }))
                    .await
                    .map(drop);
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        bail!("no tab was opened")
    }

    /// Closes the tab and goes back to the first one.
    pub async fn leave_tab(&self) -> Result<()> {
        call(self.http.delete(format!("{}/window", self.session))).await?;
        let tabs = self.tabs().await?;
        let first = tabs.first().context("no tab is left")?;
        self.post("window", json!({ "handle": first }))
            .await
            .map(drop)
    }

    async fn tabs(&self) -> Result<Vec<String>> {
        let url = format!("{}/window/handles", self.session);
        Ok(serde_json::from_value(call(self.http.get(url)).await?)?)
    }

    /// What a script returns, now.
    pub async fn evaluate(&self, script: &str) -> Result<Value> {
        self.post("execute/sync", json!({"script": script, "args": []}))
            .await
    }

    /// A picture of the window, as PNG.
    pub async fn picture(&self) -> Result<Vec<u8>> {
        let url = format!("{}/screenshot", self.session);
        let encoded = call(self.http.get(url)).await?;
        let encoded = encoded.as_str().context("no picture")?;
        BASE64_STANDARD
            .decode(encoded)
            .context("the picture is no base64")
    }

    pub async fn close(mut self) -> Result<()> {
        call(self.http.delete(&self.session)).await?;
        self.driver.kill().await.context("cannot end chromedriver")
    }

    async fn find(&self, xpath: &str) -> Result<String> {
        let wanted = json!({"using": "xpath", "value": xpath});
        let found = self.post("element", wanted).await;
        let found = found.with_context(|| format!("cannot see {xpath}"))?;
        Ok(found[ELEMENT].as_str().context("no element id")?.to_owned())
    }

    /// The page draws a message anew when it changes, perhaps between the look and the click.
    async fn with_element(&self, xpath: &str, order: &str, content: Value) -> Result<()> {
        loop {
            let element = self.find(xpath).await?;
            let path = format!("element/{element}/{order}");
            match self.post(&path, content.clone()).await {
                Err(error) if error.to_string().contains("stale element") => {}
                outcome => return outcome.map(drop),
            }
        }
    }

    async fn post(&self, path: &str, content: Value) -> Result<Value> {
        let url = format!("{}/{path}", self.session);
        call(self.http.post(url).json(&content)).await
    }
}

async fn start_driver() -> Result<(Child, String)> {
    let mut driver = Command::new("chromedriver")
        .arg("--port=0")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .context("cannot start chromedriver; `tests/sandbox/setup.sh browser` installs it")?;
    let output = driver.stdout.take().context("chromedriver has no output")?;
    let mut lines = BufReader::new(output).lines();
    while let Some(line) = lines.next_line().await? {
        if let Some((_, port)) = line.split_once(STARTED) {
            let port = port.trim_end_matches('.');
            return Ok((driver, format!("http://127.0.0.1:{port}")));
        }
    }
    bail!("chromedriver ended without saying on which port it listens")
}

/// The value of an answer, or the driver's complaint.
async fn call(request: reqwest::RequestBuilder) -> Result<Value> {
    let response = request.send().await.context("chromedriver is away")?;
    let is_well = response.status().is_success();
    let mut answer: Value = response.json().await?;
    let value = answer["value"].take();
    ensure!(is_well, "{}: {}", value["error"], value["message"]);
    Ok(value)
}
