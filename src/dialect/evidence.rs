//! What makes a page, or a section of one, a document; never one weak sign.

use super::collection::is_about_others;
use super::header::Key;
use super::heading::is_record_word;
use super::{Certainty, Head, Reader, Scope, Signs, heading, is_one_of, status};
use crate::document::{Document, StatusText, is_of_nothing_but_decisions, is_of_rfcs};
use crate::markdown::has_digit;
use crate::source::Spanned;
use crate::vocabulary::{Kind, starts_with_word};

impl Reader<'_> {
    /// What makes the page as a whole a document; never one weak sign.
    pub(super) fn evidence(&self, head: &Head) -> Option<(Kind, &'static str, Certainty)> {
        if self.name.is_apparatus() {
            return None;
        }
        let in_src = self.page.path.strip_prefix(self.page.src).unwrap_or(self.page.path);
        if let Some(kind) = self.page.lexicon.configured(in_src.trim_start_matches('/')) {
            return Some((kind.clone(), "its path is configured", Certainty::Sure));
        }
        if let Some(kind) = self.entry_kind() {
            return Some((kind, "its front matter names its kind", Certainty::Sure));
        }
        if let Some(kind) = &head.parts.kind
            && head.heading.is_some()
        {
            return Some((kind.clone(), "its heading", Certainty::Sure));
        }
        // A title in the front matter alone may be any page's; one that has the number of the file is not.
        if let Some(kind) = &head.parts.kind
            && head.parts.number.is_some()
            && head.parts.number == self.name.number
        {
            return Some((kind.clone(), "its title and its name", Certainty::Sure));
        }
        if self.is_of_another_kind(head) { None } else { self.evidence_of_decision(head) }
    }

    /// What makes a page a decision that neither a configuration, its front matter nor its heading calls one.
    fn evidence_of_decision(&self, head: &Head) -> Option<(Kind, &'static str, Certainty)> {
        let scope = Scope { heading: head.heading, extent: 0..self.outline.text.as_str().len() };
        let shape = self.decision_shape(&scope);
        if self.is_paper(head) && !shape.is_whole() && !shape.is_proposal() {
            return None;
        }
        // Guides have a place in a sidebar, and now and then a status beside it.
        let is_guide = self.has_entry("sidebar_position") && self.has_entry("status");
        if is_guide && !shape.has(DECISION | OUTCOME) {
            return None;
        }
        let stated = shape.any() || self.name.is_numbered() || !self.entries.is_empty();
        let fields = if stated { self.fields(&scope) } else { Vec::new() };
        let (status, place, _) =
            if stated { self.status(&fields, &scope) } else { (None, None, None) };
        let known = status.as_ref().is_some_and(|status| status.known || status.placeholder);
        let front = status.is_some()
            && self.entries.iter().any(|entry| self.words.section(&entry.key) == "status");
        let is_of_page = |status: &StatusText| {
            status::is_of_page(&status.text) && !is_of_decisions(&self.name.folder)
        };
        // `docs/22-forensics.md` that is `Completed`.
        let is_done = |status: &StatusText| {
            let bare = &status.text[status::decoration(&status.text)..];
            is_of_page(status) || starts_with_word(bare, "implemented")
        };
        let has_own_status = front && known && !status.as_ref().is_some_and(is_of_page);
        let is_proposal = shape.is_proposal() || (shape.is_design() && self.is_headed_as_rfc(head));
        let evidence = match () {
            () if self.is_chapter()
                && !shape.any()
                && status.as_ref().is_some_and(is_done)
                && !fields.iter().any(|field| matches!(field.key, Key::Relation { .. })) =>
            {
                return None;
            }
            () if self.name.is_numbered() && known => "a status beside a numbered file name",
            () if self.name.is_numbered() && place.is_some() && shape.any() => {
                "a place for a status, and sections of a decision, beside a numbered file name"
            }
            // `status: current` with a section *Background* is a page of any kind.
            () if (front && known && shape.has(DECISION)) || (has_own_status && shape.any()) => {
                "a status in its front matter, and sections of a decision"
            }
            () if known && shape.is_whole() => "a status, and sections of a decision",
            () if self.name.is_numbered() && shape.is_whole() => {
                "a numbered file name, and sections of a decision"
            }
            () if self.is_named_as_rfc() && is_proposal => {
                "a numbered file name, and sections of a proposal"
            }
            () if self.name.is_numbered() => {
                return Some((
                    Kind::Decision,
                    "a numbered file name among records",
                    Certainty::IfNeighboursAre,
                ));
            }
            () => return None,
        };
        Some((Kind::Decision, evidence, Certainty::Sure))
    }

    fn has_entry(&self, key: &str) -> bool {
        self.entries.iter().any(|entry| entry.depth == 0 && entry.key.eq_ignore_ascii_case(key))
    }

    /// Whether the page says that it is something else than a document: a ticket, a meeting, a report of an incident.
    fn is_of_another_kind(&self, head: &Head) -> bool {
        const KINDS: &str = "task story user-story bug feature epic issue ticket chore spike meeting meeting-notes minutes \
            guide tutorial how-to howto incident postmortem runbook blog post article news release";
        let kinds = self.entries.iter().filter(|entry| {
            entry.depth == 0
                && ["type", "kind"].iter().any(|key| entry.key.eq_ignore_ascii_case(key))
        });
        let mut kinds = kinds.filter_map(|entry| entry.values.first());
        let title = head.title.trim_start_matches('[').to_ascii_lowercase();
        let report = ["incident", "postmortem", "post-mortem", "bug report"]
            .iter()
            .find_map(|word| title.strip_prefix(word));
        // `Incident 12: …`, `[Postmortem] …`; and not `Incident response with pagers`.
        let is_report = report.is_some_and(|behind| {
            let behind = behind.trim_start();
            behind.starts_with([':', ']', '#']) || behind.starts_with(|c: char| c.is_ascii_digit())
        });
        is_report || kinds.any(|kind| is_one_of(&kind.text.to_ascii_lowercase(), KINDS))
    }

    /// Whether the page's folder or its title says that it is a plan, a report or the like: these have dates, numbers and
    /// statuses too.
    fn is_paper(&self, head: &Head) -> bool {
        const FOLDERS: &str = "audits checklists handoffs meetings milestones phases plan plans prompts report reports reviews \
            roadmap roadmaps runbooks sprints stories tasks tickets";
        const TITLES: &str =
            "handoff plan postmortem report retrospective runbook spec specification walkthrough";
        if is_of_decisions(&self.name.folder) || is_record_word(&self.name.prefix) {
            return false;
        }
        let folder = self.name.folder.rsplit('/').next().unwrap_or("").to_ascii_lowercase();
        let title = head.title.to_ascii_lowercase();
        let last = title.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let label = title.split_once(':').map_or("", |(label, _)| label);
        let is_titled = is_one_of(last, TITLES) || is_one_of(label, TITLES);
        // In these lie records as well, which are numbered as such.
        let is_other = is_titled || is_one_of(&folder, "notes research spec specs");
        is_one_of(&folder, FOLDERS) || (is_other && !self.name.is_numbered_as_record())
    }

    /// Whether the file's name has a number as the chapters of a manual have.
    fn is_chapter(&self) -> bool {
        let name = &self.name;
        let is_short = name.prefix.is_empty() && !name.is_numbered_as_record();
        name.date.is_none() && is_short && !is_of_decisions(&name.folder)
    }

    /// Whether the file's name has a number as RFCs have: of four digits, or behind the word. Chapters have shorter ones.
    fn is_named_as_rfc(&self) -> bool {
        let digits = self.name.stem.bytes().take_while(u8::is_ascii_digit).count();
        self.name.number.is_some() && (digits >= 4 || is_record_word(&self.name.prefix))
    }

    /// Whether its heading has the file's number behind a word for a record, or its folder the name of one with RFCs.
    fn is_headed_as_rfc(&self, head: &Head) -> bool {
        let is_same = head.parts.number.is_some() && head.parts.number == self.name.number;
        (is_same && is_record_word(&head.parts.prefix)) || is_of_rfcs(&self.name.folder)
    }

    /// What the page has of a document. None where nobody would take it for one.
    pub(super) fn signs(&self, head: &Head) -> Option<Signs> {
        if self.name.is_apparatus() || self.outline.headings.is_empty() {
            return None;
        }
        let scope = Scope { heading: head.heading, extent: 0..self.outline.text.as_str().len() };
        let (status, _, _) = self.status(&self.fields(&scope), &scope);
        Some(Signs {
            page: self.page.id,
            folder: self.name.folder.clone(),
            title: Spanned::new(
                head.title.clone(),
                self.outline.text.span(head.title_range.clone()),
            ),
            is_numbered: self.name.is_numbered(),
            has_id: head.parts.id.is_some(),
            has_status: status.is_some_and(|status| status.known || status.placeholder),
        })
    }

    pub(super) fn entry_kind(&self) -> Option<Kind> {
        let entry = self.entries.iter().find(|entry| {
            entry.depth == 0
                && (entry.key.eq_ignore_ascii_case("kind")
                    || entry.key.eq_ignore_ascii_case("type"))
        })?;
        match entry.values.first()?.text.to_lowercase().as_str() {
            "decision" | "adr" | "decision-record" | "architecture-decision-record" => {
                Some(Kind::Decision)
            }
            "module" | "module-design" => Some(Kind::Module),
            "requirement" => Some(Kind::Requirement),
            word => {
                let known = self
                    .page
                    .lexicon
                    .globs
                    .iter()
                    .find(|(_, kind)| kind.as_str().to_lowercase() == word)?;
                Some(known.1.clone())
            }
        }
    }

    pub(super) fn decision_shape(&self, scope: &Scope) -> DecisionShape {
        let mut shape = DecisionShape::default();
        for heading in self.headings_of(scope) {
            shape.see(&self.titles[heading]);
        }
        shape
    }

    /// `## REQ-4` alone is called by its id; a decision by what stands below it, or in a log by its id too.
    fn name_by_id(&self, at: usize, kind: &Kind, own: &mut Head) {
        let Some(id) = own.parts.id.clone().filter(|_| own.title.is_empty()) else { return };
        let is_found = *kind == Kind::Decision && self.find_title(at, own);
        if !is_found && (*kind == Kind::Requirement || self.log.is_some()) {
            own.title = own.text[id].to_owned();
            own.parts.is_weak = *kind == Kind::Requirement;
        }
    }

    /// The documents that are sections of the page, each with its heading's level.
    /// A page that `is_record` itself has parts that look like entries.
    pub(super) fn section_documents(&self, head: &Head, is_record: bool) -> Vec<(Document, u8)> {
        let mut found: Vec<(Document, u8)> = Vec::new();
        let mut silent = Vec::new();
        for (at, heading) in self.headings_of_decisions() {
            // A file with the number of its first heading is that document, whatever the heading's level.
            let is_file = self.name.number.is_some() && self.name.number == head.parts.number;
            if Some(at) == head.heading && (head.level == 1 || head.parts.kind.is_none() || is_file)
            {
                continue;
            }
            // Ids have numbers, and modules begin with the word: most headings need no closer look.
            let is_module = heading.text.is_empty() || heading.text.starts_with(['m', 'M']);
            let is_blank = heading.text.starts_with(heading::BLANK_REQUIREMENT);
            if !is_module && !is_blank && !has_digit(self.raw(heading)) {
                continue;
            }
            let mut own = self.head_of(at);
            let Some(kind) = own.parts.kind.clone() else { continue };
            self.name_by_id(at, &kind, &mut own);
            if own.parts.is_weak && kind == Kind::Requirement && is_about_others(self.page.path) {
                continue;
            }
            // An index of records has headings for them too; of requirements it may be where they stand.
            let is_index = self.name.is_apparatus() && kind != Kind::Requirement;
            if own.title.is_empty() || (kind != Kind::Module && own.parts.id.is_none()) || is_index
            {
                continue;
            }
            let scope =
                Scope { heading: Some(at), extent: heading.range.start..heading.section_end };
            let evidence = if own.parts.is_weak { WEAK_HEADING } else { "its heading" };
            let mut document = self.document(kind, evidence, &own, &scope);
            // A record that a page includes from its own file is that file, wherever it is shown.
            if heading.level > 1 || document.path == self.page.path {
                document.section = Some(heading.fragment.to_string());
            }
            // Below a title, a heading with an id may only talk of the record.
            if heading.level > 1 && document.kind == Kind::Decision && document.status.is_none() {
                let lead = own.text[..own.parts.title.start].trim_end();
                if own.parts.title.is_empty() || lead.ends_with([':', '-', '–', '—', '·', '|'])
                {
                    silent.push((document, heading.level));
                }
                continue;
            }
            found.push((document, heading.level));
        }
        silent.retain(self.are_entries(&found));
        found.extend(silent);
        // An index tells of records elsewhere.
        let may_have_entries = self.log.is_some() && !is_record && !self.name.is_apparatus();
        if found.is_empty() && may_have_entries {
            found = self.entries_without_ids();
        }
        found.sort_by_key(|(document, _)| document.extent.start);
        found
    }
}

