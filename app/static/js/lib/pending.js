// @ts-check
/** Where a new post goes on this page, and how it looks until the server has answered. */

import { bringIntoView, putAtEnd, putInFront } from "./posts.js";
import { announceInserted, fromTemplate, hasEntry, keepingPlace, openHeights } from "./swap.js";

/**
 * @typedef {object} Place
 * @property {(article: HTMLElement) => void} hold put the pending article in
 * @property {(articles: Element[], pending: HTMLElement | null) => void} put replace it by what the server made
 */

/**
 * The list that a composer's post belongs into; null: not on this page.
 * @param {HTMLFormElement} form
 * @returns {Place | null}
 */
export function placeFor(form) {
  const replyTo = form.elements.namedItem("reply_to_id");
  if (replyTo instanceof HTMLInputElement) {
    const list = document.querySelector('[data-list="replies"]');
    const isOpen = document.querySelector(`[data-live-post][data-post="${CSS.escape(replyTo.value)}"]`);
    return list && isOpen ? placeIn(list, putAtEnd) : null;
  }
  const list = document.querySelector('[data-feed="following"], [data-feed="for-you"]');
  return list ? placeIn(list, putInFront) : null;
}

/**
 * @param {Element} list
 * @param {(list: Element, articles: Element[]) => Element[]} insert
 * @returns {Place}
 */
function placeIn(list, insert) {
  return {
    hold(article) {
      insert(list, [article]);
      openHeights([article]);
      if (insert === putAtEnd) {
        bringIntoView(article);
      }
    },
    put(articles, pending) {
      if (!pending) {
        openHeights(insert(list, articles));
        return;
      }
      // The live channel may have been faster.
      const fresh = articles.filter((article) => !hasEntry(list, article.getAttribute("data-entry") ?? ""));
      keepingPlace(() => pending.replaceWith(...fresh));
      announceInserted(fresh);
    },
  };
}

/**
 * Show a post that is on its way.
 * @param {Place | null} place
 * @param {string} text as typed
 * @returns {HTMLElement | null}
 */
export function showPending(place, text) {
  const article = place ? fromTemplate("pending-post-template") : null;
  const body = article?.querySelector("[data-pending-body]");
  if (!place || !article || !body) {
    return null;
  }
  body.textContent = text.trim();
  place.hold(article);
  return article;
}
