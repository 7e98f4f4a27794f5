//! Defects planted at random places of clean books. What must follow is declared before the rules run; they must say
//! exactly that, there, and nothing else.

mod bed;
mod forms;
mod plants;
mod promises;

use std::collections::BTreeMap;

use mdbook_adr::rules::RULES;
use rayon::prelude::*;

use crate::generator::Dialect;
use bed::Bed;
use plants::PLANTS;
use promises::PROMISES;

/// Books for each plant and dialect.
const SEEDS: u64 = 6;

/// What a planting came to.
enum Outcome {
    /// The dialect has no words for it, or this book no place.
    Nowhere,
    /// Everything that was declared was said, and nothing else.
    Exact,
    /// What was said, and what should have been.
    Wrong(String),
}

fn planted(plant: &plants::Plant, dialect: Dialect, seed: u64) -> Outcome {
    let mut bed = Bed::new(dialect, seed);
    if (plant.sow)(&mut bed).is_none() {
        return Outcome::Nowhere;
    }
    let (expected, found) = (bed.expected(), bed.found());
    assert!(
        expected.iter().any(|line| line.ends_with(&format!(" {}", plant.rule))),
        "{}",
        plant.name()
    );
    if expected == found {
        return Outcome::Exact;
    }
    Outcome::Wrong(format!(
        "{} in {dialect:?}, seed {seed}:\n  expected {expected:#?}\n  found {found:#?}\n{}",
        plant.name(),
        bed.shown()
    ))
}

#[test]
fn a_book_without_a_defect_has_no_finding() {
    Dialect::ALL.par_iter().for_each(|dialect| {
        for seed in 0..SEEDS {
            let as_folder: fn(&mut Bed) = |_| {};
            let asked: fn(&mut Bed) = |bed| _ = bed.ask();
            for make in [as_folder, Bed::make_book, asked] {
                let mut bed = Bed::new(*dialect, seed);
                make(&mut bed);
                assert_eq!(
                    bed.found(),
                    Vec::<String>::new(),
                    "{dialect:?} {seed}\n{}",
                    bed.shown()
                );
            }
        }
    });
}

#[test]
fn what_nobody_asks_for_is_not_missed() {
    // Of a design nobody has to ask for it, nor for what a template left.
    let is_free = |line: &String| {
        line.ends_with(" implementation-in-design") || line.ends_with(" placeholder-text")
    };
    let mut silent = 0;
    for (dialect, plant) in
        Dialect::ALL.iter().flat_map(|one| PROMISES.iter().map(move |plant| (one, plant)))
    {
        let mut bed = Bed::new(*dialect, 0);
        if (plant.sow)(&mut bed).is_none() {
            continue;
        }
        let expected: Vec<String> = bed.expected().into_iter().filter(is_free).collect();
        if bed.ask_no_longer() {
            assert_eq!(bed.found(), expected, "{} in {dialect:?}\n{}", plant.name(), bed.shown());
            silent += 1;
        }
    }
    assert!(silent > 80, "{silent}");
}

#[test]
fn each_planted_defect_is_found_there_and_nothing_else_is() {
    let plantings: Vec<(&plants::Plant, Dialect, u64)> = PLANTS
        .iter()
        .chain(PROMISES)
        .flat_map(|plant| Dialect::ALL.into_iter().map(move |dialect| (plant, dialect)))
        .flat_map(|(plant, dialect)| (0..SEEDS).map(move |seed| (plant, dialect, seed)))
        .collect();
    let outcomes: Vec<(&str, Outcome)> = plantings
        .par_iter()
        .map(|(plant, dialect, seed)| (plant.rule, planted(plant, *dialect, *seed)))
        .collect();
    let mut exact: BTreeMap<&str, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (rule, outcome) in &outcomes {
        match outcome {
            Outcome::Nowhere => {}
            Outcome::Exact => *exact.entry(*rule).or_default() += 1,
            Outcome::Wrong(report) => wrong.push(report.as_str()),
        }
    }
    let total: usize = exact.values().sum();
    eprintln!("planted defects, each found exactly: {total}, {exact:?}");
    assert!(
        wrong.is_empty(),
        "{} wrong, the first ones:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(3)].join("\n")
    );
    let never: Vec<&str> =
        RULES.iter().map(|rule| rule.name).filter(|rule| !exact.contains_key(rule)).collect();
    assert_eq!(never, Vec::<&str>::new(), "rules that nothing was planted for");
    assert!(total >= 2000, "{total}");
}
