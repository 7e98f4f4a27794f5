// Writes a book of 300 decisions, 24 modules and 40 requirements, the same every time: chains of supersession,
// dependencies, and titles that are as long, as hostile or as unbreakable as a title can be.
//
//     node book.mjs FOLDER
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

export const DECISIONS = 300;
export const MODULES = 24;
export const REQUIREMENTS = 40;

const WORDS = "log shelf cache page record event store key value lock queue worker session token schema field".split(" ");
const VERBS = ["Keep", "Use", "Split", "Share", "Drop", "Write", "Read", "Cache"];
const WORD = "Donaudampfschifffahrtsgesellschaftskapitän".repeat(6);

// Titles with something in them that a page could trip over, by the number of their decision.
export const ODD_TITLES = new Map([
    [281, "</script><script>document.title='owned'</script>"],
    [282, "\" onmouseover=\"document.title='owned'\" x=\""],
    [283, "Show <img src=x onerror=\"document.title='owned'\">"],
    [284, "{{#include ../../secret.md}} {{{ raw }}} $x$ [[1]] | a | b"],
    [285, WORD],
    [286, `Keep ${"every event of every store in the order of its arrival, ".repeat(8)}for good`],
    [287, "事件を到着順に一つのログに保存し、すべての読み手がそれを最初から読めるようにする".repeat(4)],
    [288, "سجل الأحداث في ملف واحد حسب ترتيب الوصول"],
    [289, "&amp; &lt;b&gt; &copy; &#x202e; 👩‍👩‍👧‍👦 Ünïcödé — “quotes” `code` *stars* __lines__ ~~gone~~"],
    [290, "](javascript:document.title='owned') [x](https://example.com/)"],
]);

// Decisions that pages of their own make worth looking at, and tests start from.
export const SHOWN = { inForce: 151, superseded: 14, busy: 100, proposed: 200, longWord: 285, longTitle: 286, wide: 291 };

