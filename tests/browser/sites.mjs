// The sites under test, each served below the path that its `site-url` names, as a project's pages are.
import { createReadStream, existsSync, readdirSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, relative, sep } from "node:path";

// The manual of this project, the book of `book.mjs`, and the manual as mdBook 0.4 makes it.
export const SITES = { example: "/mdbook-adr/", generated: "/three/hundred/", legacy: "/mdbook-adr/" };

const TYPES = {
    ".css": "text/css", ".html": "text/html", ".js": "text/javascript", ".png": "image/png",
    ".svg": "image/svg+xml", ".woff2": "font/woff2",
};

// Where `tests/browser/run` has built the sites.
export function built() {
    const folder = process.env.MDBOOK_ADR_SITES;
    if (!folder || !existsSync(folder)) throw new Error("MDBOOK_ADR_SITES names no folder: start the tests with tests/browser/run");
    return folder;
}

// Serves one of `SITES` until the end of the test `t`. `missing` collects what was asked for and is not there.
export async function serve(t, name) {
    const prefix = SITES[name] ?? "/";
    const folder = join(built(), name);
    if (!existsSync(join(folder, "index.html"))) throw new Error(`${folder} has no site`);
    const missing = [];
    const server = createServer((request, response) => {
        const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
        const file = path.startsWith(prefix) ? join(folder, path.slice(prefix.length) || "index.html") : null;
        if (file?.startsWith(folder + sep) && existsSync(file) && statSync(file).isFile()) {
            response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream", "cache-control": "max-age=600" });
            createReadStream(file).pipe(response);
        } else {
            missing.push(path);
            response.writeHead(404, { "content-type": "text/html" });
            createReadStream(join(folder, "404.html")).pipe(response);
        }
    });
    await new Promise((done) => server.listen(0, "127.0.0.1", done));
    t.after(() => server.close());
    const origin = `http://127.0.0.1:${server.address().port}`;
    return { name, folder, prefix, origin, missing, url: (path) => origin + prefix + path };
}

// The pages of a site, without those that mdBook makes of them: everything at once, the contents, and what is not there.
export function pages(site) {
    const made = new Set(["print.html", "toc.html", "404.html"]);
    return readdirSync(site.folder, { recursive: true })
        .map((path) => relative(site.folder, join(site.folder, path)).split(sep).join("/"))
        .filter((path) => path.endsWith(".html") && !made.has(path))
        .sort();
}
