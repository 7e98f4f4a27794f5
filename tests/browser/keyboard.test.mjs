// Who has no pointer gets to everything that leads somewhere, sees where they are, and gets on.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, none, PHONE, reader } from "./browser.mjs";
import { unfold } from "./measure.mjs";
import { SHOWN_PAGES } from "./shown.mjs";
import { serve } from "./sites.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

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

// Presses Tab from the top of the page until the first element of a kind has the focus.
async function tabTo(page, selector, most = 200) {
    await page.evaluate((selector) => { globalThis.wanted = document.querySelector(`main ${selector}`); }, selector);
    for (let pressed = 0; pressed < most; pressed++) {
        await page.keyboard.press("Tab");
        if (await page.evaluate(() => document.activeElement === globalThis.wanted)) return;
    }
    assert.fail(`Tab does not reach ${selector}`);
}

// What the element that has the focus looks like, with some of what is around it.
async function picture(page) {
    const { x, y, width, height } = await page.evaluate(() => {
        const { x, y, width, height } = globalThis.wanted.getBoundingClientRect();
        return { x, y, width, height };
    });
    const [left, top] = [Math.max(0, x - 6), Math.max(0, y - 6)];
    const { width: right, height: bottom } = page.viewportSize();
    const clip = { x: left, y: top, width: Math.min(width + 12, right - left), height: Math.min(height + 12, bottom - top) };
    return (await page.screenshot({ clip, caret: "hide" })).toString("base64");
}

for (const [path, selector] of STOPS) {
    test(`the keyboard gets to ${selector} of ${path}, shows where it is, and follows`, async (t) => {
        const site = await serve("generated");
        t.after(site.close);
        // On a phone, the sidebar with its hundreds of links is closed.
        const { page, open, faults } = await reader(browser, site, { size: PHONE });
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
