//! A real PgBouncer in transaction mode before a PostgreSQL, from the system's package: each
//! transaction of the bot may go to another connection than the one before.

use std::{
    fs,
    net::TcpListener,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::Duration,
};

use anyhow::{Context, Result, ensure};
use url::Url;
use uuid::Uuid;

use crate::watchdog::{Signal, Watchdog};

/// The first that knows of prepared statements.
const OLDEST_VERSION: (u32, u32) = (1, 21);

/// Packages put it out of a user's PATH; `setup.sh` builds a newer one where the package's is
/// too old.
const CANDIDATES: [&str; 3] = [
    "/usr/local/bin/pgbouncer",
    "/usr/sbin/pgbouncer",
    "pgbouncer",
];

/// Where `setup.sh` notes that no source for one can be reached.
const GIVEN_UP: &str = "/var/tmp/pinglass-has-no-pgbouncer";

/// Fewer than one process of the bot would open, so that they are mixed up all the time.
const SERVER_CONNECTIONS: u32 = 3;

/// It refuses to run as root and becomes this user.
const USER: &str = "postgres";

const START_PATIENCE: Duration = Duration::from_secs(10);
const LOOK_EVERY: Duration = Duration::from_millis(10);

/// A running pooler; it ends on drop, and also when this process is killed.
#[derive(Debug)]
pub struct Pooler {
    child: Child,
    folder: PathBuf,
    port: u16,
    _watchdog: Watchdog,
}

impl Pooler {
    /// Whether there is one that is new enough. Where it has to be built and can't be, whatever
    /// needs it is left out.
    pub fn is_installed() -> bool {
        find().is_ok()
    }

    /// Whether `setup.sh pooler` has tried and could not get one, as it notes.
    pub fn is_given_up() -> bool {
        Path::new(GIVEN_UP).exists()
    }

    /// Starts one on a free port before the server of this address.
    ///
    /// # Errors
    /// When there is none that is new enough, or it does not start.
    pub async fn start(server: &str) -> Result<Self> {
        let program = find()?;
        let server: Url = server.parse().context("not an address")?;
        let host = server.host_str().context("an address without a host")?;
        let server_port = server.port().context("an address without a port")?;
        let port = free_port()?;
        let folder = std::env::temp_dir().join(format!("pinglass-pooler-{}", Uuid::new_v4()));
        fs::create_dir(&folder).context("cannot make a folder for the pooler")?;
        let mut watchdog = Watchdog::start()?;
        watchdog.guard_folder(&folder)?;
        let settings = folder.join("pgbouncer.ini");
        let text = format!(
            "[databases]\n* = host={host} port={server_port} user={USER}\n\
             [pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\n\
             auth_type = any\npool_mode = transaction\nmax_client_conn = 500\n\
             default_pool_size = {SERVER_CONNECTIONS}\nmax_prepared_statements = 200\n"
        );
        fs::write(&settings, text).context("cannot write the pooler's settings")?;
        for (path, mode) in [(&folder, 0o755), (&settings, 0o644)] {
            let permissions = fs::Permissions::from_mode(mode);
            fs::set_permissions(path, permissions).context("cannot open the pooler's folder")?;
        }
        let mut command = Command::new(program);
        if is_root()? {
            command.args(["-u", USER]);
        }
        let child = command
            .arg("-q")
            .arg(&settings)
            .current_dir("/")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot start pgbouncer")?;
        watchdog.guard_process(child.id(), Signal::Quit)?;
        let mut pooler = Self {
            child,
            folder,
            port,
            _watchdog: watchdog,
        };
        pooler.until_it_listens().await?;
        Ok(pooler)
    }

    /// The address of a database of the server, by way of the pooler.
    ///
    /// # Errors
    /// When `database` is no address.
    pub fn url_of(&self, database: &str) -> Result<String> {
        let mut url: Url = database.parse().context("not an address")?;
        url.set_host(Some("127.0.0.1")).context("not an address")?;
        ensure!(url.set_port(Some(self.port)).is_ok(), "not an address");
        Ok(url.to_string())
    }

    async fn until_it_listens(&mut self) -> Result<()> {
        let listening = async {
            let address = ("127.0.0.1", self.port);
            while tokio::net::TcpStream::connect(address).await.is_err() {
                let ended = self.child.try_wait().context("cannot watch pgbouncer")?;
                ensure!(ended.is_none(), "pgbouncer ended at its start");
                tokio::time::sleep(LOOK_EVERY).await;
            }
            Ok(())
        };
        let listening = tokio::time::timeout(START_PATIENCE, listening);
        listening.await.context("pgbouncer does not listen")?
    }
}

impl Drop for Pooler {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _gone = self.child.kill();
        let _reaped = self.child.wait();
        if let Err(error) = fs::remove_dir_all(&self.folder) {
            tracing::warn!(%error, "the pooler's folder stays");
        }
    }
}

fn find() -> Result<&'static str> {
    let newest = CANDIDATES
        .into_iter()
        .filter_map(|program| Some((version_of(program)?, program)))
        .max();
    let (version, program) =
        newest.context("cannot find pgbouncer; run tests/sandbox/setup.sh pooler")?;
    ensure!(
        version >= OLDEST_VERSION,
        "pgbouncer {}.{} is too old; run tests/sandbox/setup.sh pooler",
        version.0,
        version.1
    );
    Ok(program)
}

/// Of a first line like `PgBouncer 1.24.1`.
fn version_of(program: &str) -> Option<(u32, u32)> {
    let output = Command::new(program).arg("--version").output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut numbers = text.split_whitespace().nth(1)?.split('.');
    let mut next = || numbers.next()?.parse().ok();
    Some((next()?, next()?))
}

fn is_root() -> Result<bool> {
    let output = Command::new("id")
        .arg("-u")
        .output()
        .context("cannot run `id`")?;
    Ok(output.stdout.starts_with(b"0\n"))
}

fn free_port() -> Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).context("cannot find a free port")?;
    let address = listener.local_addr().context("cannot find a free port")?;
    Ok(address.port())
}
