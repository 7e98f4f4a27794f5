//! Load a book, read each document, resolve what it refers to, build the graph, check it, then report, inject or publish.
//!
//! ```text
//!  load      parse                              resolve    graph     check      render      emit
//!  book ──► markdown ─► dialect ─► document ──► resolve ─► graph ──► rules ──► render ──► inject   (mdBook)
//!    ▲                                                       │         │          └─────► site     (build)
//!  source, config                                            │         └──► report (human, short, json, github)
//!                                                            └──► list
//! ```
//!
//! [`book::load`] is the only reader of files, [`analysis::analyze`] is pure, [`rules::check`] makes every finding.
//! What programs may rely on is the command line and its output; this library's interface may change in any release.

#![forbid(unsafe_code)]

pub mod analysis;
pub mod book;
pub mod cli;
pub mod config;
pub mod diagram;
pub mod dialect;
pub mod document;
pub mod finding;
pub mod front_matter;
pub mod graph;
pub mod inject;
pub mod markdown;
pub mod marker;
pub mod preprocess;
pub mod prose;
pub mod reference;
pub mod render;
pub mod report;
pub mod resolve;
pub mod rules;
#[cfg(feature = "site")]
pub mod site;
pub mod source;
pub mod suppression;
pub mod vocabulary;
