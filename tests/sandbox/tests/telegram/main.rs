//! The fake of Telegram, driven as a bot drives it: by plain HTTP requests.

#![expect(clippy::unwrap_used, reason = "helpers of tests fail as the tests do")]

mod bot;
mod chats;
mod delivery;
mod failures;
mod group;
mod media;
mod money;
mod strictness;
mod topics;

use reqwest::multipart::Form;
use sandbox::telegram::{NewPerson, Options, Person, Telegram};
use serde_json::{Value, json};

/// A fake with one person who has started the bot.
pub struct World {
    pub telegram: Telegram,
    pub anna: Person,
    client: reqwest::Client,
}

/// What the fake answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub body: Value,
}

impl Answer {
    /// The description of a refusal.
    pub fn refusal(&self) -> &str {
        assert_eq!(self.body["ok"], false, "not refused: {}", self.body);
        self.body["description"].as_str().unwrap()
    }
}

impl World {
    pub fn start() -> Self {
        Self::with(Options::default())
    }

    pub fn with(options: Options) -> Self {
        let telegram = Telegram::start(options).unwrap();
        let anna = telegram.person(person(101, "Anna"));
        anna.sends("/start");
        telegram.take_updates();
        Self {
            telegram,
            anna,
            client: reqwest::Client::builder().no_proxy().build().unwrap(),
        }
    }

    pub fn method_url(&self, method: &str) -> String {
        format!(
            "{}/bot{}/{method}",
            self.telegram.url(),
            self.telegram.token()
        )
    }

    pub async fn try_ask(&self, method: &str, params: Value) -> reqwest::Result<Answer> {
        let response = self
            .client
            .post(self.method_url(method))
            .json(&params)
            .send()
            .await?;
        let status = response.status().as_u16();
        Ok(Answer {
            status,
            body: response.json().await?,
        })
    }

    pub async fn ask(&self, method: &str, params: Value) -> Answer {
        self.try_ask(method, params).await.unwrap()
    }

    /// Asks and expects success.
    pub async fn done(&self, method: &str, params: Value) -> Value {
        let answer = self.ask(method, params).await;
        assert_eq!(answer.body["ok"], true, "{method}: {}", answer.body);
        answer.body["result"].clone()
    }

    pub async fn upload(&self, method: &str, form: Form) -> Answer {
        let request = self.client.post(self.method_url(method)).multipart(form);
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        Answer {
            status,
            body: response.json().await.unwrap(),
        }
    }

    /// Sends Anna a text.
    pub async fn says(&self, text: &str) -> Value {
        self.done("sendMessage", json!({"chat_id": 101, "text": text}))
            .await
    }

    pub async fn get(&self, url: String) -> (u16, Vec<u8>) {
        let response = self.client.get(url).send().await.unwrap();
        (
            response.status().as_u16(),
            response.bytes().await.unwrap().to_vec(),
        )
    }

    /// The updates that wait, parsed.
    pub fn updates(&self) -> Vec<Value> {
        let raw = self.telegram.take_updates();
        raw.iter()
            .map(|update| serde_json::from_str(update).unwrap())
            .collect()
    }
}

pub fn person(id: i64, first_name: &str) -> NewPerson {
    NewPerson {
        id,
        first_name: first_name.to_owned(),
        username: Some(first_name.to_lowercase()),
        language_code: Some("en".to_owned()),
    }
}

/// A picture of this size as JPEG.
pub fn picture(width: u32, height: u32) -> Vec<u8> {
    let image = image::RgbImage::from_fn(width, height, |x, y| {
        image::Rgb([(x % 251) as u8, (y % 241) as u8, ((x + y) % 239) as u8])
    });
    let mut jpeg = Vec::new();
    image
        .write_with_encoder(image::codecs::jpeg::JpegEncoder::new(&mut jpeg))
        .unwrap();
    jpeg
}
