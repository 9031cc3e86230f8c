// @ts-check
/** Puts the poll, the link card and the descriptions of a post's pictures into every article of it. */

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

/**
 * Descriptions can change; the pictures themselves never do.
 * @param {string} postId
 * @param {ParentNode} fresh made by the server: holds an article of the post
 */
export function swapPictures(postId, fresh) {
  const figures = fresh.querySelectorAll(`[data-post="${CSS.escape(postId)}"] figure[data-media]`);
  for (const figure of figures) {
    const id = CSS.escape(figure.getAttribute("data-media") ?? "");
    for (const article of articlesOf(postId)) {
      const old = article.querySelector(`figure[data-media="${id}"]`);
      if (old && wordsOf(old) !== wordsOf(figure)) {
        takeWords(old, figure);
      }
    }
  }
}

/** @param {Element} figure */
const wordsOf = (figure) => figure.querySelector(".media-alt p")?.textContent ?? "";

/**
 * A video goes on playing, and a picture is not loaded again: only what is said of them is put in.
 * @param {Element} old
 * @param {Element} fresh
 */
function takeWords(old, fresh) {
  for (const [selector, name] of [
    ["video", "aria-label"],
    ["a[data-picture]", "aria-label"],
    ["img:not(.media-blur)", "alt"],
  ]) {
    const words = fresh.querySelector(selector)?.getAttribute(name);
    if (words) {
      old.querySelector(selector)?.setAttribute(name, words);
    }
  }
  old.querySelector(".media-alt")?.remove();
  const label = fresh.querySelector(".media-alt");
  if (label) {
    old.append(document.importNode(label, true));
  }
}
