// Without scripts, and on paper: everything that was put into a page is there, legible, and fits.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, none, PHONE, reader, share, WIDE } from "./browser.mjs";
import { cutOff, hidden, INJECTED, links, lowContrast, tooWide, unfold } from "./measure.mjs";
import { SHOWN_PAGES } from "./shown.mjs";
import { serve } from "./sites.mjs";

// A sheet of A4 between margins of 1 cm, at 96 px an inch.
const SHEET = { width: 718, height: 1046 };

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

async function look(page, path) {
    await page.evaluate(unfold);
    const wide = await page.evaluate(tooWide, INJECTED);
    const cut = await page.evaluate(cutOff);
    const contrast = await page.evaluate(lowContrast, INJECTED);
    const seen = await page.evaluate(hidden, INJECTED);
    assert.ok(seen.count > 0 && contrast.count > 0, `${path} has inserts`);
    return [...wide, ...cut, ...contrast.faults, ...seen.faults.map((what) => `hidden: ${what}`)].map((fault) => `${path}: ${fault}`);
}

for (const name of ["example", "generated"]) {
    test(`without scripts, inserts of the site ${name} are there`, async (t) => {
        const site = await serve(name);
        t.after(site.close);
        for (const size of [PHONE, WIDE]) {
            const readers = [await reader(browser, site, { size, scripts: false }), await reader(browser, site, { size, scripts: false })];
            const faults = [];
            await share(readers, Object.values(SHOWN_PAGES[name]), async ({ page, open }, path) => {
                await open(path);
                faults.push(...await look(page, path));
            });
            none([...faults, ...readers.flatMap((one) => one.faults)]);
        }
    });

    test(`the site ${name} on one page is printed whole: no id twice, no link into nothing`, async (t) => {
        const site = await serve(name);
        t.after(site.close);
        // In a dark theme, because paper is white.
        const { page, open, faults } = await reader(browser, site, { theme: "navy", size: SHEET, media: "print" });
        await open("print.html");
        faults.push(...await look(page, "print.html"));
        const { links: all, ids, doubled } = await page.evaluate(links);
        faults.push(...doubled.map((id) => `two elements are #${id}`));
        const here = site.url("print.html");
        const fragments = all.filter((link) => link.startsWith(`${here}#`)).map((link) => decodeURIComponent(link.slice(here.length + 1)));
        const known = new Set(ids);
        faults.push(...fragments.filter((fragment) => fragment && !known.has(fragment)).map((fragment) => `a link leads to #${fragment}`));
        none(faults);
    });

    test(`the shown pages of the site ${name} fit a sheet of paper`, async (t) => {
        const site = await serve(name);
        t.after(site.close);
        const { page, open, faults } = await reader(browser, site, { theme: "coal", size: SHEET, media: "print" });
        for (const path of Object.values(SHOWN_PAGES[name])) {
            await open(path);
            faults.push(...await look(page, path));
        }
        none(faults);
    });
}
