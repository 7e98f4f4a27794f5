// What the other tests look for is found where it is: a good page, broken on purpose in one way at a time.
import assert from "node:assert/strict";
import { test } from "node:test";
import { PHONE, reader } from "./browser.mjs";
import { picture, tabTo } from "./focus.mjs";
import { dead } from "./links.mjs";
import { cutOff, hidden, INJECTED, links, lowContrast, tooWide } from "./measure.mjs";
import { SHOWN_PAGES } from "./shown.mjs";
import { serve } from "./sites.mjs";

const PAGE = SHOWN_PAGES.generated.inForce;

// Runs in the page: what breaks it, and the words that some fault must have.
const BROKEN = [
    ["something too wide", tooWide, () => { document.querySelector(".adr-state").style.width = "900px"; }, /goes from 20 to 920/],
    ["something beside the text", tooWide, () => { document.querySelector(".adr-relations").style.marginRight = "-15px"; }, /goes from/],
    ["a box that only a pointer can scroll", tooWide, () => { document.querySelector(".adr-diagram > div").removeAttribute("tabindex"); document.querySelector(".adr-diagram svg").setAttribute("width", 2000); }, /keyboard/],
    ["pale words", lowContrast, () => { document.querySelector(".adr-badge").style.color = "#999"; }, /adr-state: span at/],
    ["pale words in a drawing", lowContrast, () => { document.querySelector(".adr-diagram text").style.fill = "#aaa"; }, /adr-diagram: text at/],
    ["an insert that nobody sees", hidden, () => { document.querySelector(".adr-state").hidden = true; }, /adr-state/],
    ["words that leave their box", cutOff, () => { document.querySelector(".adr-diagram a text").append(" and many more words than there is room for"); }, /cut off/],
    ["an id twice", links, () => { document.querySelector(".adr-state").id = document.querySelector("main [id]").id; }, /./],
];

for (const [name, measure, breakIt, expected] of BROKEN) {
    test(`${name} is found`, async (t) => {
        const { page, open } = await reader(t, await serve(t, "generated"), { size: PHONE });
        await open(PAGE);
        const faults = async () => {
            // Without a text, `links` reads the page.
            const found = await page.evaluate(measure, measure === links ? undefined : INJECTED);
            return (found.faults ?? found.doubled ?? found).join("\n");
        };
        assert.equal(await faults(), "");
        await page.evaluate(breakIt);
        assert.match(await faults(), expected);
    });
}

test("an error in the console, a request elsewhere, a missing file and a dialog are found", async (t) => {
    const site = await serve(t, "generated");
    const { page, open, faults } = await reader(t, site);
    await open(PAGE);
    assert.deepEqual(faults, []);
    await page.evaluate(async () => {
        console.error("a fault");
        setTimeout(() => { throw new Error("thrown"); });
        alert("a dialog");
        await Promise.allSettled([fetch("https://example.com/outside"), fetch("missing.css")]);
        await new Promise((done) => setTimeout(done));
    });
    for (const expected of [/console has a fault/, /script failed: thrown/, /a dialog says/, /asked for https:\/\/example.com/, /404 for .*missing.css/]) {
        assert.ok(faults.some((fault) => expected.test(fault)), `${expected} in\n${faults.join("\n")}`);
    }
    assert.ok(site.missing.some((path) => path.endsWith("missing.css")));
});

test("links into nothing are found", async (t) => {
    const site = await serve(t, "generated");
    const { page, open } = await reader(t, site);
    await open(PAGE);
    const read = async (html) => dead(site, new Map([[PAGE, await page.evaluate(links, [html, site.url(PAGE)])]]), (path) => path === PAGE);
    const here = PAGE.split("/").at(-1);
    assert.deepEqual(await read(`<h1 id="a"></h1><a href="#a"></a><a href="${here}"></a><a href="https://example.com/"></a>`), []);
    const faults = await read(`<a href="#b"></a><a href="gone.html"></a><svg><a href="away.html"></a></svg><a href="javascript:alert(1)"></a><a href="/"></a>`);
    assert.equal(faults.length, 5, faults.join("\n"));
});

test("a link that the keyboard cannot reach, and a focus that cannot be seen, are found", async (t) => {
    const { page, open } = await reader(t, await serve(t, "generated"), { size: PHONE });
    await open(PAGE);
    const selector = ".adr-relations dd a";
    await page.addStyleTag({ content: "* { outline: none !important; box-shadow: none !important }" });
    await tabTo(page, selector);
    const focused = await picture(page);
    await page.evaluate(() => globalThis.wanted.blur());
    assert.equal(focused, await picture(page));
    await page.evaluate((selector) => { document.querySelector(selector).tabIndex = -1; }, selector);
    await assert.rejects(tabTo(page, selector), /Tab does not reach/);
});
