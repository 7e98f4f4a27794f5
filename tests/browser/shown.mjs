// The pages that are looked at in every state: one of each shape, and those that are most likely to break.
import { SHOWN } from "./book.mjs";

const record = (number) => `decisions/${String(number).padStart(4, "0")}-decision.html`;

export const SHOWN_PAGES = {
    example: {
        inForce: "decisions/0019-style-pages-with-mdbooks-variables.html",
        superseded: "decisions/0008-analyse-files-on-disk.html",
        rejected: "decisions/0013-draw-diagrams-with-mermaid.html",
        module: "modules/render.html",
        requirements: "requirements/publishing.html",
        decisions: "decisions.html",
        modules: "modules.html",
        matrix: "traceability.html",
        views: "guide/views.html",
    },
    generated: {
        inForce: record(SHOWN.inForce),
        superseded: record(SHOWN.superseded),
        busy: record(SHOWN.busy),
        proposed: record(SHOWN.proposed),
        wide: record(SHOWN.wide),
        longWord: record(SHOWN.longWord),
        longTitle: record(SHOWN.longTitle),
        requirements: "requirements/part-2.html",
        matrix: "traceability.html",
        byDate: "by-date.html",
        empty: "empty.html",
        supersession: "supersession-diagram.html",
        modules: "modules-diagram.html",
        traceability: "traceability-diagram.html",
    },
    // Those with most of the colours that mdBook 0.4 lacks.
    legacy: {
        superseded: "decisions/0008-analyse-files-on-disk.html",
        rejected: "decisions/0013-draw-diagrams-with-mermaid.html",
        module: "modules/render.html",
        decisions: "decisions.html",
    },
};
