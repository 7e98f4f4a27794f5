// Pictures of the shown pages, wide and on a phone, light and dark. `tests/browser/screenshots` starts it.
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { close, PHONE, reader, WIDE } from "./browser.mjs";
import { SHOWN_PAGES } from "./shown.mjs";
import { pages, serve } from "./sites.mjs";

const README = new URL("../../book-example/pictures/", import.meta.url).pathname;
const folder = process.argv[2];

// What a stranger's site has to show, by what its pages have in them.
const SOUGHT = {
    superseded: (html) => html.includes('class="adr-banner"'),
    inForce: (html) => html.includes("adr-status-accepted") && html.includes("adr-relations") && !html.includes('class="adr-banner"'),
    list: (html) => html.includes('class="adr-scroll"'),
    timeline: (html) => html.includes('class="adr-timeline"'),
    diagram: (html) => html.includes('class="adr-view') && html.includes('class="legend"'),
};

function shownOf(site) {
    if (SHOWN_PAGES[site.name]) return Object.entries(SHOWN_PAGES[site.name]);
    const main = (path) => readFileSync(join(site.folder, path), "utf8").split("<main>")[1] ?? "";
    const texts = pages(site).map((path) => [path, main(path)]);
    const found = Object.entries(SOUGHT).map(([name, fits]) => [name, texts.find(([, text]) => fits(text))?.[0]]);
    return [["first", "index.html"], ...found.filter(([, path]) => path)];
}

async function take(t, site) {
    for (const [theme, size] of [["light", WIDE], ["navy", WIDE], ["light", PHONE], ["navy", PHONE]]) {
        const { page, open } = await reader(t, site, { theme, size });
        for (const [name, path] of shownOf(site)) {
            await open(path);
            const width = size === WIDE ? "wide" : "phone";
            // A page of many records is as long as they are; the top says how it looks.
            const { height } = await page.evaluate(() => ({ height: document.documentElement.scrollHeight }));
            await page.screenshot({ path: join(folder, `${site.name}-${name}-${width}-${theme}.png`), fullPage: height < 6000 });
        }
    }
}

// The README's, from one element of a page to another: small enough to be loaded at once, so at one pixel each.
async function picture(t, site, path, name, from, to) {
    const { page, open } = await reader(t, site, { size: { width: 860, height: 900 } });
    await open(path);
    await page.addStyleTag({ content: "#mdbook-sidebar, #mdbook-menu-bar, .nav-wrapper { display: none !important } .page-wrapper { margin: 0 !important; transform: none !important }" });
    const [top, bottom] = await page.evaluate(([from, to]) => {
        const rect = (selector) => document.querySelector(selector).getBoundingClientRect();
        return [rect(from).top + scrollY, rect(to).bottom + scrollY];
    }, [from, to]);
    const clip = { x: 40, y: Math.max(0, top - 12), width: 780, height: bottom - top + 24 };
    await page.screenshot({ path: join(README, name), fullPage: true, clip });
}

// The browser is closed with all that it has open.
const t = { after() {} };
for (const name of readdirSync(process.env.MDBOOK_ADR_SITES).filter((name) => SHOWN_PAGES[name] || name.startsWith("more-"))) {
    const site = await serve(t, name);
    if (folder) await take(t, site);
    if (name === "example") {
        mkdirSync(README, { recursive: true });
        await picture(t, site, SHOWN_PAGES.example.superseded, "superseded-record.png", "main h1", "main ul");
        await picture(t, site, SHOWN_PAGES.example.module, "relations.png", ".adr-relations-title", ".adr-relations");
    }
}
await close();
// The servers would wait for more.
process.exit();
