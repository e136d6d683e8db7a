//! Every test of the package, in one binary: it links once.

mod commands;
mod config;
mod conversations;
mod crash;
mod failures;
mod gallery;
mod inbox;
mod migrations;
mod process;
mod queue;
mod tidy;
mod world;
