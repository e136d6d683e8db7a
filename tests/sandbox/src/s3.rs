//! S3 on loopback, kept in a folder. The protocol and the signatures are checked by `s3s`; what
//! Cloudflare R2 does not take is refused here too, and tests can take the store away.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicBool, Ordering},
    },
};

use anyhow::Context;
use axum::{
    Router,
    error_handling::HandleError,
    extract::{Request, State},
    http::{Method, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};
use s3s::{HttpError, auth::SimpleAuth, service::S3ServiceBuilder};
use s3s_fs::FileSystem;

pub use crate::faults::Fault;
use crate::{
    faults::Faults,
    server::{Server, drop_connection},
};

const ACCESS_KEY: &str = "sandbox-access-key";
const SECRET_KEY: &str = "sandbox-secret-key";

/// A running store with one bucket; clones share it, and the last one to go closes the port.
#[derive(Debug, Clone)]
pub struct S3 {
    bucket: String,
    folder: PathBuf,
    behaviour: Arc<Behaviour>,
    server: Arc<Server>,
}

/// How the store is away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Outage {
    #[default]
    None,
    /// Every request is answered with 503.
    Unavailable,
    /// Every connection closes without an answer.
    Unreachable,
    /// The disk is full: what is there can be read and deleted, and nothing more is taken. MinIO
    /// says so with 507 and `XMinioStorageFull`.
    Full,
}

#[derive(Debug, Default)]
struct Behaviour {
    outage: Mutex<Outage>,
    /// Whether the bucket says that it keeps versions.
    versioned: AtomicBool,
    faults: Faults<Method>,
}

impl S3 {
    /// Serves the bucket, whose objects are files under `folder`; port 0 takes a free one.
    pub async fn start(folder: &Path, bucket: &str, port: u16) -> anyhow::Result<Self> {
        let objects = folder.join(bucket);
        fs::create_dir_all(&objects)
            .with_context(|| format!("cannot create the bucket {}", objects.display()))?;
        let files = FileSystem::new(folder)
            .map_err(|error| anyhow::anyhow!("{error:?}"))
            .with_context(|| format!("cannot serve objects from {}", folder.display()))?;
        let mut builder = S3ServiceBuilder::new(files);
        builder.set_auth(SimpleAuth::from_single(ACCESS_KEY, SECRET_KEY));
        let behaviour = Arc::new(Behaviour::default());
        let router = Router::new()
            .fallback_service(HandleError::new(builder.build(), explain))
            .layer(middleware::from_fn_with_state(
                Arc::clone(&behaviour),
                misbehave,
            ))
            .layer(middleware::from_fn(refuse_what_r2_refuses));
        let server = Arc::new(Server::start(port, router).await?);
        Ok(Self {
            bucket: bucket.to_owned(),
            folder: objects,
            behaviour,
            server,
        })
    }

    pub fn endpoint(&self) -> String {
        self.server.url()
    }

    pub fn access_key(&self) -> &str {
        ACCESS_KEY
    }

    pub fn secret_key(&self) -> &str {
        SECRET_KEY
    }

    pub fn bucket(&self) -> &str {
        &self.bucket
    }

    /// Keys and sizes of all objects, sorted by key.
    pub fn objects(&self) -> anyhow::Result<Vec<(String, u64)>> {
        let mut objects = Vec::new();
        list(&self.folder, "", &mut objects)
            .with_context(|| format!("cannot list the bucket {}", self.bucket))?;
        objects.sort();
        Ok(objects)
    }

    /// The content of an object.
    pub fn read(&self, key: &str) -> anyhow::Result<Vec<u8>> {
        fs::read(self.folder.join(key)).with_context(|| format!("cannot read the object {key}"))
    }

