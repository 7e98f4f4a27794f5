// Pages on a phone, in the light theme; and of every page, what it leads to.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { none, PHONE, reader, share } from "./browser.mjs";
import { cutOff, hidden, INJECTED, links, lowContrast, tooWide, unfold } from "./measure.mjs";
import { dead } from "./links.mjs";
import { pages, serve } from "./sites.mjs";

// Reads a page, and gives what is wrong with it.
async function read({ page, open }, path) {
    await open(path);
    await page.evaluate(unfold);
    const wide = await page.evaluate(tooWide, INJECTED);
    const contrast = await page.evaluate(lowContrast, INJECTED);
    const seen = await page.evaluate(hidden, INJECTED);
    // With what scripts put into the page, the sidebar above all.
    const { doubled } = await page.evaluate(links);
    const drawn = await page.evaluate(() => [".adr-relations", ".adr-diagram svg"].map((what) => document.querySelectorAll(`main ${what}`).length));
    const cut = await page.evaluate(cutOff);
    const faults = [...wide, ...cut, ...contrast.faults, ...seen.faults.map((what) => `hidden: ${what}`), ...doubled.map((id) => `two elements are #${id}`)];
    return { faults: faults.map((fault) => `${path}: ${fault}`), texts: contrast.count, drawn, title: await page.title() };
}

// Some of those that are like others; the links of all are read below.
const isOpened = (path) => {
    const number = Number(/^decisions\/0(\d{3})-decision/.exec(path)?.[1] ?? 0);
    if (number > 0) return number % 50 === 0 || number >= 281;
    if (/^(rules|modules|decisions)\//.test(path)) return path.length % 4 === 0;
    return true;
};

for (const [name, least] of [["example", 30], ["generated", 30]]) {
    test(`the pages of the site ${name} are whole on a phone, and legible`, async (t) => {
        const site = await serve(t, name);
        const readers = [await reader(t, site, { size: PHONE }), await reader(t, site, { size: PHONE })];
        const all = new Map();
        await share(readers, pages(site).filter(isOpened), async (one, path) => all.set(path, await read(one, path)));
        none([...readers.flatMap((one) => one.faults), ...[...all.values()].flatMap((page) => page.faults)]);
        assert.deepEqual(site.missing, []);
        assert.ok(all.size >= least, `${all.size} pages`);
        const inserts = [...all.values()].filter(({ texts }) => texts > 0);
        assert.ok(inserts.length > all.size / 3, `${inserts.length} pages have inserts`);
        // Each document has a drawing of its own, and so has each marker of one.
        const lacking = [...all].filter(([path, { drawn: [relations, drawings] }]) => drawings < (path.endsWith("-diagram.html") ? 1 : relations));
        assert.deepEqual(lacking.map(([path]) => path), []);
        assert.ok([...all.values()].every((page) => page.title !== "owned"), "no title became a script");
    });
}

for (const [name, least] of [["example", 90], ["generated", 330]]) {
    test(`every page of the site ${name} leads to what is there, and has no id twice`, async (t) => {
        const site = await serve(t, name);
        const { page, open } = await reader(t, site);
        await open("404.html");
        const all = new Map();
        for (const path of [...pages(site), "print.html"]) {
            // Parsed, but neither laid out nor run, which takes a hundredth of the time.
            all.set(path, await page.evaluate(links, [readFileSync(join(site.folder, path), "utf8"), site.url(path)]));
        }
        const doubled = [...all].flatMap(([path, { doubled }]) => doubled.map((id) => `${path}: two elements are #${id}`));
        none([...dead(site, all, (target) => existsSync(join(site.folder, target))), ...doubled]);
        assert.ok(all.size >= least, `${all.size} pages`);
        const inserts = [...all.values()].filter(({ hasInserts }) => hasInserts);
        assert.ok(inserts.length > all.size / 3, `${inserts.length} pages have inserts`);
    });
}
