// @ts-check
/** A row of links that is wider than the screen: the current one stands in view when the page opens. */

/**
 * @param {HTMLElement} strip
 */
export function connect(strip) {
  const current = strip.querySelector('[aria-current="page"]');
  if (current instanceof HTMLElement) {
    strip.scrollLeft = current.offsetLeft - strip.offsetLeft - (strip.clientWidth - current.clientWidth) / 2;
  }
}
