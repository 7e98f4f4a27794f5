// Runs test files in one process, so that they share a browser.
//
//     node tests.mjs themes keyboard
import { after } from "node:test";
import { close } from "./browser.mjs";

after(close);
await Promise.all(process.argv.slice(2).map((name) => import(`./${name}.test.mjs`)));
