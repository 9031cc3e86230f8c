// @ts-check
/** The unread number in bell, title and icon, and notifications that arrive or are read while the page is open. */

import { announceInserted, keepingPlace, parse } from "./swap.js";
import { showToast } from "./toast.js";

const LIST = '[data-list="notifications"]';
/** What a toast told already: an event can come twice, and a page that lost its socket hears it again. */
const told = new Set();

/** The number that the page came with, in its title and icon too. */
export function showFirstUnread() {
  const text = document.querySelector("[data-unread]")?.textContent?.trim() ?? "";
  showUnread(text === "99+" ? 100 : Number(text) || 0);
}

/** @param {number} count */
export function showUnread(count) {
  const text = count > 99 ? "99+" : count > 0 ? String(count) : "";
  for (const place of document.querySelectorAll("[data-unread]")) {
    if (place.textContent !== text) {
      place.textContent = text;
    }
  }
  const title = document.title.replace(/^\(\d+\+?\)\s*/, "").trim();
  document.title = text ? `(${text}) ${title}` : title;
  for (const form of document.querySelectorAll('form[data-behaviour="read-all"]')) {
    form.toggleAttribute("hidden", count === 0);
  }
  const icon = document.querySelector("link[rel=icon][data-unread-icon]");
  const address = icon?.getAttribute(count > 0 ? "data-unread-icon" : "data-read") ?? "";
  if (icon && icon.getAttribute("href") !== address) {
    icon.setAttribute("href", address);
  }
}

/**
 * @param {number} unreadCount
 * @param {string} html one entry of the notifications
 */
export function showNotification(unreadCount, html) {
  showUnread(unreadCount);
  const [entry] = parse(html ?? "");
  if (!entry) {
    return;
  }
  const id = entry.getAttribute("data-notification") ?? "";
  const isShown = putIntoLists(entry);
  if (!isShown && !told.has(id) && document.visibilityState === "visible") {
    showNotificationToast(entry);
  }
  told.add(id);
}

/**
 * Somebody read these, here or on another page.
 * @param {string[]} ids of groups
 * @param {number} unreadCount
 */
export function showRead(ids, unreadCount) {
  showUnread(unreadCount);
  for (const entry of document.querySelectorAll('[data-notification][data-read="false"]')) {
    const id = entry.getAttribute("data-notification") ?? "";
    if (unreadCount === 0 || ids.includes(id)) {
      entry.setAttribute("data-read", "true");
      entry.setAttribute("data-group", id);
      entry.querySelector("[data-dot]")?.remove();
    }
  }
}

/**
 * Events may have been missed: the list as the server has it now.
 * @param {Document} fresh
 */
export function takeList(fresh) {
  const list = document.querySelector(`main ${LIST}`);
  const newest = fresh.querySelector(`main ${LIST}`);
  if (list && newest && !list.contains(document.activeElement)) {
    const nodes = [...newest.children].map((node) => document.importNode(node, true));
    keepingPlace(() => list.replaceChildren(...nodes), list);
    announceInserted(nodes);
  }
}

/**
 * Into every list that shows this kind; a group that is there already moves up with its new words.
 * @param {Element} entry
 */
function putIntoLists(entry) {
  const group = entry.getAttribute("data-group") ?? "";
  const kind = entry.getAttribute("data-kind") ?? "";
  let isShown = false;
  for (const list of document.querySelectorAll(LIST)) {
    const kinds = list.getAttribute("data-kinds");
    if (kinds && !kinds.split(" ").includes(kind)) {
      continue;
    }
    isShown = true;
    const old = group ? list.querySelector(`[data-group="${CSS.escape(group)}"]`) : null;
    if (old?.contains(document.activeElement)) {
      continue;
    }
    const copy = /** @type {Element} */ (entry.cloneNode(true));
    keepingPlace(() => {
      old?.remove();
      putInOrder(list, copy);
    }, old);
    list.querySelector("[data-empty]")?.remove();
    list.closest("main")?.querySelector("[data-empty]")?.remove();
    announceInserted([copy]);
  }
  return isShown;
}

/**
 * Under "Today" where the list has such a part, else above everything; but below what is newer: two acts at the same
 * time may be told in either order.
 * @param {Element} list
 * @param {Element} entry
 */
function putInOrder(list, entry) {
  const title = list.querySelector('[data-period="today"] > h2');
  let last = title;
  let next = title ? title.nextElementSibling : list.firstElementChild;
  while (next && isNewer(next, entry)) {
    last = next;
    next = next.nextElementSibling;
  }
  if (last) {
    last.after(entry);
  } else {
    list.prepend(entry);
  }
}

/**
 * @param {Element} one
 * @param {Element} other
 */
function isNewer(one, other) {
  const [first, second] = [one, other].map((entry) => entry.getAttribute("data-notification"));
  // Ids are larger than numbers of this language.
  return first !== null && second !== null && BigInt(first) > BigInt(second);
}

/** @param {Element} entry */
function showNotificationToast(entry) {
  const words = entry.querySelector("[data-notification-words]") ?? entry;
  const face = entry.querySelector("[data-notification-face]");
  const form = entry.matches("form") ? entry : entry.querySelector('form[action$="/open"]');
  showToast({
    text: (words.textContent ?? "").replace(/\s+/g, " ").trim(),
    face: face ? /** @type {Element} */ (face.cloneNode(true)) : null,
    act: form instanceof HTMLFormElement ? { word: "View", run: () => openEntry(form) } : undefined,
  });
}

/**
 * Reading is a small POST, as in the list: the form has to be in the page to be sent.
 * @param {HTMLFormElement} form
 */
function openEntry(form) {
  form.hidden = true;
  document.body.append(form);
  form.submit();
}
