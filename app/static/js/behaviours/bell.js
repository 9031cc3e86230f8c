// @ts-check
/** The bell opens the latest notifications beside it; on a phone, and when that fails, it stays a link to the page. */

import { connectAll } from "../lib/connect.js";
import { readHtml } from "../lib/fetch.js";
import { fromTemplate, parse } from "../lib/swap.js";

/**
 * @param {HTMLAnchorElement} link
 */
export function connect(link) {
  /** @type {HTMLElement | null} */
  let panel = null;
  link.setAttribute("aria-expanded", "false");

  const close = (/** @type {boolean} */ isBack) => {
    panel?.remove();
    panel = null;
    link.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", onPointer);
    document.removeEventListener("keydown", onKey);
    if (isBack) {
      link.focus({ preventScroll: true });
    }
  };
  const onPointer = (/** @type {PointerEvent} */ event) => {
    const isInside =
      event.target instanceof Node && (panel?.contains(event.target) || link.contains(event.target));
    if (!isInside) {
      close(false);
    }
  };
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape") {
      close(true);
    }
  };

  link.addEventListener("click", async (event) => {
    const isPlain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!isPlain || location.pathname === link.pathname || !document.getElementById("bell-template")) {
      return;
    }
    event.preventDefault();
    if (panel) {
      close(true);
      return;
    }
    try {
      panel = await latest();
    } catch {
      location.assign(link.href);
      return;
    }
    link.after(panel);
    link.setAttribute("aria-expanded", "true");
    connectAll(panel);
    panel.tabIndex = -1;
    panel.focus({ preventScroll: true });
    document.addEventListener("pointerdown", onPointer);
    document.addEventListener("keydown", onKey);
  });
}

/** @returns {Promise<HTMLElement>} */
async function latest() {
  const entries = parse(await readHtml("/notifications/latest"));
  const panel = fromTemplate("bell-template");
  const list = panel?.querySelector('[data-list="notifications"]');
  if (!panel || !list) {
    throw new Error("no place for the notifications");
  }
  list.append(...entries);
  return panel;
}
