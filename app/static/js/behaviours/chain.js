// @ts-check
/** "Add to thread": further boxes for posts that are published in one go, each with its own count. */

import { addBox, boxesIn, refreshChain } from "../lib/chain.js";
import { say } from "../lib/toast.js";

/**
 * @param {HTMLElement} place
 */
export function connect(place) {
  const button = place.querySelector("[data-chain-add]");
  if (!(button instanceof HTMLButtonElement)) {
    return;
  }
  // No longer what Enter in a field presses.
  button.type = "button";
  place.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest("[data-chain-add]")) {
      const words = addBox(place);
      refreshChain(place);
      words?.focus();
    }
    const unwanted = target?.closest("[data-chain-remove]")?.closest("[data-chain-box]");
    if (unwanted) {
      remove(place, unwanted);
    }
  });
  place.addEventListener("input", () => refreshChain(place));
  refreshChain(place);
}

/**
 * @param {HTMLElement} place
 * @param {Element} box
 */
function remove(place, box) {
  const number = boxesIn(place).indexOf(box) + 2;
  const before = box.previousElementSibling?.querySelector("textarea");
  box.remove();
  refreshChain(place);
  (before ?? place.closest("form")?.querySelector("textarea"))?.focus();
  say(`Post ${number} removed`);
}
