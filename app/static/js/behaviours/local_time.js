// @ts-check
/** A full time in the reader's own zone. */

import { fullTime } from "../lib/words.js";

/**
 * @param {HTMLTimeElement} element
 */
export function connect(element) {
  const moment = new Date(element.dateTime);
  if (!Number.isNaN(moment.getTime())) {
    element.textContent = fullTime(moment);
  }
}
