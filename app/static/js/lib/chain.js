// @ts-check
/** The boxes of a composer for further posts of a thread. */

import { connectAll } from "./connect.js";
import { LIMIT, showCounter } from "./counter.js";
import { isBlank } from "./text.js";

const MOST = 25;
/** Fired on the form when boxes came, went or changed; `form.dataset.chainOver` names the post that is too long. */
export const CHANGED = "skein:chain";

/** @param {Element} place a composer, or the part of it with the boxes */
export const boxesIn = (place) => [...place.querySelectorAll("[data-chain-box]")];

/**
 * Every text of a composer, in the order of the posts.
 * @param {HTMLFormElement} form
 */
export function textsOf(form) {
  return [...form.querySelectorAll('textarea[name="body"]')].map(
    (box) => /** @type {HTMLTextAreaElement} */ (box).value,
  );
}

/**
 * Whether a picture, a video, a quote or a poll says something without words.
 * @param {HTMLFormElement} form
 */
export function isMoreThanText(form) {
  const choices = /** @type {NodeListOf<HTMLInputElement>} */ (
    form.querySelectorAll('input[name="poll_option"]')
  );
  return (
    form.querySelector(".upload") !== null ||
    form.elements.namedItem("quote_of_id") !== null ||
    [...choices].some((choice) => !isBlank(choice.value))
  );
}

/**
 * Add a box after the others.
 * @param {Element} place `.composer-chain`
 * @param {string} [text]
 * @returns {HTMLTextAreaElement | null}
 */
export function addBox(place, text = "") {
  const box = place.querySelector("template")?.content.firstElementChild?.cloneNode(true);
  if (!(box instanceof Element)) {
    return null;
  }
  place.querySelector("[data-chain-add]")?.before(box);
  const words = /** @type {HTMLTextAreaElement} */ (box.querySelector("textarea"));
  words.value = text;
  connectAll(box);
  return words;
}

/**
 * Numbers, names and counters follow the boxes; tells the form.
 * @param {Element} place
 */
export function refreshChain(place) {
  let longOne = "";
  boxesIn(place).forEach((box, index) => {
    const number = index + 2;
    const text = /** @type {HTMLTextAreaElement} */ (box.querySelector("textarea"));
    const left = showCounter(box, text.value, Number(box.getAttribute("data-left") ?? LIMIT));
    box.setAttribute("data-left", String(left));
    text.setAttribute("aria-label", `Post ${number} of the thread`);
    if (left < 0) {
      text.setAttribute("aria-invalid", "true");
      longOne ||= String(number);
    } else {
      text.removeAttribute("aria-invalid");
    }
    const remove = box.querySelector("[data-chain-remove]");
    remove?.removeAttribute("hidden");
    remove?.setAttribute("aria-label", `Remove post ${number}`);
  });
  place.querySelector("[data-chain-add]")?.toggleAttribute("hidden", boxesIn(place).length + 1 >= MOST);
  const form = place.closest("form");
  if (form) {
    form.dataset.chainOver = longOne;
    form.dispatchEvent(new CustomEvent(CHANGED));
  }
}
