// The way to an element with the Tab key, and how one looks that has the focus.
import assert from "node:assert/strict";

// Presses Tab from the top of the page until the first element of a kind has the focus.
export async function tabTo(page, selector, most = 200) {
    await page.evaluate((selector) => { globalThis.wanted = document.querySelector(`main ${selector}`); }, selector);
    for (let pressed = 0; pressed < most; pressed++) {
        await page.keyboard.press("Tab");
        if (await page.evaluate(() => document.activeElement === globalThis.wanted)) return;
    }
    assert.fail(`Tab does not reach ${selector}`);
}

// What the element that has the focus looks like, with some of what is around it.
export async function picture(page) {
    const { x, y, width, height } = await page.evaluate(() => {
        const { x, y, width, height } = globalThis.wanted.getBoundingClientRect();
        return { x, y, width, height };
    });
    const [left, top] = [Math.max(0, x - 6), Math.max(0, y - 6)];
    const { width: right, height: bottom } = page.viewportSize();
    const clip = { x: left, y: top, width: Math.min(width + 12, right - left), height: Math.min(height + 12, bottom - top) };
    return (await page.screenshot({ clip, caret: "hide" })).toString("base64");
}
