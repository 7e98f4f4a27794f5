// Without scripts, and on paper: everything that was put into a page is there, legible, and fits.
import assert from "node:assert/strict";
import { test } from "node:test";
import { none, PHONE, reader, share, WIDE } from "./browser.mjs";
import { cutOff, hidden, INJECTED, lowContrast, tooWide, unfold } from "./measure.mjs";
import { SHOWN_PAGES } from "./shown.mjs";
import { serve } from "./sites.mjs";

// A sheet of A4 between margins of 1 cm, at 96 px an inch.
const SHEET = { width: 718, height: 1046 };

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
        const site = await serve(t, name);
        const readers = [await reader(t, site, { size: PHONE, scripts: false }), await reader(t, site, { size: PHONE, scripts: false })];
        const faults = [];
        await share(readers, Object.values(SHOWN_PAGES[name]), async ({ page, open }, path) => {
            await open(path);
            for (const size of [PHONE, WIDE]) {
                await page.setViewportSize(size);
                faults.push(...await look(page, `${path} at ${size.width}`));
            }
        });
        none([...faults, ...readers.flatMap((one) => one.faults)]);
    });

    // In dark themes, because paper is white. Of the 300 records on one page, only the links are read, in pages.test.mjs.
    test(`the shown pages of the site ${name} fit a sheet of paper`, async (t) => {
        const site = await serve(t, name);
        const print = { size: SHEET, media: "print" };
        const readers = [await reader(t, site, { theme: "coal", ...print }), await reader(t, site, { theme: "navy", ...print })];
        const faults = [];
        const whole = name === "example" ? ["print.html"] : [];
        await share(readers, [...whole, ...Object.values(SHOWN_PAGES[name])], async ({ page, open }, path) => {
            await open(path);
            faults.push(...await look(page, path));
        });
        none([...faults, ...readers.flatMap((one) => one.faults)]);
    });
}
