// @ts-check
/** Posts whose answer did not come before the page was left: the next page sends the same again, and its nonce keeps it one. */

import { forgetSending, sendingName } from "./drafts.js";
import { post, RequestError } from "./fetch.js";

/** After so long nobody expects any more that it goes out by itself. */
const STILL_MEANT_MS = 10 * 60_000;

/**
 * @param {string} key as of the draft
 * @param {FormData} fields what is on its way
 */
export function noteSending(key, fields) {
  const texts = [...fields].filter(([, value]) => typeof value === "string");
  try {
    localStorage.setItem(sendingName(key), JSON.stringify({ at: Date.now(), texts }));
  } catch {
    // Storage can be full or forbidden; the draft is in its box again.
  }
}

/**
 * Ask for the answer to what an earlier page has sent.
 * @param {string} key
 * @param {string} noted
 * @param {string} action
 * @param {string[]} texts of the draft: what was changed or thrown away since is not sent
 * @returns {Promise<Response | null>} null: there was nothing, or it was refused
 */
export async function finishSending(key, noted, action, texts) {
  const fields = fieldsOf(noted);
  if (!fields || String(fields.getAll("body")) !== String(texts)) {
    forgetSending(key);
    return null;
  }
  try {
    const response = await post(action, fields, { keepalive: true });
    forgetSending(key);
    return response;
  } catch (error) {
    if (error instanceof RequestError && error.status > 0) {
      forgetSending(key);
    }
    return null;
  }
}

/** @param {string} noted */
function fieldsOf(noted) {
  try {
    const { at, texts } = JSON.parse(noted);
    if (Date.now() - at < STILL_MEANT_MS) {
      const fields = new FormData();
      for (const [name, value] of texts) {
        fields.append(name, value);
      }
      return fields;
    }
  } catch {
    // As if there were none.
  }
  return null;
}
