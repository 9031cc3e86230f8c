// @ts-check
/** What stands below a post's text: the server's newer version of it takes its place. */

import { articlesOf } from "./counts.js";
import { swapParts, swapPictures } from "./part_swap.js";

const PAUSE_MS = 1500;
/** @type {Set<string>} */
const waiting = new Set();

/**
 * Read a post's parts, at most once in a while: a poll can be voted in by many at once.
 * @param {string} postId
 */
export function readPartsSoon(postId) {
  if (waiting.has(postId)) {
    return;
  }
  waiting.add(postId);
  setTimeout(() => {
    waiting.delete(postId);
    read(postId).catch(() => {
      // The page keeps what it shows; the next event asks again.
    });
  }, Math.random() * PAUSE_MS);
}

/** @param {string} postId */
async function read(postId) {
  const url = articlesOf(postId)[0]?.getAttribute("data-url");
  if (!url) {
    return;
  }
  const response = await fetch(url, { credentials: "same-origin" });
  if (response.ok) {
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    swapParts(postId, fresh);
    swapPictures(postId, fresh);
  }
}
