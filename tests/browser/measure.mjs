// What is measured inside a page. Each function is sent to the browser, so it must not use anything outside itself.

// Everything that this program puts into a page.
export const INJECTED = [".adr-state", ".adr-banner", ".adr-facts", ".adr-reference", ".adr-relations", ".adr-diagram", ".adr-diagram-list", ".adr-view"];

// What is too wide. A box of ours may scroll, and nothing else; what stands in none must end where the text does.
export function tooWide(injected) {
    const faults = [];
    const root = document.scrollingElement;
    if (root.scrollWidth > innerWidth) faults.push(`the page is ${root.scrollWidth} px wide in a window of ${innerWidth}`);
    const main = document.querySelector("main").getBoundingClientRect();
    const scrolls = (element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
    const boxed = (element) => {
        for (let at = element; at && at.tagName !== "MAIN"; at = at.parentElement) if (scrolls(at)) return true;
        return false;
    };
    for (const insert of document.querySelectorAll(injected.join())) {
        for (const element of [insert, ...insert.querySelectorAll("*")]) {
            const { left, right, width } = element.getBoundingClientRect();
            // Lines and heads of arrows are in the drawing's box, which is measured.
            if (width === 0 || element.ownerSVGElement) continue;
            if ((right > main.right + 1 || left < main.left - 1) && !boxed(element)) {
                faults.push(`${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""} goes from ${left} to ${right}, the text from ${main.left} to ${main.right}: ${element.textContent.slice(0, 60)}`);
            }
        }
        for (const box of [insert, ...insert.querySelectorAll("*")].filter(scrolls)) {
            const { left, right } = box.getBoundingClientRect();
            if (right > main.right + 1 || left < main.left - 1) faults.push(`a box that scrolls goes from ${left} to ${right}`);
            if (box.scrollWidth > box.clientWidth && box.tabIndex < 0) faults.push("a box that scrolls cannot be reached with the keyboard");
        }
    }
    return faults;
}

// The text of inserts that has less than 4.5 to 1 on what is behind it, and how many texts were looked at.
export function lowContrast(injected) {
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    canvas.canvas.width = canvas.canvas.height = 1;
    // A page has thousands of texts in a handful of colours, on a handful of grounds.
    const once = (of) => {
        const known = new Map();
        return (key) => known.get(key) ?? known.set(key, of(key)).get(key);
    };
    const rgba = once((color) => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = color;
        canvas.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
        return [r, g, b, a / 255];
    });
    const over = ([r, g, b, a], below) => [r, g, b].map((value, at) => value * a + below[at] * (1 - a));
    const luminance = (rgb) => {
        const [r, g, b] = rgb.map((value) => value / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ratio = (a, b) => {
        const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
        return (high + 0.05) / (low + 0.05);
    };
    // What is painted behind an element, from the page up. In a drawing, also the box that its group has.
    const ground = once((element) => {
        if (!element) return [255, 255, 255];
        const { backgroundImage, backgroundColor } = getComputedStyle(element);
        // NaN is no contrast, and reported.
        return backgroundImage === "none" ? over(rgba(backgroundColor), ground(element.parentElement)) : [NaN, NaN, NaN];
    });
    const behind = (element) => {
        const below = ground(element);
        const box = element.ownerSVGElement && element.parentElement.querySelector(":scope > rect");
        if (box) {
            const style = getComputedStyle(box);
            if (style.fill !== "none") {
                const [r, g, b, a] = rgba(style.fill);
                return over([r, g, b, a * style.fillOpacity], below);
            }
        }
        return below;
    };
    const opacity = once((element) => (element ? getComputedStyle(element).opacity * opacity(element.parentElement) : 1));
    const faults = new Map();
    let count = 0;
    for (const insert of document.querySelectorAll(injected.join())) {
        const walker = document.createTreeWalker(insert, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const element = node.parentElement;
            if (!node.data.trim() || ["title", "desc", "style"].includes(element.tagName) || !element.checkVisibility()) continue;
            count += 1;
            const style = getComputedStyle(element);
            const below = behind(element);
            const [r, g, b, a] = rgba(element.ownerSVGElement ? style.fill : style.color);
            const drawn = a * opacity(element) * (element.ownerSVGElement ? style.fillOpacity : 1);
            const found = ratio(over([r, g, b, drawn], below), below);
            if (!(found >= 4.5)) {
                const where = `${insert.getAttribute("class")}: ${element.tagName.toLowerCase()} at ${found.toFixed(2)} to 1`;
                faults.set(where, `${where}, as in “${node.data.trim().slice(0, 40)}”`);
            }
        }
    }
    return { faults: [...faults.values()], count };
}

// Inserts that take no room, or that nobody can see.
export function hidden(injected) {
    const all = [...document.querySelectorAll(injected.join())];
    const seen = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && element.getBoundingClientRect().height > 0;
    return { faults: all.filter((element) => !seen(element)).map((element) => element.outerHTML.slice(0, 80)), count: all.length };
}

// Every place that a page leads to, and every name that it answers to: the page that is shown, or a text and its address.
export function links(parsed) {
    const root = parsed ? new DOMParser().parseFromString(parsed[0], "text/html") : document;
    const base = new URL(root.querySelector("base")?.getAttribute("href") ?? "", parsed?.[1] ?? document.baseURI).href;
    const ids = [...root.querySelectorAll("[id]")].map((element) => element.id);
    const known = new Set();
    return {
        links: [...new Set([...root.querySelectorAll("a[href]")].map((link) => new URL(link.getAttribute("href"), base).href))],
        ids,
        doubled: ids.filter((id) => known.size === known.add(id).size),
        hasInserts: root.querySelector("main [class^=adr-]") !== null,
    };
}

// What a reader would open, so that it is measured too.
export function unfold() {
    for (const details of document.querySelectorAll("details")) details.open = true;
}

// Words of drawings that leave their box, or the drawing.
export function cutOff() {
    const faults = [];
    const holds = (outer, inner) => inner.left >= outer.left - 1 && inner.right <= outer.right + 1 && inner.top >= outer.top - 1 && inner.bottom <= outer.bottom + 1;
    for (const drawing of document.querySelectorAll(".adr-diagram svg")) {
        for (const words of drawing.querySelectorAll("text")) {
            if (!words.textContent.trim()) continue;
            const around = words.parentElement.querySelector(":scope > rect") ?? drawing;
            if (!holds(around.getBoundingClientRect(), words.getBoundingClientRect())) faults.push(`cut off in a drawing: ${words.textContent}`);
        }
    }
    return faults;
}