/// Whether a folder is called as those are in which decisions and proposals lie.
fn is_of_decisions(folder: &str) -> bool {
    is_of_nothing_but_decisions(folder) || is_of_rfcs(folder)
}

/// The evidence of a section whose heading has an id and may only speak of what has it.
pub(super) const WEAK_HEADING: &str = "an id in its heading";

pub(super) const META_WORDS: [&str; 6] =
    ["meta", "metadata", "document information", "information", "details", "header"];

/// Headings that name a part of a document and never the document, by what they mean.
pub(super) fn is_section_word(title: &str) -> bool {
    META_WORDS.contains(&title)
        || matches!(
            title,
            "status" | "summary" | "abstract" | "table of contents" | "changelog" | "date"
        )
        || CONTEXT_WORDS.contains(&title)
        || DECISION_WORDS.contains(&title)
}

const CONTEXT_WORDS: [&str; 10] = [
    "context",
    "context and problem statement",
    "problem statement",
    "problem",
    "background",
    "motivation",
    "rationale",
    "why",
    "issue",
    "drivers",
];
const DECISION_WORDS: [&str; 8] = [
    "decision",
    "decisions",
    "decision outcome",
    "our decision",
    "the decision",
    "decision outcomes",
    "resolution",
    "proposed solution",
];
/// What an RFC calls its decision; so does many a page that is none.
const PROPOSAL_WORDS: [&str; 4] = [
    "detailed design",
    "guide level explanation",
    "reference level explanation",
    "proposed design",
];
/// What some RFCs call it, and other pages too.
const DESIGN_WORDS: [&str; 5] = ["design", "explanation", "proposal", "specification", "how"];
const OUTCOME_WORDS: [&str; 10] = [
    "consequences",
    "implications",
    "considered options",
    "options considered",
    "alternatives considered",
    "alternatives",
    "pros and cons of the options",
    "options",
    "approach",
    "impact",
];