    /// Puts an object there behind the bot's back.
    pub fn place(&self, key: &str, content: &[u8]) -> anyhow::Result<()> {
        let path = self.folder.join(key);
        let folder = path.parent().context("a key without a folder")?;
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&path, content))
            .with_context(|| format!("cannot place the object {key}"))
    }

    /// Damages an object behind the bot's back.
    pub fn overwrite(&self, key: &str, content: &[u8]) -> anyhow::Result<()> {
        fs::write(self.folder.join(key), content)
            .with_context(|| format!("cannot overwrite the object {key}"))
    }

    /// Removes an object behind the bot's back.
    pub fn remove(&self, key: &str) -> anyhow::Result<()> {
        fs::remove_file(self.folder.join(key))
            .with_context(|| format!("cannot remove the object {key}"))
    }

    /// Answers everything with 503, or serves again.
    pub fn set_down(&self, down: bool) {
        self.set_outage(if down {
            Outage::Unavailable
        } else {
            Outage::None
        });
    }

    pub fn set_outage(&self, outage: Outage) {
        *self.behaviour.outage() = outage;
    }

    /// Says from now on that versioning is enabled, as AWS does.
    pub fn keep_versions(&self) {
        self.behaviour.versioned.store(true, Ordering::SeqCst);
    }

    /// Lets every request go wrong for whose HTTP method the predicate names a fault.
    pub fn fail_when(&self, predicate: impl Fn(&Method) -> Option<Fault> + Send + Sync + 'static) {
        let predicate = Some(Box::new(predicate) as Box<_>);
        self.behaviour.faults.set_predicate(predicate);
    }

    /// Ends every outage, and what `fail_next` and `fail_when` began.
    pub fn heal(&self) {
        self.set_outage(Outage::None);
        self.behaviour.faults.clear();
        self.behaviour.faults.set_predicate(None);
    }

    /// Orders a fault for the next request with this HTTP method; several queue up. A code
    /// becomes an S3 error with that status.
    pub fn fail_next(&self, method: Method, fault: Fault) {
        self.behaviour.faults.add(method, fault);
    }
}

impl Behaviour {
    fn outage(&self) -> MutexGuard<'_, Outage> {
        self.outage
            .lock()
            .expect("no thread panics while it holds the outage")
    }
}

async fn misbehave(
    State(behaviour): State<Arc<Behaviour>>,
    request: Request,
    next: Next,
) -> Response {
    let outage = *behaviour.outage();
    match outage {
        Outage::None => {}
        Outage::Unavailable => {
            return error(StatusCode::SERVICE_UNAVAILABLE, "ServiceUnavailable");
        }
        Outage::Unreachable => return drop_connection(),
        Outage::Full if request.method() == Method::PUT => {
            return error(StatusCode::INSUFFICIENT_STORAGE, "XMinioStorageFull");
        }
        Outage::Full => {}
    }
    if request.uri().query() == Some("versioning") && behaviour.versioned.load(Ordering::SeqCst) {
        return versioning_is_enabled();
    }
    let Some(fault) = behaviour.faults.take(request.method()) else {
        return next.run(request).await;
    };
    let code_error = |code| {
        let status = u16::try_from(code)
            .ok()
            .and_then(|code| StatusCode::from_u16(code).ok());
        error(
            status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            "InternalError",
        )
    };
    fault.apply(code_error, next.run(request)).await
}

/// R2 has no ACLs and no tags, and its support of checksum headers has been broken for years.
async fn refuse_what_r2_refuses(request: Request, next: Next) -> Response {
    let refused = request.headers().iter().find(|(name, value)| {
        let name = name.as_str();
        name.starts_with("x-amz-checksum-")
            || matches!(name, "x-amz-acl" | "x-amz-tagging")
            || name == header::CONTENT_ENCODING && value.as_bytes().starts_with(b"aws-chunked")
    });
    if request.method() == Method::PUT && refused.is_some() {
        return error(StatusCode::NOT_IMPLEMENTED, "NotImplemented");
    }
    next.run(request).await
}

fn versioning_is_enabled() -> Response {
    let body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
                <VersioningConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\
                <Status>Enabled</Status></VersioningConfiguration>";
    ([(header::CONTENT_TYPE, "application/xml")], body).into_response()
}

fn error(status: StatusCode, code: &str) -> Response {
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
         <Error><Code>{code}</Code><Message>{status}</Message></Error>"
    );
    (status, [(header::CONTENT_TYPE, "application/xml")], body).into_response()
}

/// What the protocol layer could not answer itself.
async fn explain(failure: HttpError) -> Response {
    tracing::error!(?failure, "the object store failed");
    error(StatusCode::INTERNAL_SERVER_ERROR, "InternalError")
}

fn list(folder: &Path, prefix: &str, objects: &mut Vec<(String, u64)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let key = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            list(&entry.path(), &format!("{key}/"), objects)?;
        } else {
            objects.push((key, entry.metadata()?.len()));
        }
    }
    Ok(())
}
