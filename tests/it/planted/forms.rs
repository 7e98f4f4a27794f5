//! How each dialect writes a decision of which every section is asked for: by its template, or by a configuration.

use std::ops::Range;

use super::bed::Bed;
use super::plants::heading;
use crate::generator::Dialect;
use Part::{Alternatives, Consequences, Context, Decision, Negative, Options, Positive, Risks};

/// A section by what it is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Context,
    Decision,
    Consequences,
    Positive,
    Negative,
    Risks,
    Alternatives,
    /// What speaks for and against each option: MADR's own.
    Options,
}

impl Part {
    /// Its name in a configuration.
    fn name(self) -> &'static str {
        match self {
            Context => "Context",
            Decision => "Decision",
            Consequences => "Consequences",
            Positive => "Positive",
            Negative => "Negative",
            Risks => "Risks",
            Alternatives => "Alternatives Considered",
            Options => "Pros and Cons of the Options",
        }
    }
}

/// What a section says.
type Text = (Part, &'static str);

/// What must be said: the rule, a text that stands once in the page, and in it the place of the caret.
type Said = (&'static str, &'static str, &'static str);

/// A way to break a decision: what sections say instead, and what must be said of it.
pub(super) struct Wound {
    texts: &'static [Text],
    said: &'static [Said],
}

/// A decision as a dialect writes it.
pub(super) struct Form {
    dialect: Dialect,
    /// Its sections in their order, each with its heading and what is said right below it; `…` is the context.
    sections: &'static [(Part, &'static str, &'static str)],
    /// The sections that are asked for.
    asked: &'static [Part],
    /// What the dialect calls sections, as a configuration says it.
    names: &'static str,
    /// Nothing says why the alternative was not taken.
    pub(super) without_reason: Wound,
    /// Nothing says why the decision was taken.
    pub(super) without_rationale: Wound,
}

/// The sections of the project's template.
const USUAL: &[Part] = &[Context, Decision, Consequences, Alternatives];

const REASON: &str = "alternative-without-reason";
const RATIONALE: &str = "decision-without-rationale";

/// What the project's template has, and Nygard's decisions may have too.
const OWN: &[(Part, &str, &str)] = &[
    (Context, "## Context", "…"),
    (Decision, "## Decision", "We do it, because it is enough."),
    (Consequences, "## Consequences", ""),
    (Positive, "### Positive", "- It is simple."),
    (Negative, "### Negative", "- It is work."),
    (Risks, "### Risks", "- It takes long: we begin with a part."),
    (
        Alternatives,
        "## Alternatives Considered",
        "### Leave it\n\nNothing changes. Rejected, because the complaint stays.",
    ),
];
const OWN_REASON: Wound = Wound {
    texts: &[(Alternatives, "### Leave it\n\nOne file for the log in a folder.")],
    said: &[(REASON, "### Leave it\n", "Leave it")],
};
const USUAL_RATIONALE: Wound = Wound {
    texts: &[(Context, "Slow restarts."), (Decision, "We do it.")],
    said: &[(RATIONALE, "## Decision\n", "Decision")],
};

/// A decision of each dialect.
const FORMS: &[Form] = &[
    Form {
        dialect: Dialect::Bold,
        sections: &[
            (Context, "## Context", "…"),
            (Alternatives, "## Options", "We could leave it, but the complaint stays."),
            (Decision, "## Decision", "We do it. It is enough."),
            (Consequences, "## Consequences", ""),
            (Positive, "### Pros", "- It is simple."),
            (Negative, "### Cons", "- It is work."),
            (Risks, "### Risks", "- It takes long; we begin with a part."),
        ],
        asked: USUAL,
        names: "\"Alternatives Considered\" = [\"Options\"]",
        without_reason: Wound {
            texts: &[(Alternatives, "A folder for the log.")],
            said: &[(REASON, "A folder for the log.", "A folder")],
        },
        without_rationale: USUAL_RATIONALE,
    },
    Form {
        dialect: Dialect::Changelog,
        sections: &[
            (Context, "## Context", "…"),
            (
                Alternatives,
                "## Alternatives",
                "- Leave it: the complaint stays.\n- Do half of it: too little.",
            ),
            (Decision, "## Decision", "We do it, because it is enough."),
            (Consequences, "## Consequences", ""),
            (Positive, "### Positive", "- It is simple."),
            (Negative, "### Negative", "- It is work."),
            (Risks, "### Risks", "- It takes long, so we begin with a part."),
        ],
        asked: USUAL,
        names: "\"Alternatives Considered\" = [\"Alternatives\"]",
        without_reason: Wound {
            texts: &[(Alternatives, "- Leave it: the usual folder.\n- Do half of it: too little.")],
            said: &[(REASON, "Leave it: the usual", "Leave it")],
        },
        without_rationale: USUAL_RATIONALE,
    },
    Form {
        dialect: Dialect::Line,
        sections: &[
            (Context, "## Context", "…"),
            (Alternatives, "## Options", "- Leave it: the complaint stays."),
            (Decision, "## Decision", "We do it, because it is enough."),
            (Consequences, "## Results", ""),
            (Positive, "### Pros", "- It is simple."),
            (Negative, "### Cons", "- It is work."),
            (Risks, "### Risks", "- It takes long, so we begin with a part."),
        ],
        asked: USUAL,
        names: "\"Alternatives Considered\" = [\"Options\"]\nConsequences = [\"Results\"]",
        without_reason: Wound {
            texts: &[(Alternatives, "- The usual folder.")],
            said: &[(REASON, "The usual folder.", "The usual folder")],
        },
        without_rationale: USUAL_RATIONALE,
    },
    Form {
        dialect: Dialect::Log4brains,
        sections: &[
            (Context, "## Context and Problem Statement", "…"),
            (Decision, "## Decision", "We do it, because it is enough."),
            (Consequences, "## Consequences", ""),
            (Positive, "### Benefits", "- It is simple."),
            (Negative, "### Drawbacks", "- It is work."),
            (Risks, "## Risks", "- It takes long\n- Mitigation: we begin with a part."),
            (Alternatives, "## Considered Options", "* Leave it\n  * The complaint stays."),
        ],
        asked: &[Context, Decision, Consequences, Risks, Alternatives],
        names: "Context = [\"Context and Problem Statement\"]\n\
                \"Alternatives Considered\" = [\"Considered Options\"]",
        without_reason: Wound {
            texts: &[(Alternatives, "* Leave it")],
            said: &[(REASON, "* Leave it\n", "Leave it")],
        },
        // Risks with a section of their own may hold a reason too.
        without_rationale: Wound {
            texts: &[(Context, "Slow restarts."), (Decision, "We do it."), (Risks, "None.")],
            said: &[(RATIONALE, "## Decision\n", "Decision")],
        },
    },
    Form {
        dialect: Dialect::Madr,
        // Consequences stand below the outcome, and speak for the option that was taken.
        sections: &[
            (Context, "## Context and Problem Statement", "…"),
            (Alternatives, "## Considered Options", "* Do it\n* Leave it"),
            (Decision, "## Decision Outcome", "Chosen option: \"Do it\", because it is enough."),
            (Consequences, "### Consequences", ""),
            (Positive, "#### Positive", "* It is simple."),
            (Negative, "#### Negative", "* It is work."),
            (Risks, "#### Risks", "* It takes long: we begin with a part."),
        ],
        asked: USUAL,
        names: "Context = [\"Context and Problem Statement\"]\n\
                Decision = [\"Decision Outcome\"]\n\
                \"Alternatives Considered\" = [\"Considered Options\"]",
        without_reason: Wound {
            texts: &[(Decision, "Chosen option: \"Do it\".")],
            said: &[(REASON, "* Leave it\n", "Leave it")],
        },
        without_rationale: Wound {
            texts: &[(Context, "Slow restarts."), (Decision, "Chosen option: \"Do it\".")],
            said: &[
                (RATIONALE, "## Decision Outcome\n", "Decision Outcome"),
                (REASON, "* Leave it\n", "Leave it"),
            ],
        },
    },
    Form {
        dialect: Dialect::Madr2,
        sections: &[
            (Context, "## Context and Problem Statement", "…"),
            (Alternatives, "## Considered Options", "* Do it\n* Leave it"),
            (Decision, "## Decision Outcome", "Chosen option: \"Do it\"."),
            (Consequences, "## Consequences", ""),
            (Positive, "### Positive Consequences", "* It is simple."),
            (Negative, "### Negative Consequences", "* It is work."),
            (Risks, "### Risks", "* It takes long: we begin with a part."),
            (
                Options,
                "## Pros and Cons of the Options",
                "### Leave it\n\n* Bad, the complaint stays.",
            ),
        ],
        asked: USUAL,
        names: "Context = [\"Context and Problem Statement\"]\n\
                Decision = [\"Decision Outcome\"]\n\
                Positive = [\"Positive Consequences\"]\n\
                Negative = [\"Negative Consequences\"]\n\
                \"Alternatives Considered\" = [\"Considered Options\"]",
        without_reason: Wound {
            texts: &[(Options, "### Leave it\n\n* A folder.")],
            said: &[(REASON, "* Leave it\n", "Leave it")],
        },
        without_rationale: Wound {
            texts: &[(Context, "Slow restarts."), (Options, "### Leave it\n\n* A folder.")],
            said: &[
                (RATIONALE, "## Decision Outcome\n", "Decision Outcome"),
                (REASON, "* Leave it\n", "Leave it"),
            ],
        },
    },
    Form {
        dialect: Dialect::Nygard,
        sections: OWN,
        asked: USUAL,
        names: "",
        without_reason: OWN_REASON,
        without_rationale: USUAL_RATIONALE,
    },
    Form {
        dialect: Dialect::Table,
        sections: &[
            (Context, "## 1. Context", "…"),
            (Decision, "## 2. Decision", "1. We do it.\n2. It is enough."),
            (Consequences, "## 3. Consequences", ""),
            (Positive, "### 3.1 Advantages", "- It is simple."),
            (Negative, "### 3.2 Disadvantages", "- It is work."),
            (
                Risks,
                "### 3.3 Risks",
                "| Risk | Answer |\n|---|---|\n| It takes long | a part first |",
            ),
            (Alternatives, "## 4. ALTERNATIVES CONSIDERED", "1. Leave it – too little."),
        ],
        asked: USUAL,
        names: "",
        without_reason: Wound {
            texts: &[(Alternatives, "1. Leave it – the usual folder.")],
            said: &[(REASON, "1. Leave it", "Leave it")],
        },
        without_rationale: Wound {
            texts: &[(Context, "Slow restarts."), (Decision, "1. We do it.")],
            said: &[(RATIONALE, "## 2. Decision\n", "2. Decision")],
        },
    },
    Form {
        dialect: Dialect::Template,
        sections: OWN,
        asked: USUAL,
        names: "",
        without_reason: OWN_REASON,
        without_rationale: USUAL_RATIONALE,
    },
    Form {
        dialect: Dialect::Toml,
        sections: &[
            (Context, "## Lage", "…"),
            (Decision, "## Entscheidung", "Wir tun es. Es genügt."),
            (Consequences, "## Folgen", ""),
            (Positive, "### Gut", "- Es ist einfach."),
            (Negative, "### Schlecht", "- Es macht Arbeit."),
            (Risks, "### Gefahren", "- Es dauert lange — ein Teil kommt zuerst."),
            (Alternatives, "## Alternativen", "### Nichts tun\n\nDie Klage bleibt."),
        ],
        asked: USUAL,
        names: "Context = [\"Lage\"]\n\
                Decision = [\"Entscheidung\"]\n\
                Consequences = [\"Folgen\"]\n\
                Positive = [\"Gut\"]\n\
                Negative = [\"Schlecht\"]\n\
                Risks = [\"Gefahren\"]\n\
                \"Alternatives Considered\" = [\"Alternativen\"]",
        without_reason: Wound {
            texts: &[(Alternatives, "### Nichts tun\n\nNichts tun.")],
            said: &[(REASON, "### Nichts tun\n", "Nichts tun")],
        },
        without_rationale: Wound {
            texts: &[(Context, "Langsam."), (Decision, "Wir tun es.")],
            said: &[(RATIONALE, "## Entscheidung\n", "Entscheidung")],
        },
    },
];

impl Form {
    pub(super) fn of(dialect: Dialect) -> &'static Self {
        FORMS.iter().find(|form| form.dialect == dialect).expect("a form for each dialect")
    }

    /// Everything between a decision's head and its links.
    pub(super) fn body(&self, context: &str) -> String {
        let sections = self.sections.iter();
        let sections = sections.map(|(_, heading, text)| match *text {
            "" => heading.to_string(),
            text => format!("{heading}\n\n{}", text.replace('…', context)),
        });
        sections.collect::<Vec<_>>().join("\n\n") + "\n"
    }

    /// What asks for the sections; none where the template does.
    pub(super) fn configuration(&self) -> Option<String> {
        let asked: Vec<&str> = self.asked.iter().map(|part| part.name()).collect();
        let names = self.names;
        (self.dialect != Dialect::Template).then(|| {
            format!(
                "[preprocessor.adr.kinds.decision]\nsections = {asked:?}\n[preprocessor.adr.section-names]\n{names}\n"
            )
        })
    }

    /// One of the sections that are asked for.
    pub(super) fn any(&self, bed: &mut Bed) -> Part {
        bed.chance.pick(self.asked).expect("a section that is asked for")
    }

    fn heading(&self, part: Part) -> &'static str {
        let mut sections = self.sections.iter();
        sections.find(|(own, ..)| *own == part).expect("a section of the form").1
    }

    /// The parts of the consequences, in their order.
    pub(super) fn sides(&self) -> Vec<Part> {
        let level_of = |part| level(self.heading(part));
        let sides = [Positive, Negative, Risks].into_iter();
        sides.filter(|part| level_of(*part) > level_of(Consequences)).collect()
    }

    /// Replaces what stands below the heading of a section.
    pub(super) fn fill(&self, bed: &mut Bed, path: &str, part: Part, said: &str) {
        let heading = self.heading(part);
        let text = bed.files.get_mut(path).expect("the decision");
        text.replace_range(section(text, heading), &format!("{heading}\n\n{said}\n\n"));
    }

    /// Takes a section away, with its heading.
    pub(super) fn take(&self, bed: &mut Bed, path: &str, part: Part) {
        let text = bed.files.get_mut(path).expect("the decision");
        text.replace_range(section(text, self.heading(part)), "");
    }

    /// Breaks a decision, and says what must follow.
    pub(super) fn wound(&self, bed: &mut Bed, path: &str, wound: &Wound) {
        for (part, said) in wound.texts {
            self.fill(bed, path, *part, said);
        }
        for (rule, around, caret) in wound.said {
            bed.expect_in(rule, path, around, caret);
        }
        self.expect_gaps(bed, path);
    }

    /// Says that `rule` must speak, with its caret at the heading of a section.
    pub(super) fn expect(&self, bed: &mut Bed, rule: &'static str, path: &str, part: Part) {
        let heading = self.heading(part);
        let title = heading.trim_start_matches(['#', ' ']);
        bed.expect_in(rule, path, &format!("\n{heading}\n"), title);
    }

    /// Says that each section that is asked for and not there must be missed.
    pub(super) fn expect_gaps(&self, bed: &mut Bed, path: &str) {
        let (text, title) = (bed.files[path].clone(), heading(bed, path));
        let is_gone = |part: &Part| !text.contains(&format!("\n{}\n", self.heading(*part)));
        for _ in self.asked.iter().filter(|part| is_gone(part)) {
            bed.expect_in("missing-section", path, &title, "Keep");
        }
    }
}

/// Where a section stands in a page: its heading, and everything up to the next one of its level or above.
fn section(text: &str, heading: &str) -> Range<usize> {
    let start = text.find(&format!("\n{heading}\n")).expect("the heading") + 1;
    let behind = start + heading.len();
    let ends = text[behind..].match_indices("\n#").map(|(at, _)| behind + at + 1);
    let mut ends = ends.filter(|at| level(&text[*at..]) <= level(heading));
    start..ends.next().unwrap_or(text.len())
}

/// The level of the heading that a text begins with.
fn level(text: &str) -> usize {
    text.len() - text.trim_start_matches('#').len()
}
