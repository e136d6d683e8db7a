//! A client of Kie as the bot is one, and the store that holds its references.

use std::time::Duration;

use sandbox::kie::{Kie, Options};
use serde_json::{Value, json};

use crate::store::{Store, http};

pub const MODEL: &str = "nano-banana-pro";

/// A client of Kie and the store that holds its references.
pub struct Bot {
    pub kie: Kie,
    pub store: Store,
    pub http: reqwest::Client,
}

impl Bot {
    pub async fn start(options: Options) -> Self {
        let kie = Kie::start(options).await.expect("a fake");
        Self {
            kie,
            store: Store::start().await,
            http: http(),
        }
    }

    /// Stores a photo of one colour and gives a link to it.
    pub async fn reference(&self, colour: [u8; 3]) -> String {
        let photo = image::RgbImage::from_pixel(300, 400, image::Rgb(colour));
        let mut file = std::io::Cursor::new(Vec::new());
        photo
            .write_to(&mut file, image::ImageFormat::Jpeg)
            .expect("a photo");
        let key = format!("photos/{}.jpg", colour[0]);
        self.store.put(&key, file.get_ref()).await.expect("stored");
        self.store.presign(&key, Duration::from_secs(3600)).await
    }

    pub fn request(&self, method: reqwest::Method, path: &str) -> reqwest::RequestBuilder {
        let url = format!("{}{path}", self.kie.url());
        self.http
            .request(method, url)
            .bearer_auth("kie-sandbox-key")
    }

    pub async fn post(&self, path: &str, body: &Value) -> reqwest::Result<Value> {
        self.request(reqwest::Method::POST, path)
            .json(body)
            .send()
            .await?
            .json()
            .await
    }

    pub async fn get(&self, path: &str) -> Value {
        let response = self
            .request(reqwest::Method::GET, path)
            .send()
            .await
            .expect("an answer");
        response.json().await.expect("JSON")
    }

    pub async fn create(&self, body: Value) -> Value {
        self.post("/api/v1/jobs/createTask", &body)
            .await
            .expect("an answer")
    }

    /// Orders a task that must be accepted.
    pub async fn order(
        &self,
        prompt: &str,
        references: &[String],
        callback_url: Option<&str>,
    ) -> String {
        let mut body = json!({ "model": MODEL, "input": {
            "prompt": prompt, "image_input": references,
            "aspect_ratio": "3:4", "resolution": "2K", "output_format": "jpg",
        }});
        if let Some(url) = callback_url {
            body["callBackUrl"] = json!(url);
        }
        let answer = self.create(body).await;
        answer["data"]["taskId"]
            .as_str()
            .unwrap_or_else(|| panic!("no task: {answer}"))
            .to_owned()
    }

    pub async fn record(&self, task_id: &str) -> Value {
        self.get(&format!("/api/v1/jobs/recordInfo?taskId={task_id}"))
            .await
    }

    pub async fn result_url(&self, task_id: &str) -> String {
        let record = self.record(task_id).await;
        let text = record["data"]["resultJson"]
            .as_str()
            .expect("resultJson is a string");
        let result: Value = serde_json::from_str(text).expect("JSON in a string");
        result["resultUrls"][0].as_str().expect("a URL").to_owned()
    }

    pub async fn download(&self, url: &str) -> reqwest::Result<bytes::Bytes> {
        self.http
            .get(url)
            .send()
            .await?
            .error_for_status()?
            .bytes()
            .await
    }
}

pub fn bare(prompt: &str) -> Value {
    json!({ "model": MODEL, "input": { "prompt": prompt } })
}
