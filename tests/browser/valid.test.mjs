// The HTML of inserts is valid: the validator says no more of a page that has some than of one that has none.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { none } from "./browser.mjs";
import { SHOWN_PAGES } from "./shown.mjs";
import { built } from "./sites.mjs";

const VNU = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");

// A page without inserts, and those that are compared with it. Not the page of all pages: mdBook joins them, each with the
// style that it needs where it stands alone, and a second style in a body must not speak of what was before.
const COMPARED = {
    example: ["guide/ci.html", ...Object.values(SHOWN_PAGES.example)],
    generated: ["404.html", ...Object.values(SHOWN_PAGES.generated)],
    legacy: ["guide/ci.html", ...Object.values(SHOWN_PAGES.legacy)],
};

// The errors of some pages, each with its page and the text in question.
function errors(folder, paths) {
    const args = ["-jar", VNU, "--errors-only", "--format", "json", "--stdout", "--exit-zero-always", ...paths];
    const { messages } = JSON.parse(execFileSync("java", args, { cwd: folder, maxBuffer: 1 << 28, encoding: "utf8" }));
    return messages.map(({ url, message, extract }) => ({ page: url.split(`${folder}/`)[1] ?? url, message, extract }));
}

test("the validator has nothing against the inserts of the sites", (t) => {
    const folder = built();
    const all = Object.entries(COMPARED).flatMap(([name, paths]) => paths.map((path) => join(name, path)));
    const found = errors(folder, all);
    const ours = Object.entries(COMPARED).flatMap(([name, [bare]]) => {
        const text = readFileSync(join(folder, name, bare), "utf8");
        assert.ok(!/class="[^"]*\badr-/.test(text), `${name}/${bare} has no inserts`);
        const here = found.filter(({ page }) => page.startsWith(`${name}/`));
        const host = new Set(here.filter(({ page }) => page === join(name, bare)).map(({ message }) => message));
        for (const message of host) t.diagnostic(`not ours, in ${name}: ${message}`);
        return here.filter(({ message }) => !host.has(message));
    });
    assert.ok(found.every(({ page }) => all.includes(page)), "every message belongs to a page");
    none(ours.map(({ page, message, extract }) => `${page}: ${message} ${extract}`));
});
