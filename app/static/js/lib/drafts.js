// @ts-check
/** Texts that are not posted yet, kept in this browser for the person who typed them. */

import { isBlank } from "./text.js";

/**
 * @param {string} key
 * @param {"draft" | "sending"} [what]
 */
const nameOf = (key, what = "draft") => `skein.${what}.${document.body.dataset.viewer ?? ""}.${key}`;

/**
 * The texts of a draft in their order: the post, and those that follow it in a thread.
 * @param {string} key
 * @returns {string[]} empty: nothing is kept
 */
export function readDraft(key) {
  try {
    const texts = JSON.parse(localStorage.getItem(nameOf(key)) ?? "[]");
    return Array.isArray(texts) ? texts.map(String) : [];
  } catch {
    return [];
  }
}

/**
 * @param {string} key
 * @param {string[]} texts all blank: forget it
 */
export function writeDraft(key, texts) {
  try {
    if (texts.every(isBlank)) {
      localStorage.removeItem(nameOf(key));
    } else {
      localStorage.setItem(nameOf(key), JSON.stringify(texts));
    }
  } catch {
    // Storage can be full or forbidden; the text is still in its box.
  }
}

/**
 * A draft that was sent, and whose answer is not known: the page was left, or the line broke.
 * @typedef {{said: string, nonce: string}} Sending
 */

/**
 * @param {string} key
 * @returns {Sending | null}
 */
export function readSending(key) {
  try {
    return JSON.parse(localStorage.getItem(nameOf(key, "sending")) ?? "null");
  } catch {
    return null;
  }
}

/**
 * @param {string} key
 * @param {Sending | null} sending null: the answer came
 */
export function writeSending(key, sending) {
  try {
    if (sending) {
      localStorage.setItem(nameOf(key, "sending"), JSON.stringify(sending));
    } else {
      localStorage.removeItem(nameOf(key, "sending"));
    }
  } catch {
    // Without storage the next page sends it as another post.
  }
}
