// @ts-check
/** Texts that are not posted yet, kept in this browser for the person who typed them. */

/** @param {string} key */
const nameOf = (key) => `skein.draft.${document.body.dataset.viewer ?? ""}.${key}`;

/**
 * @param {string} key
 * @returns {string}
 */
export function readDraft(key) {
  try {
    return localStorage.getItem(nameOf(key)) ?? "";
  } catch {
    return "";
  }
}

/**
 * @param {string} key
 * @param {string} text empty: forget it
 */
export function writeDraft(key, text) {
  try {
    if (text === "") {
      localStorage.removeItem(nameOf(key));
    } else {
      localStorage.setItem(nameOf(key), text);
    }
  } catch {
    // Storage can be full or forbidden; the text is still in its box.
  }
}
