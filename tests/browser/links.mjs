// Where the pages of a site lead to.

// The links that lead to no file of the site, to a fragment that its page does not have, or to something that is no page.
// `pages` has what `links` of measure.mjs gave of each path.
export function dead(site, pages, isThere) {
    const faults = [];
    const home = site.origin + site.prefix;
    const known = new Map([...pages].map(([path, { ids }]) => [path, new Set(ids)]));
    for (const [path, { links }] of pages) {
        for (const link of links) {
            const url = new URL(link);
            if (url.origin !== site.origin) {
                if (!["https:", "mailto:"].includes(url.protocol)) faults.push(`${path} leads to ${link}`);
                continue;
            }
            const target = decodeURIComponent(url.pathname.slice(site.prefix.length)) || "index.html";
            const fragment = decodeURIComponent(url.hash.slice(1));
            if (!url.href.startsWith(home) || !isThere(target)) faults.push(`${path} leads to ${target}, which is not there`);
            else if (fragment && known.has(target) && !known.get(target).has(fragment)) faults.push(`${path} leads to ${target}, which has no #${fragment}`);
        }
    }
    return faults;
}
