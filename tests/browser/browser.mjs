// Opens pages as a reader has them: a theme, a width, with or without scripts. Collects what goes wrong meanwhile.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";

export const THEMES = ["light", "rust", "coal", "navy", "ayu"];
export const WIDE = { width: 1280, height: 900 };
export const PHONE = { width: 390, height: 844 };

export function executable() {
    const folders = (process.env.PATH ?? "").split(delimiter);
    const names = ["chromium", "chromium-browser", "google-chrome"];
    const found = names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
    if (!found) throw new Error("no chromium in PATH: start the tests with tests/browser/run, which installs it");
    return found;
}

let running;

// The browser that all tests share, because starting one takes longer than most pages. Started when first asked for.
export function browser() {
    running ??= launch();
    return running;
}

export async function close() {
    const ended = running;
    running = undefined;
    await (await ended)?.close();
}

function launch() {
    return chromium.launch({
        executablePath: executable(),
        headless: true,
        args: [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync",
            // Nothing but this machine can be reached, whatever a page asks for; `faults` then has the request.
            "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
        ],
    });
}

// A page of a site, not opened yet, and the faults that it will have shown. Closed at the end of the test `t`.
export async function reader(t, site, { theme = "light", size = WIDE, scripts = true, media = "screen" } = {}) {
    const context = await (await browser()).newContext({ viewport: size, javaScriptEnabled: scripts, reducedMotion: "reduce" });
    t.after(() => context.close());
    await context.addInitScript((name) => localStorage.setItem("mdbook-theme", name), theme);
    // The page of everything is large, and the machine may be busy.
    context.setDefaultTimeout(120_000);
    const page = await context.newPage();
    await page.emulateMedia({ media });
    const faults = [];
    const at = () => page.url().slice(site.origin.length);
    page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) faults.push(`${at()}: the console has ${message.text()}`);
    });
    page.on("pageerror", (error) => faults.push(`${at()}: a script failed: ${error.message}`));
    page.on("requestfailed", (request) => {
        // What is still on its way when the next page is opened is given up.
        if (request.failure()?.errorText !== "net::ERR_ABORTED") faults.push(`${at()}: failed to load ${request.url()}`);
    });
    page.on("request", (request) => {
        const url = request.url();
        if (!url.startsWith(site.origin + site.prefix) && !url.startsWith("data:")) faults.push(`${at()}: asked for ${url}`);
    });
    page.on("response", (response) => {
        if (response.status() >= 400) faults.push(`${at()}: ${response.status()} for ${response.url()}`);
    });
    page.on("dialog", (dialog) => {
        faults.push(`${at()}: a dialog says ${dialog.message()}`);
        dialog.dismiss();
    });
    const open = async (path) => {
        await page.goto(site.url(path), { waitUntil: "load" });
        await page.evaluate(() => document.fonts.ready.then(() => null));
    };
    return { page, faults, open };
}

// Shares out some work between several readers: a page loads while another is measured.
export async function share(readers, work, run) {
    const queue = [...work];
    await Promise.all(readers.map(async (one) => {
        for (let next = queue.shift(); next !== undefined; next = queue.shift()) await run(one, next);
    }));
}

// Fails with the faults, of which a few are enough to read.
export function none(faults) {
    const [all, most] = [[...new Set(faults)].sort(), 30];
    const more = all.length > most ? `\n… and ${all.length - most} more` : "";
    assert.ok(all.length === 0, `\n${all.slice(0, most).join("\n")}${more}`);
}
