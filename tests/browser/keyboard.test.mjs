// Who has no pointer gets to everything that leads somewhere, sees where they are, and gets on.
import assert from "node:assert/strict";
import { test } from "node:test";
import { none, PHONE, reader } from "./browser.mjs";
import { picture, tabTo } from "./focus.mjs";
import { unfold } from "./measure.mjs";
import { SHOWN_PAGES } from "./shown.mjs";
import { serve } from "./sites.mjs";

const { generated } = SHOWN_PAGES;
const STOPS = [
    [generated.inForce, "p .adr-reference"],
    [generated.superseded, ".adr-banner a"],
    [generated.inForce, ".adr-relations a"],
    [generated.matrix, ".adr-scroll .adr-reference"],
    [generated.matrix, ".adr-scroll[tabindex]"],
    [generated.byDate, ".adr-timeline a"],
    [generated.inForce, ".adr-diagram a"],
    [generated.supersession, ".adr-diagram a"],
    [generated.supersession, ".adr-diagram [tabindex]"],
];

for (const [path, selector] of STOPS) {
    test(`the keyboard gets to ${selector} of ${path}, shows where it is, and follows`, async (t) => {
        const site = await serve(t, "generated");
        // On a phone, the sidebar with its hundreds of links is closed.
        const { page, open, faults } = await reader(t, site, { size: PHONE });
        await open(path);
        await page.evaluate(unfold);
        await tabTo(page, selector);
        const focused = await picture(page);
        await page.evaluate(() => globalThis.wanted.blur());
        assert.notEqual(focused, await picture(page), "the focus can be seen");
        const href = await page.evaluate(() => {
            globalThis.wanted.focus();
            const { href } = globalThis.wanted;
            return href?.baseVal === undefined ? href : new URL(href.baseVal, document.baseURI).href;
        });
        if (href) {
            await Promise.all([page.waitForURL(href), page.keyboard.press("Enter")]);
            assert.equal(await page.evaluate(() => document.querySelector(decodeURIComponent(location.hash)) !== null), true, "what it leads to is there");
        }
        none(faults);
    });
}
