//! A store of its own for each test, with the client that the bot uses.

use std::{path::PathBuf, time::Duration};

use aws_sdk_s3::{
    Client,
    config::{
        BehaviorVersion, Credentials, Region, RequestChecksumCalculation,
        ResponseChecksumValidation, retry::RetryConfig,
    },
    presigning::PresigningConfig,
    primitives::ByteStream,
};
use aws_smithy_http_client::{Builder, tls};
use sandbox::s3::S3;

pub struct Store {
    pub s3: S3,
    pub client: Client,
    folder: PathBuf,
}

impl Store {
    pub async fn start() -> Self {
        let folder = std::env::temp_dir().join(format!("sandbox-s3-{}", uuid::Uuid::new_v4()));
        let s3 = S3::start(&folder, "bot", 0).await.expect("a store");
        let client = Self::client(&s3.endpoint(), s3.access_key(), s3.secret_key());
        Self { s3, client, folder }
    }

    pub fn client(endpoint: &str, access_key: &str, secret_key: &str) -> Client {
        let https = Builder::new()
            .tls_provider(tls::Provider::Rustls(
                tls::rustls_provider::CryptoMode::Ring,
            ))
            .build_https();
        let config = aws_sdk_s3::Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .http_client(https)
            .endpoint_url(endpoint)
            .region(Region::new("auto"))
            .credentials_provider(Credentials::new(access_key, secret_key, None, None, "test"))
            .force_path_style(true)
            .request_checksum_calculation(RequestChecksumCalculation::WhenRequired)
            .response_checksum_validation(ResponseChecksumValidation::WhenRequired)
            .retry_config(RetryConfig::disabled())
            .build();
        Client::from_conf(config)
    }

    pub async fn put(&self, key: &str, content: &[u8]) -> anyhow::Result<()> {
        let put = self.client.put_object().bucket("bot").key(key);
        put.body(ByteStream::from(content.to_vec())).send().await?;
        Ok(())
    }

    pub async fn presign(&self, key: &str, life: Duration) -> String {
        let life = PresigningConfig::expires_in(life).expect("a life below a week");
        let get = self.client.get_object().bucket("bot").key(key);
        get.presigned(life).await.expect("a link").uri().to_owned()
    }
}

/// A client as the bot's: it names itself, and it does not wait for ever.
pub fn http() -> reqwest::Client {
    reqwest::Client::builder()
        .user_agent("sandbox-tests")
        .no_proxy()
        .timeout(Duration::from_secs(30))
        .build()
        .expect("a client")
}

impl Drop for Store {
    fn drop(&mut self) {
        // A folder that stays behind in the temporary directory harms nobody.
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
