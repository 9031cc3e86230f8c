// @ts-check
/** j and k walk through the posts. An extra: nothing needs it, and `data-keys="off"` on the body switches it off. */

import { focusArticle } from "../lib/posts.js";
import { isTyping, mayMove } from "../lib/swap.js";

/** Start for the whole page. */
export function connectPage() {
  document.addEventListener("keydown", (event) => {
    const step = event.key === "j" ? 1 : event.key === "k" ? -1 : 0;
    const isPlain = !(
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      event.shiftKey ||
      event.defaultPrevented
    );
    const isOff =
      document.body.dataset.keys === "off" ||
      document.querySelector("dialog[open], details[open][data-behaviour~='menu']");
    if (step !== 0 && isPlain && !isOff && !isTyping()) {
      walk(step);
    }
  });
}

/** @param {number} step */
function walk(step) {
  const articles = [...document.querySelectorAll("main article")];
  const here = articles.findIndex((article) => article.contains(document.activeElement));
  const first = articles.findIndex((article) => article.getBoundingClientRect().top >= 56);
  const next = articles[here === -1 ? Math.max(0, first) : here + step];
  if (next instanceof HTMLElement) {
    focusArticle(next);
    next.scrollIntoView({ block: "nearest", behavior: mayMove() ? "smooth" : "instant" });
  }
}
