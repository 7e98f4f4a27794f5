//! Hash maps and sets for what a folder holds: seeded anew for each, and much cheaper for short keys than the standard
//! library's hash.
//!
//! That one withstands an attacker who can time many answers; whoever writes a document sees none of the seeds, and one
//! answer. The types are the standard library's own, so that clippy still finds every loop over one of them.

use foldhash::fast::RandomState;

/// A hash map.
pub(crate) type HashMap<K, V> = std::collections::HashMap<K, V, RandomState>;

/// A hash set.
pub(crate) type HashSet<K> = std::collections::HashSet<K, RandomState>;
