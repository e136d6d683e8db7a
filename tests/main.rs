//! Every test of the package, in one binary: it links once.

mod config;
mod conversations;
mod crash;
mod failures;
mod gallery;
mod inbox;
mod migrations;
mod queue;
mod tidy;
mod world;
