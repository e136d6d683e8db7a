//! Every test of the package, in one binary: it links once.

mod migrations;
mod tidy;
