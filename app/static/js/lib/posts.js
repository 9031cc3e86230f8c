// @ts-check
/** Articles coming and going in lists. */

import { announceInserted, keepingPlace, mayMove, withoutDuplicates } from "./swap.js";

/**
 * Take an article away; the keyboard goes on at its neighbour.
 * @param {Element} article
 */
export function removeArticle(article) {
  const hadFocus = article.contains(document.activeElement);
  const neighbour = article.nextElementSibling ?? article.previousElementSibling;
  keepingPlace(() => article.remove(), article);
  if (hadFocus && neighbour instanceof HTMLElement) {
    focusArticle(neighbour);
  }
}

/**
 * @param {HTMLElement} article
 */
export function focusArticle(article) {
  if (!article.hasAttribute("tabindex")) {
    article.tabIndex = -1;
  }
  article.focus({ preventScroll: true });
}

/**
 * Put articles in front of a list, below a pinned one.
 * @param {Element} list
 * @param {Element[]} articles
 * @returns {Element[]} those that were not there yet
 */
export function putInFront(list, articles) {
  const fresh = withoutDuplicates(list, articles);
  if (fresh.length > 0) {
    keepingPlace(() => {
      hideEmptyState(list);
      const pinned = list.querySelector("[data-pinned]");
      if (pinned) {
        pinned.after(...fresh);
      } else {
        list.prepend(...fresh);
      }
    });
    announceInserted(fresh);
  }
  return fresh;
}

/**
 * Put articles at the end of a list, before its More link.
 * @param {Element} list
 * @param {Element[]} articles
 * @returns {Element[]} those that were not there yet
 */
export function putAtEnd(list, articles) {
  const fresh = withoutDuplicates(list, articles);
  if (fresh.length > 0) {
    const next = list.querySelector('a[rel="next"]');
    const before = next ? [...list.children].find((child) => child.contains(next)) : null;
    keepingPlace(() => {
      hideEmptyState(list);
      for (const article of fresh) {
        list.insertBefore(article, before ?? null);
      }
    });
    announceInserted(fresh);
  }
  return fresh;
}

/**
 * Scroll just as far as needed to show an element.
 * @param {Element | undefined} element
 */
export function bringIntoView(element) {
  element?.scrollIntoView({ block: "nearest", behavior: mayMove() ? "smooth" : "instant" });
}

/** @param {Element} list */
function hideEmptyState(list) {
  list.closest("main")?.querySelector("[data-empty]")?.remove();
}
