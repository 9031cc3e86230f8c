// @ts-check
/** Numbers beside the actions of a post, wherever that post stands on the page. */

import { shortCount } from "./words.js";

/**
 * All articles of a post: it can stand in a list twice, as itself and reposted.
 * @param {string} postId
 * @returns {HTMLElement[]}
 */
export function articlesOf(postId) {
  return [...document.querySelectorAll(`[data-post="${CSS.escape(postId)}"]`)].filter(
    (element) => element instanceof HTMLElement,
  );
}

/**
 * Show a number in every article of a post, rolling where it changed.
 * @param {string} postId
 * @param {string} name likes, comments, reposts, quotes or shares
 * @param {number} number
 */
export function showCount(postId, name, number) {
  for (const article of articlesOf(postId)) {
    for (const place of article.querySelectorAll(`[data-count="${name}"]`)) {
      showNumber(place, number);
    }
  }
}

/**
 * @param {Element} place
 * @param {number} number
 */
function showNumber(place, number) {
  const text = shortCount(number);
  place.setAttribute("data-number", String(number));
  const shown = place.hasAttribute("data-keeps-zero") ? text || "0" : text;
  if (place.textContent !== shown) {
    place.textContent = shown;
    animateOnce(place, "rolled");
  }
  const button = place.closest("[data-act], [aria-label]");
  const label = button?.getAttribute("aria-label");
  if (button && label) {
    const word = label.split(",")[0];
    button.setAttribute("aria-label", text ? `${word}, ${text}` : word);
  }
}

/**
 * The number that a place shows, when it is known exactly.
 * @param {Element | null} place
 * @returns {number | null}
 */
export function shownNumber(place) {
  const text = place?.getAttribute("data-number") ?? place?.textContent?.trim() ?? "";
  if (text === "") {
    return 0;
  }
  return /^\d+$/.test(text) ? Number(text) : null;
}

/**
 * Play the animation that CSS ties to a class.
 * @param {Element} element
 * @param {string} name
 */
export function animateOnce(element, name) {
  element.classList.remove(name);
  // Without a look at the layout the browser would see no change, and play nothing.
  void element.getBoundingClientRect();
  element.classList.add(name);
  element.addEventListener("animationend", () => element.classList.remove(name), { once: true });
}
