// @ts-check
/** "Add to thread": further boxes for posts that are published in one go, each with its own count. */

import { connectAll } from "../lib/connect.js";
import { showCounter } from "../lib/counter.js";

const MOST = 25;
/** Fired on the form when boxes came, went or changed; `form.dataset.chainOver` says that one is too long. */
const CHANGED = "skein:chain";

/**
 * @param {HTMLElement} place
 */
export function connect(place) {
  const form = place.closest("form");
  const button = place.querySelector("[data-chain-add]");
  if (!form || !(button instanceof HTMLButtonElement)) {
    return;
  }
  // No longer what Enter in a field presses.
  button.type = "button";
  button.addEventListener("click", () => add(place, button));
  form.addEventListener("skein:done", () => {
    for (const box of boxes(place)) {
      box.remove();
    }
    refresh(place);
  });
  for (const box of boxes(place)) {
    prepare(place, box);
  }
  refresh(place);
}

/** @param {HTMLElement} place */
const boxes = (place) => [...place.querySelectorAll("[data-chain-box]")];

/**
 * @param {HTMLElement} place
 * @param {HTMLButtonElement} button
 */
function add(place, button) {
  const template = place.querySelector("template");
  const box = template?.content.firstElementChild
    ? document.importNode(template.content.firstElementChild, true)
    : null;
  if (!box) {
    return;
  }
  button.before(box);
  prepare(place, box);
  connectAll(box);
  refresh(place);
  box.querySelector("textarea")?.focus();
}

/**
 * @param {HTMLElement} place
 * @param {Element} box
 */
function prepare(place, box) {
  const remove = box.querySelector("[data-chain-remove]");
  remove?.removeAttribute("hidden");
  remove?.addEventListener("click", () => {
    const before = box.previousElementSibling?.querySelector("textarea");
    box.remove();
    refresh(place);
    (before ?? place.closest("form")?.querySelector("textarea"))?.focus();
  });
  box.addEventListener("input", () => refresh(place));
}

/** @param {HTMLElement} place */
function refresh(place) {
  const form = place.closest("form");
  let isOver = false;
  boxes(place).forEach((box, index) => {
    const text = box.querySelector("textarea");
    if (text) {
      const before = Number(box.getAttribute("data-left") ?? 500);
      const left = showCounter(box, text.value, before);
      box.setAttribute("data-left", String(left));
      text.toggleAttribute("aria-invalid", false);
      if (left < 0) {
        text.setAttribute("aria-invalid", "true");
      }
      text.setAttribute("aria-label", `Post ${index + 2} of the thread`);
      isOver ||= left < 0;
    }
  });
  place.querySelector("[data-chain-add]")?.toggleAttribute("hidden", boxes(place).length + 1 >= MOST);
  if (form) {
    form.toggleAttribute("data-chain-over", isOver);
    form.dispatchEvent(new CustomEvent(CHANGED));
  }
}
