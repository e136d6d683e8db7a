//! Objects in S3 storage under keys that nobody can guess. Photos pass through
//! as streams or as the few megabytes being worked on, and their links are
//! short-lived and never logged.

use std::time::Duration;

use anyhow::Context;
use aws_sdk_s3::{
    Client,
    config::{
        BehaviorVersion, Credentials, Region, RequestChecksumCalculation,
        ResponseChecksumValidation, timeout::TimeoutConfig,
    },
    error::SdkError,
    presigning::PresigningConfig,
    primitives::ByteStream,
    types::BucketVersioningStatus,
};
use bytes::Bytes;
use secrecy::ExposeSecret;
use url::Url;
use uuid::Uuid;

use crate::config::StorageConfig;

/// The storage of photos. Clones share one connection pool.
#[derive(Clone, Debug)]
pub struct Files {
    client: Client,
    bucket: String,
    endpoint: String,
}

/// Where an object lies: `<kind>/<random>.<extension>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileKey(String);

/// What every [`FileKey`] looks like, as PostgreSQL's regular expressions say it: so
/// that keys are found in rows whatever the column is called that holds them.
pub const KEY_PATTERN: &str = r"[a-z_-]+/[0-9a-f]{32}\.[a-z0-9]+";

/// What the rows of a person knew of objects, when the rows are deleted.
#[derive(Clone, Debug, Default)]
pub struct Remains {
    pub keys: Vec<FileKey>,
    /// Keys under which somebody may be storing an object this very moment.
    pub arriving: Vec<FileKey>,
    /// Where pictures without a key are said to lie.
    pub addresses: Vec<String>,
}

impl Remains {
    /// From rows of a key and whether its object may still be arriving.
    pub fn from_rows(rows: Vec<(String, bool)>, addresses: Vec<String>) -> Self {
        let (arriving, keys): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.1);
        let to_keys = |rows: Vec<(String, bool)>| rows.into_iter().map(|row| FileKey(row.0));
        Self {
            keys: to_keys(keys).collect(),
            arriving: to_keys(arriving).collect(),
            addresses,
        }
    }
}

impl FileKey {
    /// A new key below `folder` that can't be guessed (122 random bits).
    pub fn random(folder: &str, extension: &str) -> Self {
        Self(format!("{folder}/{}.{extension}", Uuid::new_v4().simple()))
    }

