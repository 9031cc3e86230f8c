// @ts-check
/** Puts the poll or link card of a post into every article of it. */

import { connectAll } from "./connect.js";
import { articlesOf } from "./counts.js";
import { keepingPlace } from "./swap.js";

/**
 * @param {string} postId
 * @param {ParentNode} fresh made by the server: holds an article of the post
 */
export function swapParts(postId, fresh) {
  const parts = fresh.querySelector(`[data-post="${CSS.escape(postId)}"] [data-post-parts]`);
  if (!parts) {
    return;
  }
  for (const article of articlesOf(postId)) {
    const old = article.querySelector("[data-post-parts]");
    // What somebody is choosing from stays as it is.
    const isInUse = old?.contains(document.activeElement) || old?.querySelector("input:checked");
    if (old && !isInUse && old.innerHTML !== parts.innerHTML) {
      const copy = document.importNode(parts, true);
      keepingPlace(() => old.replaceWith(copy), old);
      connectAll(copy);
    }
  }
}
