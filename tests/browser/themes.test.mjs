// The shown pages in each theme, wide and on a phone; and in mdBook 0.4, whose themes lack some of the colours.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { none, PHONE, reader, share, THEMES, WIDE } from "./browser.mjs";
import { INJECTED, lowContrast, tooWide, unfold } from "./measure.mjs";
import { SHOWN_PAGES } from "./shown.mjs";
import { serve, SITES } from "./sites.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

// As a reader does it: with mdBook's own buttons. mdBook 0.4 has other names for them.
async function choose(page, theme) {
    const classes = await page.evaluate((name) => {
        (document.getElementById(`mdbook-theme-${name}`) ?? document.getElementById(name)).click();
        return document.documentElement.className.split(" ");
    }, theme);
    assert.ok(classes.includes(theme), `${theme} in ${classes}`);
}

for (const name of Object.keys(SITES)) {
    test(`inserts of the site ${name} are legible in every theme, no wider than the window, and axe finds nothing serious`, async (t) => {
        const site = await serve(t, name);
        const paths = Object.values(SHOWN_PAGES[name]);
        const faults = [];
        const look = async ({ page, open }, path) => {
            // Later widened, because mdBook closes its sidebar only where a narrow window is opened.
            await page.setViewportSize(PHONE);
            await open(path);
            await page.evaluate(unfold);
            for (const theme of THEMES) {
                await choose(page, theme);
                const found = await page.evaluate(lowContrast, INJECTED);
                faults.push(...found.faults.map((fault) => `${path} in ${theme}: ${fault}`));
                assert.ok(found.count > 0, `${path} has inserts`);
            }
            for (const size of [PHONE, WIDE]) {
                await page.setViewportSize(size);
                faults.push(...(await page.evaluate(tooWide, INJECTED)).map((fault) => `${path} at ${size.width}: ${fault}`));
            }
            await page.evaluate(AXE);
            faults.push(...(await audit(page, INJECTED)).map((fault) => `${path}: ${fault}`));
            // What is mdBook's or the author's is said rather than hidden.
            if (path === paths.at(-1)) for (const fault of await audit(page, ["html"])) t.diagnostic(`on the whole of ${path}: ${fault}`);
        };
        const readers = [await reader(t, site), await reader(t, site)];
        await share(readers, paths, look);
        none([...faults, ...readers.flatMap((one) => one.faults)]);
    });
}

// What axe finds that is at least serious. Contrast is measured above, more strictly.
export async function audit(page, selectors) {
    const found = await page.evaluate((selectors) => {
        const include = selectors.filter((selector) => document.querySelector(selector)).map((selector) => [selector]);
        return globalThis.axe.run({ include }, { resultTypes: ["violations"], rules: { "color-contrast": { enabled: false } } });
    }, selectors);
    const bad = found.violations.filter(({ impact }) => ["serious", "critical"].includes(impact));
    return bad.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id} in ${html.slice(0, 120)}`));
}