    /// A key that the database remembers.
    pub fn stored(key: String) -> Self {
        Self(key)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Files {
    pub fn new(config: &StorageConfig) -> Self {
        let credentials = Credentials::new(
            config.access_key_id.expose_secret(),
            config.secret_access_key.expose_secret(),
            None,
            None,
            "pinglass",
        );
        let http = aws_smithy_http_client::Builder::new()
            .tls_provider(aws_smithy_http_client::tls::Provider::Rustls(
                aws_smithy_http_client::tls::rustls_provider::CryptoMode::Ring,
            ))
            .build_https();
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(Duration::from_secs(5))
            .operation_attempt_timeout(Duration::from_secs(120))
            .build();
        let endpoint = config.endpoint.as_str().trim_end_matches('/').to_owned();
        let settings = aws_sdk_s3::Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .http_client(http)
            .timeout_config(timeouts)
            .endpoint_url(&endpoint)
            .region(Region::new(config.region.clone()))
            .credentials_provider(credentials)
            .force_path_style(true)
            // R2 refuses the checksums that the SDK adds by default.
            .request_checksum_calculation(RequestChecksumCalculation::WhenRequired)
            .response_checksum_validation(ResponseChecksumValidation::WhenRequired)
            .build();
        Self {
            client: Client::from_conf(settings),
            bucket: config.bucket.clone(),
            endpoint,
        }
    }

    /// Stores `bytes` under `key`; a second call replaces the first.
    ///
    /// # Errors
    /// When the storage does not take them.
    pub async fn put(&self, key: &FileKey, bytes: Bytes, content_type: &str) -> anyhow::Result<()> {
        self.client
            .put_object()
            .bucket(&self.bucket)
            .key(key.as_str())
            .content_type(content_type)
            .body(ByteStream::from(bytes))
            .send()
            .await
            .map_err(without_address)
            .context("cannot store an object")?;
        Ok(())
    }

    /// The whole object; `None` when there is none under this key.
    ///
    /// # Errors
    /// When the storage can't be asked.
    pub async fn get(&self, key: &FileKey) -> anyhow::Result<Option<Bytes>> {
        let answer = self
            .client
            .get_object()
            .bucket(&self.bucket)
            .key(key.as_str())
            .send()
            .await;
        let object = match answer {
            Ok(object) => object,
            Err(SdkError::ServiceError(error)) if error.err().is_no_such_key() => return Ok(None),
            Err(error) => return Err(without_address(error)).context("cannot read an object"),
        };
        let bytes = object
            .body
            .collect()
            .await
            .context("cannot read an object to its end")?;
        Ok(Some(bytes.into_bytes()))
    }

    /// Whether there is an object under `key`.
    ///
    /// # Errors
    /// When the storage can't be asked.
    pub async fn exists(&self, key: &FileKey) -> anyhow::Result<bool> {
        let answer = self
            .client
            .head_object()
            .bucket(&self.bucket)
            .key(key.as_str())
            .send()
            .await;
        match answer {
            Ok(_) => Ok(true),
            Err(SdkError::ServiceError(error)) if error.err().is_not_found() => Ok(false),
            Err(error) => Err(without_address(error)).context("cannot look for an object"),
        }
    }

    /// The object's address without a signature, for the documented columns that
    /// hold one. By itself it opens nothing: the bucket is private.
    pub fn address(&self, key: &FileKey) -> String {
        format!("{}/{}/{}", self.endpoint, self.bucket, key.as_str())
    }

    /// The key of the object at an address as [`Files::address`] gives them; `None`
    /// for addresses elsewhere.
    pub fn key_at(&self, address: &str) -> Option<FileKey> {
        let key = address
            .strip_prefix(&self.endpoint)?
            .strip_prefix('/')?
            .strip_prefix(&self.bucket)?
            .strip_prefix('/')?;
        (!key.is_empty()).then(|| FileKey(key.to_owned()))
    }

    /// Removes the object; one that is gone already is no error.
    ///
    /// # Errors
    /// When the storage can't be asked.
    pub async fn delete(&self, key: &FileKey) -> anyhow::Result<()> {
        let request = self
            .client
            .delete_object()
            .bucket(&self.bucket)
            .key(key.as_str());
        request
            .send()
            .await
            .map_err(without_address)
            .context("cannot delete an object")?;
        Ok(())
    }

    /// A link by which anyone who has it can read the object for `lifetime`.
    ///
    /// # Errors
    /// When the lifetime is over seven days, S3's limit.
    pub async fn presigned_link(&self, key: &FileKey, lifetime: Duration) -> anyhow::Result<Url> {
        let lifetime =
            PresigningConfig::expires_in(lifetime).context("cannot presign for so long")?;
        let request = self
            .client
            .get_object()
            .bucket(&self.bucket)
            .key(key.as_str());
        let presigned = request.presigned(lifetime).await.map_err(without_address)?;
        presigned
            .uri()
            .parse()
            .context("the storage's link is no address")
    }

    /// Whether the bucket keeps what is deleted in it as an older version. Storages
    /// that don't say, as R2, have no versions; keys that may not ask are believed.
    async fn keeps_versions(&self) -> bool {
        let request = self.client.get_bucket_versioning().bucket(&self.bucket);
        let answer = request.send().await;
        answer.is_ok_and(|answer| answer.status() == Some(&BucketVersioningStatus::Enabled))
    }

    /// Writes, reads and deletes one object, for `pinglass check`.
    ///
    /// # Errors
    /// The first step that failed; also when nothing that is deleted would be gone.
    pub async fn check(&self) -> anyhow::Result<()> {
        let key = FileKey::random("check", "txt");
        self.put(&key, Bytes::from_static(b"pinglass check"), "text/plain")
            .await?;
        let read = self.get(&key).await?;
        anyhow::ensure!(
            read.is_some(),
            "an object that was just written can't be read"
        );
        self.delete(&key).await?;
        anyhow::ensure!(
            !self.keeps_versions().await,
            "the bucket keeps versions, so photos that people had erased would stay in it: \
             suspend versioning and delete the old versions"
        );
        Ok(())
    }
}

/// The error's kind and code without the address, which names a person's photo.
fn without_address<E, R>(error: SdkError<E, R>) -> anyhow::Error
where
    E: aws_sdk_s3::error::ProvideErrorMetadata + std::error::Error + Send + Sync + 'static,
    R: std::fmt::Debug + Send + Sync + 'static,
{
    match &error {
        SdkError::ServiceError(service) => anyhow::anyhow!(
            "the storage answered {}",
            service.err().code().unwrap_or("an error without a code")
        ),
        SdkError::TimeoutError(_) => anyhow::anyhow!("the storage did not answer in time"),
        SdkError::DispatchFailure(_) => anyhow::anyhow!("the storage can't be reached"),
        _ => anyhow::anyhow!("the storage's answer can't be read"),
    }
}