const pad = (number) => String(number).padStart(4, "0");
const escaped = (text) => text.replace(/[\\`*_{}[\]<>#|~&!$^"()]/g, "\\$&");
const pick = (list, number) => list[number % list.length];

function title(number) {
    const odd = ODD_TITLES.get(number);
    if (odd) return odd;
    const round = Math.floor(number / WORDS.length);
    const words = [number * 7 + round, number * 3 + round * 5 + 1, number * 5 + 2].map((at) => pick(WORDS, at));
    return `${pick(VERBS, number)} the ${words[0]} of each ${words[1]} ${words[2]}`;
}

const path = (number) => `decisions/${pad(number)}-decision.md`;
const moduleName = (number) => `${pick(WORDS, number)}${number < WORDS.length ? "" : `_${pick(WORDS, number + 5)}`}`;
const modulePath = (number) => `modules/${moduleName(number)}.md`;
const requirementPage = (number) => `requirements/part-${number <= REQUIREMENTS / 2 ? 1 : 2}.md`;
const requirementAnchor = (number) => `req-${pad(number).slice(1)}-${requirementText(number).toLowerCase().replaceAll(" ", "-")}`;
const requirementText = (number) => `Readers find the ${pick(WORDS, number)} of a ${pick(WORDS, number * 3)}`;

// Every seventh of the first half is superseded, some through two or three others.
function successor(number) {
    if (number % 7 !== 0 || number >= 140) return null;
    return number % 2 === 0 && number + 70 < 140 ? number + 70 : number + 141;
}

function status(number) {
    if (successor(number)) return `Superseded by [ADR-${pad(successor(number))}](${pad(successor(number))}-decision.md)`;
    if (number % 50 === 0 && number > 150) return "Proposed";
    if (number % 61 === 0) return "Rejected";
    if (number % 67 === 0) return "Deprecated";
    return "Accepted";
}

const isInForce = (number) => status(number) === "Accepted";

function relations(number) {
    const lines = [];
    for (let older = 1; older < number; older++) {
        if (successor(older) === number) lines.push(`Supersedes [ADR-${pad(older)}](${pad(older)}-decision.md)`);
    }
    if (!isInForce(number)) return lines;
    // One that everything rests on, so that a page has more neighbours than a diagram has room for.
    if (number > SHOWN.busy && number < SHOWN.busy + 60 && isInForce(SHOWN.busy)) {
        lines.push(`Depends on [ADR-${pad(SHOWN.busy)}](${pad(SHOWN.busy)}-decision.md)`);
    }
    const requirement = 1 + (number % REQUIREMENTS);
    lines.push(`Satisfies [REQ-${pad(requirement).slice(1)}](../${requirementPage(requirement)}#${requirementAnchor(requirement)})`);
    if (number <= MODULES * 3) lines.push(`Governs [module ${moduleName(number % MODULES)}](../${modulePath(number % MODULES)})`);
    return lines;
}

function table(number) {
    const heads = Array.from({ length: 12 }, (_, at) => `${pick(WORDS, at)} ${pick(WORDS, at + number)}`);
    const row = (at) => heads.map((_, column) => `${pick(WORDS, at + column)}${at * column}`);
    const line = (cells) => `| ${cells.join(" | ")} |`;
    return [line(heads), line(heads.map(() => "---")), line(row(1)), line(row(2))].join("\n");
}

function decision(number) {
    const year = 2010 + Math.floor(number / 20);
    const date = `${year}-${String(1 + (number % 12)).padStart(2, "0")}-${String(1 + (number % 28)).padStart(2, "0")}`;
    const earlier = number > 3 ? ` It follows ADR-${pad(number - 3)} and was written beside ADR-${pad((number * 13) % 280 || 1)}.` : "";
    const links = relations(number).map((line) => `- ${line}`).join("\n");
    return `# ADR-${pad(number)}: ${escaped(title(number))}

## Status

${status(number)}

Date: ${date}
${links ? `\n${links}\n` : ""}
## Context

Each ${pick(WORDS, number)} is read by many and written by one.${earlier}
${number === SHOWN.wide ? `\n${table(number)}\n` : ""}
## Decision

We ${pick(VERBS, number).toLowerCase()} it in one place, because a second would have to be kept in step with the first.

## Consequences

### Positive

- A reader of the ${pick(WORDS, number * 7)} needs no lock.

### Negative

- The ${pick(WORDS, number)} grows with every ${pick(WORDS, number + 1)}.

### Risks

- The disk is full: writers wait, and say so.

## Alternatives Considered

### One place for each ${pick(WORDS, number * 3)}

Smaller parts. Rejected because a reader would have to ask all of them.
`;
}

function module(number) {
    // Towards higher numbers only, so that there is no circle.
    const needed = [number * 2 + 1, number * 2 + 2, number + 5].filter((other, at, all) => other < MODULES && all.indexOf(other) === at);
    const internal = needed.map((other) => `- [${moduleName(other)}](${moduleName(other)}.md)`).join("\n") || "None.";
    return `# Module: ${moduleName(number)}

## Purpose

Holds each ${pick(WORDS, number)} and gives it back.

## Public API

- \`fn get(key)\` gives what was put there.

## Dependencies

### Internal

${internal}

### External

None.

## Error Handling

What cannot be read is an error that names its key.

## Testing Strategy

### Unit Tests

Each function with what it refuses.

### Integration Tests

All of it, over a store on disk.

### Property-Based Tests

What was put is got.
`;
}

function requirements(part) {
    const from = part === 1 ? 1 : REQUIREMENTS / 2 + 1;
    const sections = Array.from({ length: REQUIREMENTS / 2 }, (_, at) => from + at).map(
        (number) => `## REQ-${pad(number).slice(1)}: ${requirementText(number)}

### Status

Accepted

### Statement

${requirementText(number)} must not take longer than the reading of one page.

### Rationale

Who waits does something else.

### Verification

A test counts the pages.
`,
    );
    return `# Requirements, part ${part}\n\n${sections.join("\n")}`;
}

const VIEWS = new Map([
    ["decisions.md", "# All decisions\n\n<!-- adr:index kind=\"decision\" -->\n"],
    ["by-date.md", "# By date\n\n<!-- adr:timeline -->\n"],
    ["modules.md", "# All modules\n\n<!-- adr:modules -->\n"],
    ["traceability.md", "# Traceability\n\n<!-- adr:matrix -->\n"],
    ["empty.md", "# Nothing\n\n<!-- adr:index tag=\"none\" -->\n"],
    ["supersession-diagram.md", "# Supersession\n\n<!-- adr:graph scope=\"supersession\" -->\n"],
    ["modules-diagram.md", "# Modules\n\n<!-- adr:graph scope=\"modules\" -->\n"],
    ["traceability-diagram.md", "# From requirements to modules\n\n<!-- adr:graph scope=\"traceability\" -->\n"],
]);

function files() {
    const all = new Map(VIEWS);
    const summary = ["# Summary\n"];
    const put = (name, file, text) => {
        if (text) all.set(file, text);
        summary.push(`- [${escaped(name)}](${file})`);
    };
    for (const [file, text] of VIEWS) put(text.slice(2, text.indexOf("\n")), file);
    summary.push("\n# Requirements\n");
    for (const part of [1, 2]) put(`Part ${part}`, `requirements/part-${part}.md`, requirements(part));
    summary.push("\n# Modules\n");
    for (let number = 0; number < MODULES; number++) put(moduleName(number), modulePath(number), module(number));
    summary.push("\n# Decisions\n");
    for (let number = 1; number <= DECISIONS; number++) put(`ADR-${pad(number)}: ${title(number)}`, path(number), decision(number));
    all.set("SUMMARY.md", `${summary.join("\n")}\n`);
    return all;
}

const CONFIGURATION = `[book]
title = "Three hundred records"
language = "en"

[build]
create-missing = false

[preprocessor.adr]
command = "mdbook-adr"

[preprocessor.adr.kinds.decision]
paths = ["decisions/**"]

[output.html]
site-url = "/three/hundred/"
`;

export function write(folder) {
    const put = (file, text) => {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
    };
    put(join(folder, "book.toml"), CONFIGURATION);
    for (const [file, text] of files()) put(join(folder, "src", file), text);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) write(process.argv[2]);
