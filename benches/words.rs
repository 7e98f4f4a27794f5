//! The words that generated documents are made of, and numbers that are the same in every run.

/// Random numbers by the algorithm `SplitMix64`: a book depends on nothing but its size.
pub(crate) struct Numbers(u64);

impl Numbers {
    /// The series that belongs to a seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// A number below `end`, which is not 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % end as u64).expect("below a usize")
    }

    fn one_of<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.below(words.len())]
    }
}

const VERBS: [&str; 25] = [
    "Keep",
    "Store",
    "Cache",
    "Index",
    "Encrypt",
    "Archive",
    "Validate",
    "Batch",
    "Stream",
    "Partition",
    "Replicate",
    "Compress",
    "Log",
    "Trace",
    "Meter",
    "Retry",
    "Queue",
    "Schedule",
    "Sign",
    "Share",
    "Publish",
    "Import",
    "Export",
    "Merge",
    "Route",
];
const THINGS: [&str; 20] = [
    "orders",
    "invoices",
    "sessions",
    "profiles",
    "events",
    "documents",
    "images",
    "payments",
    "messages",
    "reports",
    "contracts",
    "tickets",
    "prices",
    "shipments",
    "accounts",
    "permissions",
    "alerts",
    "forms",
    "drafts",
    "translations",
];
const PLACES: [&str; 20] = [
    "in the primary database",
    "behind the gateway",
    "for each tenant",
    "for each region",
    "with one worker",
    "in object storage",
    "on the edge",
    "through the broker",
    "with checksums",
    "at night",
    "on write",
    "on read",
    "in memory",
    "with a deadline",
    "in one transaction",
    "by customer",
    "by hash",
    "by time",
    "with backpressure",
    "in the background",
];
const PARTS: [&str; 12] = [
    "the gateway",
    "the scheduler",
    "the importer",
    "the billing service",
    "the search index",
    "the mail relay",
    "the audit log",
    "the session store",
    "the report writer",
    "the message broker",
    "the price feed",
    "the mobile client",
];
const MEASURES: [&str; 10] = [
    "latency",
    "memory",
    "the number of open connections",
    "the size of a backup",
    "the time of a deployment",
    "the load on the database",
    "the bill for storage",
    "the error rate",
    "the length of the queue",
    "the effort of an upgrade",
];
const PEOPLE: [&str; 8] = [
    "operators",
    "customers",
    "the support team",
    "new colleagues",
    "auditors",
    "reviewers",
    "the data team",
    "partners",
];

/// A title that no other number below 10,000 has.
pub(crate) fn title(number: usize) -> String {
    // 7919 has no factor in common with 10,000, so this only shuffles.
    let at = number * 7919 % 10_000;
    let (verb, thing, place) = (at % 25, at / 25 % 20, at / 500);
    format!("{} {} {}", VERBS[verb], THINGS[thing], PLACES[place])
}

/// A sentence with some of the Markdown that people write.
pub(crate) fn sentence(numbers: &mut Numbers) -> String {
    let thing = numbers.one_of(&THINGS);
    let part = numbers.one_of(&PARTS);
    let other = numbers.one_of(&PARTS);
    let measure = numbers.one_of(&MEASURES);
    let people = numbers.one_of(&PEOPLE);
    let amount = 2 + numbers.below(90);
    match numbers.below(12) {
        0 => format!(
            "When {part} is restarted, {thing} that were under way are read again from {other}."
        ),
        1 => format!(
            "A test with real {thing} showed that {measure} stays within {amount} % of what {people} expect."
        ),
        2 => format!(
            "Today {people} look at {thing} in two places, and nobody can say which of them is *current*."
        ),
        3 => format!(
            "We measured {measure} for {amount} days and saw no trend, although {part} had twice the load."
        ),
        4 => format!(
            "The setting `{thing}.limit` of {part} stays at {amount}, as `{thing}.burst` needs room above it."
        ),
        5 => format!(
            "If {other} does not answer within {amount} seconds, {part} goes on **without** the newest {thing}."
        ),
        6 => format!(
            "For {people} this changes little: {thing} keep their names, and old links go on working."
        ),
        7 => format!(
            "The cost is paid once, in {part}; afterwards {measure} no longer depends on how many {thing} there are."
        ),
        8 => format!(
            "Both {part} and {other} have to agree on the order of {thing}, and so far only one of them writes it down."
        ),
        9 => format!(
            "An outage in spring began with {thing} that {part} had accepted and {other} had never seen."
        ),
        10 => format!(
            "It has to hold for {amount} million {thing} a month, with room for the growth of a year."
        ),
        _ => format!(
            "The team of {other} reads {thing} through the public interface and is not affected."
        ),
    }
}

/// Sentences of about so many bytes together, in paragraphs.
pub(crate) fn prose(numbers: &mut Numbers, bytes: usize) -> String {
    let mut text = String::new();
    let mut line = 0;
    let mut sentences = 0;
    while text.len() < bytes {
        for word in sentence(numbers).split(' ') {
            if line > 0 {
                text.push(if line + word.len() > 100 { '\n' } else { ' ' });
            }
            line = if line + word.len() > 100 { word.len() } else { line + word.len() + 1 };
            text.push_str(word);
        }
        sentences += 1;
        if sentences % 4 == 0 {
            text.push_str("\n\n");
            line = 0;
        }
    }
    text.trim_end().to_owned() + "\n"
}
