//! Several processes of the real binary behind a balancer, each with a cable of its own to the
//! one database.

use std::{
    process::{ExitStatus, Stdio},
    sync::{Arc, Mutex},
    time::Duration,
};

use sandbox::{
    balancer::{self, Balancer},
    cable::Cable,
};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, ChildStderr, Command},
    time::timeout,
};

use crate::process::{Installation, free_port};

/// Longer than a start takes on a busy machine.
const START_PATIENCE: Duration = Duration::from_secs(60);

/// The outer contract: whoever is asked to stop has stopped after this.
const STOP_PATIENCE: Duration = Duration::from_secs(30);

/// A request that was taken by a process that then stands still is tried again after this.
const ANSWER_WITHIN: Duration = Duration::from_secs(3);

pub struct Cluster {
    pub outside: Installation,
    pub balancer: Balancer,
    settings: Vec<(&'static str, String)>,
    processes: Vec<Process>,
}

pub struct Process {
    pub cable: Cable,
    url: String,
    child: Child,
    errors: Arc<Mutex<Vec<String>>>,
}

/// Keeps the lines about errors, and shows all when the test fails.
async fn keep_errors(log: BufReader<ChildStderr>, errors: Arc<Mutex<Vec<String>>>) {
    let mut lines = log.lines();
    while let Ok(Some(line)) = lines.next_line().await {
        println!("{line}");
        if line.contains("ERROR") {
            errors.lock().unwrap().push(line);
        }
    }
}

impl Cluster {
    /// So many processes that take updates by webhook, all ready.
    pub async fn start(outside: Installation, count: usize) -> Self {
        let settings = [
            ("TELEGRAM_UPDATES", "webhook"),
            ("TELEGRAM_WEBHOOK_SECRET", "cluster-secret"),
            ("STOP_GRACE_SECS", "1"),
        ];
        let mut cluster = Self::prepare(outside, &settings).await;
        for _ in 0..count {
            cluster.add().await;
        }
        cluster.until_ready(count).await;
        let status = cluster.command(&["set-webhook"]).status().await.unwrap();
        assert!(status.success());
        cluster
    }

    /// No process yet; they will poll unless the settings say otherwise.
    pub async fn prepare(outside: Installation, settings: &[(&'static str, &str)]) -> Self {
        let options = balancer::Options {
            answer_within: ANSWER_WITHIN,
            ..balancer::Options::default()
        };
        let balancer = Balancer::start(options).await.unwrap();
        let mut all = vec![("PUBLIC_URL", balancer.url())];
        let settings = settings.iter();
        all.extend(settings.map(|(name, value)| (*name, (*value).to_owned())));
        Self {
            outside,
            balancer,
            settings: all,
            processes: Vec::new(),
        }
    }

    /// The binary with the settings of the cluster.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.outside.command(arguments);
        command.envs(self.settings.iter().cloned());
        command.stdout(Stdio::null());
        command
    }

    /// Starts one more process. It gets requests as soon as it is ready.
    pub async fn add(&mut self) {
        let (cable, database_url) = Cable::to_url(self.outside.database_url()).await.unwrap();
        let port = free_port();
        let mut command = self.command(&["run"]);
        command
            .env("DATABASE_URL", database_url)
            .env("HTTP_ADDR", format!("127.0.0.1:{port}"))
            .stderr(Stdio::piped());
        let url = format!("http://127.0.0.1:{port}");
        self.balancer.add(&url);
        let mut child = command.spawn().unwrap();
        let errors = Arc::default();
        let log = BufReader::new(child.stderr.take().unwrap());
        tokio::spawn(keep_errors(log, Arc::clone(&errors)));
        self.processes.push(Process {
            cable,
            url,
            child,
            errors,
        });
    }

    /// The process that was added after so many others.
    pub fn process(&self, index: usize) -> &Process {
        &self.processes[index]
    }

    /// What a process has logged as errors.
    pub fn errors(&self, index: usize) -> Vec<String> {
        self.processes[index].errors.lock().unwrap().clone()
    }

    pub async fn until_ready(&self, count: usize) {
        let waiting = timeout(START_PATIENCE, self.balancer.until_ready(count));
        waiting.await.expect("so many are ready in time");
    }

    /// Ends a process as a crash does.
    pub async fn kill(&mut self, index: usize) {
        let mut process = self.processes.remove(index);
        process.child.kill().await.unwrap();
        self.balancer.remove(&process.url);
    }

    /// Asks a process to stop and waits for its end.
    pub async fn terminate(&mut self, index: usize) -> ExitStatus {
        let mut process = self.processes.remove(index);
        process.signal("TERM").await;
        let status = process.end().await;
        self.balancer.remove(&process.url);
        status
    }

    /// Asks all of them at the same time.
    pub async fn terminate_all(&mut self) -> Vec<ExitStatus> {
        let mut ended = Vec::new();
        for process in &self.processes {
            process.signal("TERM").await;
        }
        for mut process in self.processes.drain(..) {
            ended.push(process.end().await);
            self.balancer.remove(&process.url);
        }
        ended
    }

    pub async fn stop(mut self) {
        for process in &mut self.processes {
            process.child.kill().await.unwrap();
        }
        self.outside.stop().await;
    }
}

impl Process {
    /// Takes all processors away from it.
    pub async fn pause(&self) {
        self.signal("STOP").await;
    }

    /// It goes on as if no time had passed.
    pub async fn resume(&self) {
        self.signal("CONT").await;
    }

    async fn end(&mut self) -> ExitStatus {
        let ended = timeout(STOP_PATIENCE, self.child.wait()).await;
        ended.expect("stops within 30 s").unwrap()
    }

    async fn signal(&self, name: &str) {
        let id = self.child.id().expect("the process runs").to_string();
        let mut kill = Command::new("kill");
        let status = kill.args(["-s", name, &id]).status().await.unwrap();
        assert!(status.success());
    }
}
