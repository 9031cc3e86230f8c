// @ts-check
/** The ring and the number of characters left. */

import { countGraphemes, normalised } from "./text.js";

export const LIMIT = 500;
const WARN = 20;
const SPOKEN = [50, 20, 0];

/**
 * Show how much room a text leaves.
 * @param {Element} form the composer
 * @param {string} text as typed
 * @param {number} before what was left at the last call
 * @returns {number} characters left; below zero: too many
 */
export function showCounter(form, text, before) {
  const left = LIMIT - countGraphemes(normalised(text));
  const number = form.querySelector('[data-testid="characters-left"]');
  if (number) {
    number.textContent = left < 0 ? `−${-left}` : String(left);
  }
  const counter = form.querySelector("[data-counter]");
  if (counter instanceof HTMLElement) {
    counter.dataset.level = left < 0 ? "over" : left <= WARN ? "warn" : "";
  }
  const used = Math.min(LIMIT, LIMIT - left);
  form.querySelector("[data-counter-ring]")?.setAttribute("stroke-dasharray", `${used} ${LIMIT}`);
  speak(form.querySelector("[data-counter-said]"), before, left);
  return left;
}

/**
 * Say the number when it passes 50, 20 or 0, not at each key.
 * @param {Element | null} place
 * @param {number} before
 * @param {number} left
 */
function speak(place, before, left) {
  if (place && SPOKEN.some((mark) => before > mark && left <= mark)) {
    place.textContent =
      left > 0 ? `${left} characters left` : left === 0 ? "No characters left" : `${-left} too many`;
  }
}
