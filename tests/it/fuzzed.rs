//! Every seed of the fuzz targets, and everything that fuzzing found, through the checks of the targets.

use std::fs;
use std::path::Path;

use proptest::prelude::*;

use crate::generator::story;

#[path = "../../fuzz/checks.rs"]
mod checks;

type Check = fn(&[u8]);

const TARGETS: [(&str, Check); 5] = [
    ("front_matter", checks::front_matter),
    ("outline", checks::outline),
    ("dialects", checks::dialects),
    ("injection", checks::injection),
    ("request", checks::request),
];

#[test]
fn every_target_has_a_check_and_seeds_that_hold() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    for (target, check) in TARGETS {
        assert!(fuzz.join(format!("targets/{target}.rs")).is_file(), "{target}");
        let mut seeds = 0;
        for entry in fs::read_dir(fuzz.join("seeds").join(target)).expect("a folder of seeds") {
            let path = entry.expect("an entry").path();
            eprintln!("{}", path.display());
            check(&fs::read(path).expect("a seed"));
            seeds += 1;
        }
        assert!(seeds >= 5, "{target}: {seeds} seeds");
    }
    assert_eq!(fs::read_dir(fuzz.join("targets")).expect("a folder").count(), TARGETS.len());
}

/// A story as the bundle that the targets read.
fn bundle(files: &[(String, String)]) -> Vec<u8> {
    let parts: Vec<String> =
        files.iter().map(|(path, text)| format!("%% {path}\n{text}\n")).collect();
    parts.concat().into_bytes()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Whatever the page: what is not spliced stays, and is there in its order.
    #[test]
    fn injection_leaves_every_byte_outside_the_splices(story in story(), page in any::<prop::sample::Index>()) {
        let mut files = story.files();
        let first = page.index(files.len());
        files.swap(0, first);
        checks::injection(&bundle(&files));
    }

    /// A story with some bytes gone or doubled is read as well as any.
    #[test]
    fn a_damaged_story_is_read_checked_and_drawn(
        story in story(),
        cuts in proptest::collection::vec((any::<prop::sample::Index>(), 0usize..40, any::<bool>()), 1..6),
    ) {
        let mut bytes = bundle(&story.files());
        for (at, length, doubled) in cuts {
            let start = at.index(bytes.len());
            let end = (start + length).min(bytes.len());
            let part: Vec<u8> = bytes[start..end].to_vec();
            bytes.splice(start..end, if doubled { part.repeat(2) } else { Vec::new() });
        }
        checks::dialects(&bytes);
        checks::injection(&bytes);
    }
}