/// Which parts of a decision a page has headings for, a bit for each.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct DecisionShape(u8);

const CONTEXT: u8 = 1;
const DECISION: u8 = 2;
const OUTCOME: u8 = 4;
const PROPOSAL: u8 = 8;
const DESIGN: u8 = 16;

impl DecisionShape {
    pub(super) fn see(&mut self, title: &str) {
        let parts: [(u8, &[&str]); 5] = [
            (CONTEXT, &CONTEXT_WORDS),
            (DECISION, &DECISION_WORDS),
            (OUTCOME, &OUTCOME_WORDS),
            (PROPOSAL, &PROPOSAL_WORDS),
            (DESIGN, &DESIGN_WORDS),
        ];
        for (part, words) in parts {
            if words.contains(&title) {
                self.0 |= part;
            }
        }
    }

    fn has(self, part: u8) -> bool {
        self.0 & part != 0
    }

    /// An RFC's design, and a reason for it.
    fn is_proposal(self) -> bool {
        self.has(PROPOSAL) && self.has(CONTEXT)
    }

    /// The same in words that say little by themselves.
    fn is_design(self) -> bool {
        self.has(DESIGN) && self.has(CONTEXT)
    }

    pub(super) fn any(self) -> bool {
        self.has(CONTEXT | DECISION | OUTCOME)
    }

    /// A decision and a reason or a consequence: what no other kind of page has.
    pub(super) fn is_whole(self) -> bool {
        self.has(DECISION) && self.has(CONTEXT | OUTCOME)
    }
}
