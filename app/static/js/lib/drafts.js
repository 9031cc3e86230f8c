// @ts-check
/** Texts that are not posted yet, kept in this browser for the person who typed them. */

import { isBlank } from "./text.js";

/** @param {string} key */
const nameOf = (key) => `skein.draft.${document.body.dataset.viewer ?? ""}.${key}`;

/**
 * Where `sending.js` notes a post that is on its way.
 * @param {string} key
 */
export const sendingName = (key) => `skein.sending.${document.body.dataset.viewer ?? ""}.${key}`;

/**
 * What an earlier page noted; `finishSending` reads it.
 * @param {string} key
 * @returns {string | null}
 */
export function notedSending(key) {
  try {
    return localStorage.getItem(sendingName(key));
  } catch {
    return null;
  }
}

/**
 * Its answer came, or it is not meant any more.
 * @param {string} key
 */
export function forgetSending(key) {
  try {
    localStorage.removeItem(sendingName(key));
  } catch {
    // Nothing was noted either.
  }
}

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
