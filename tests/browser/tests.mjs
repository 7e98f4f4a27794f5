// Runs test files in one process, so that they share a browser.
//
//     node tests.mjs themes keyboard
import { after } from "node:test";
import { close } from "./browser.mjs";

// The tests take a minute or two. A page that is printed has no limit of its own, and a browser that hangs would keep
// tests/run from ever ending.
const MINUTES = 12;
const limit = setTimeout(() => {
    console.error(`\nthe tests of the pages did not end within ${MINUTES} minutes; the last one named above was through`);
    process.exit(1);
}, MINUTES * 60_000);
limit.unref();

after(close);
await Promise.all(process.argv.slice(2).map((name) => import(`./${name}.test.mjs`)));
