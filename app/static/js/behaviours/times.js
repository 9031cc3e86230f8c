// @ts-check
/** Keeps "12m" right while a page stays open, and puts the full time of the reader's zone into its title. */

import { INSERTED } from "../lib/swap.js";
import { fullTime, shortTime } from "../lib/words.js";

const EVERY_MS = 30_000;
const SHORT = /^(now|\d+[mh]|[A-Z][a-z]{2}|\d{1,2} [A-Z][a-z]{2}( \d{4})?)$/;

/** Start for the whole page. */
export function connectPage() {
  refresh(document);
  document.addEventListener(INSERTED, () => refresh(document));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") {
      refresh(document);
    }
  });
  setInterval(() => {
    if (document.visibilityState === "visible") {
      refresh(document);
    }
  }, EVERY_MS);
}

/** @param {ParentNode} root */
function refresh(root) {
  const now = new Date();
  for (const element of root.querySelectorAll("time[datetime]")) {
    const moment = new Date(element.getAttribute("datetime") ?? "");
    const shown = element.textContent?.trim() ?? "";
    if (Number.isNaN(moment.getTime()) || !SHORT.test(shown)) {
      continue;
    }
    const words = shortTime(moment, now);
    if (words !== shown) {
      element.textContent = words;
    }
    element.setAttribute("title", fullTime(moment));
  }
}
