// @ts-check
/** Takes the focus when the page opens: the summary of what was wrong with a form. */

/**
 * @param {HTMLElement} element
 */
export function connect(element) {
  element.focus();
}
