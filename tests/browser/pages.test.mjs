// Every page of both books, once: on a phone, in the light theme.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, none, PHONE, reader, share } from "./browser.mjs";
import { cutOff, hidden, INJECTED, links, lowContrast, tooWide, unfold } from "./measure.mjs";
import { pages, serve } from "./sites.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser.close());

// Reads a page, and gives what is wrong with it and what it leads to.
async function read({ page, open }, path) {
    await open(path);
    await page.evaluate(unfold);
    const wide = await page.evaluate(tooWide, INJECTED);
    const contrast = await page.evaluate(lowContrast, INJECTED);
    const seen = await page.evaluate(hidden, INJECTED);
    const found = await page.evaluate(links);
    const drawn = await page.evaluate(() => [".adr-relations", ".adr-diagram svg"].map((what) => document.querySelectorAll(`main ${what}`).length));
    const cut = await page.evaluate(cutOff);
    const faults = [...wide, ...cut, ...contrast.faults, ...seen.faults.map((what) => `hidden: ${what}`), ...found.doubled.map((id) => `two elements are #${id}`)];
    return { links: found.links, ids: new Set(found.ids), faults: faults.map((fault) => `${path}: ${fault}`), texts: contrast.count, drawn, title: await page.title() };
}

// The links within a site that lead to no file, or to a fragment that its page does not have.
function dead(site, read) {
    const faults = [];
    const home = site.origin + site.prefix;
    for (const [path, { links }] of read) {
        for (const link of links) {
            const url = new URL(link);
            if (url.origin !== site.origin) {
                if (!["https:", "mailto:"].includes(url.protocol)) faults.push(`${path} leads to ${link}`);
                continue;
            }
            const target = decodeURIComponent(url.pathname.slice(site.prefix.length)) || "index.html";
            const fragment = decodeURIComponent(url.hash.slice(1));
            const isThere = url.href.startsWith(home) && existsSync(join(site.folder, target));
            if (!isThere) faults.push(`${path} leads to ${target}, which is not there`);
            else if (fragment && read.has(target) && !read.get(target).ids.has(fragment)) faults.push(`${path} leads to ${target}, which has no #${fragment}`);
        }
    }
    return faults;
}

// Three in four of the many records are like others; all of them are on the page that is printed.
const isRead = (path) => !/^decisions\/0[12]/.test(path) || path >= "decisions/028" || /[05]-/.test(path);

for (const [name, least] of [["example", 90], ["generated", 150]]) {
    test(`the pages of the site ${name} are whole on a phone, legible, and lead to what is there`, async (t) => {
        const site = await serve(name);
        t.after(site.close);
        const readers = [await reader(browser, site, { size: PHONE }), await reader(browser, site, { size: PHONE })];
        const all = new Map();
        await share(readers, pages(site).filter(isRead), async (one, path) => all.set(path, await read(one, path)));
        none([...readers.flatMap((one) => one.faults), ...[...all.values()].flatMap((page) => page.faults), ...dead(site, all)]);
        assert.deepEqual(site.missing, []);
        assert.ok(all.size >= least, `${all.size} pages`);
        const bare = [...all].filter(([, page]) => page.texts === 0).map(([path]) => path);
        assert.ok(bare.length < all.size / 2, `most pages have inserts, but not ${bare}`);
        // Each document has a drawing of its own, and so has each marker of one.
        const lacking = [...all].filter(([path, { drawn: [relations, drawings] }]) => drawings < (path.includes("-diagram") ? 1 : relations));
        assert.deepEqual(lacking.map(([path]) => path), []);
        assert.ok([...all.values()].every((page) => page.title !== "owned"), "no title became a script");
    });
}
