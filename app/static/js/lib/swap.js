// @ts-check
/** Puts fragments of the server into the page without touching focus, selection or scroll place. */

import { connectAll } from "./connect.js";

/** Fired on `document` with the new articles after they were put in. */
export const INSERTED = "skein:inserted";

/**
 * The elements of a fragment.
 * @param {string} html made by the server, never by a script
 * @returns {Element[]}
 */
export function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return [...template.content.children];
}

/**
 * A copy of the one element in a `<template>` of the page; null where the page has none.
 * @param {string} id
 * @returns {HTMLElement | null}
 */
export function fromTemplate(id) {
  const template = document.getElementById(id);
  if (!(template instanceof HTMLTemplateElement) || !template.content.firstElementChild) {
    return null;
  }
  return /** @type {HTMLElement} */ (document.importNode(template.content.firstElementChild, true));
}

/**
 * Whether an entry of this id stands in the list.
 * @param {ParentNode} list
 * @param {string} entryId
 */
export function hasEntry(list, entryId) {
  return list.querySelector(`[data-entry="${CSS.escape(entryId)}"]`) !== null;
}

/**
 * The nodes that are not in the list yet; entries that are there already are left out.
 * @param {ParentNode} list
 * @param {Element[]} nodes
 */
export function withoutDuplicates(list, nodes) {
  const seen = new Set();
  return nodes.filter((node) => {
    const name = node.hasAttribute("data-notification") ? "data-notification" : "data-entry";
    const id = node.getAttribute(name);
    if (!id) {
      return true;
    }
    const key = `[${name}="${CSS.escape(id)}"]`;
    const isNew = !seen.has(key) && !list.querySelector(key);
    seen.add(key);
    return isNew;
  });
}

/**
 * Connect new elements and tell who counts them.
 * @param {Element[]} nodes
 */
export function announceInserted(nodes) {
  for (const node of nodes) {
    connectAll(node);
  }
  document.dispatchEvent(new CustomEvent(INSERTED, { detail: nodes }));
}

/**
 * Change the page so that what is being read or typed stays where it is on the screen.
 * @param {() => void} change
 * @param {Element | null} [leaving] will go away: nothing in it can hold the place
 */
export function keepingPlace(change, leaving = null) {
  const anchor = placeHolder(leaving);
  const before = anchor?.getBoundingClientRect().top ?? 0;
  const root = document.documentElement;
  // The browser's own anchoring would move once more after us.
  root.style.overflowAnchor = "none";
  change();
  if (anchor?.isConnected) {
    const moved = anchor.getBoundingClientRect().top - before;
    if (Math.abs(moved) >= 1) {
      window.scrollBy({ top: moved, behavior: "instant" });
    }
  }
  requestAnimationFrame(() => {
    root.style.overflowAnchor = "";
  });
}

/**
 * What must not move: where the cursor is, else the first article in view. At the very top nothing has to stay.
 * @param {Element | null} leaving
 */
function placeHolder(leaving) {
  const focused = document.activeElement;
  if (isTyping() && focused && !leaving?.contains(focused)) {
    return focused;
  }
  if (window.scrollY < 1) {
    return null;
  }
  for (const article of document.querySelectorAll("main article")) {
    const box = article.getBoundingClientRect();
    if (box.bottom > 64 && box.top < window.innerHeight && !leaving?.contains(article)) {
      return article;
    }
  }
  return null;
}

/** Whether the person is in a text box now. */
export function isTyping() {
  const focused = document.activeElement;
  return (
    focused instanceof HTMLTextAreaElement ||
    (focused instanceof HTMLInputElement &&
      !["button", "checkbox", "radio", "submit"].includes(focused.type)) ||
    (focused instanceof HTMLElement && focused.isContentEditable)
  );
}

/**
 * Whether some of this element's text is selected.
 * @param {Element} element
 */
export function holdsSelection(element) {
  const selection = document.getSelection();
  return selection !== null && !selection.isCollapsed && selection.containsNode(element, true);
}

/** Whether things may move. */
export function mayMove() {
  return !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/**
 * Open the height of new articles that are in view.
 * @param {Element[]} nodes
 */
export function openHeights(nodes) {
  if (!mayMove()) {
    return;
  }
  for (const node of nodes) {
    const box = node.getBoundingClientRect();
    if (box.height > 0 && box.bottom > 0 && box.top < window.innerHeight) {
      node.animate(
        [
          { height: "0", opacity: 0, overflow: "clip" },
          { height: `${box.height}px`, opacity: 1, overflow: "clip" },
        ],
        { duration: 320, easing: "cubic-bezier(.2,.8,.2,1)" },
      );
    }
  }
}
