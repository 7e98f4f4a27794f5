//! What the stages of a run cost, on generated books of 100, 1,000 and 10,000 decisions, beside the floor.

#![expect(clippy::disallowed_methods, reason = "benches prepare their own files")]

mod floor;
mod generated_book;
mod words;

use std::hint::black_box;
use std::path::Path;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use generated_book::{Book, Dialect};
use mdbook_adr::analysis::{self, Outlines};
use mdbook_adr::finding::Level;
use mdbook_adr::rules::{Override, Selector};
use mdbook_adr::{book, rules};
use tempfile::TempDir;

/// A book on disk, and how many bytes of text it has.
fn on_disk(decisions: usize) -> (TempDir, u64) {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let files = Book::new(decisions, Dialect::Template).files();
    for (path, text) in &files {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().expect("below the folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    (dir, files.iter().map(|(_, text)| text.len() as u64).sum())
}

/// Every rule, as `check -W all` runs them. It also frees what was read, which the command leaves to the system.
fn check(dir: &Path) -> usize {
    let all = [Override { selector: Selector::All, level: Level::Warn }];
    let library = book::load(dir, &rules::names()).expect("a library");
    let (analysis, findings) = rules::analyze_and_check(&library, Outlines::Dropped, &all);
    findings.len() + analysis.documents.len()
}

fn stages(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("check");
    group.sample_size(10);
    for decisions in [100, 1_000, 10_000] {
        let (dir, bytes) = on_disk(decisions);
        group.throughput(Throughput::Bytes(bytes));
        let mut bench = |name: &str, run: &dyn Fn() -> usize| {
            group.bench_function(BenchmarkId::new(name, decisions), |bencher| {
                bencher.iter(|| black_box(run()));
            });
        };
        bench("floor", &|| floor::check(dir.path()).expect("a readable book").0);
        bench("load", &|| book::load(dir.path(), &rules::names()).expect("a library").books.len());
        bench("whole", &|| check(dir.path()));
        let library = book::load(dir.path(), &rules::names()).expect("a library");
        bench("analyze", &|| analysis::analyze(&library).documents.len());
        let analysis = analysis::analyze(&library);
        bench("rules", &|| rules::check(&library, &analysis, &[]).len());
    }
    group.finish();
}

criterion_group!(benches, stages);
criterion_main!(benches);
