// @ts-check
/** The unread number in bell and title, and a notification that arrives while the page is open. */

import { announceInserted, keepingPlace, parse } from "./swap.js";
import { showToast } from "./toast.js";

/** @param {number} count */
export function showUnread(count) {
  const text = count > 99 ? "99+" : count > 0 ? String(count) : "";
  for (const place of document.querySelectorAll("[data-unread]")) {
    place.textContent = text;
  }
  const title = document.title.replace(/^\(\d+\+?\)\s*/, "").trim();
  document.title = text ? `(${text}) ${title}` : title;
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
  const isShown = putIntoLists(entry);
  if (!isShown) {
    showNotificationToast(entry);
  }
}

/**
 * A group that is there already moves up with its new words.
 * @param {Element} entry
 */
function putIntoLists(entry) {
  const id = entry.getAttribute("data-notification") ?? "";
  const lists = [...document.querySelectorAll('[data-list="notifications"]')];
  for (const list of lists) {
    const copy = /** @type {Element} */ (entry.cloneNode(true));
    const old = id ? list.querySelector(`[data-notification="${CSS.escape(id)}"]`) : null;
    if (old?.contains(document.activeElement)) {
      continue;
    }
    const first = list.querySelector("[data-notification]");
    keepingPlace(() => {
      old?.remove();
      if (first?.isConnected) {
        first.before(copy);
      } else {
        list.prepend(copy);
      }
    }, old);
    list.closest("main")?.querySelector("[data-empty]")?.remove();
    announceInserted([copy]);
  }
  return lists.length > 0;
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
