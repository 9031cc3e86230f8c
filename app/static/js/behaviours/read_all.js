// @ts-check
/** "Mark all as read" without loading the page again. */

import { post } from "../lib/fetch.js";
import { showRead } from "../lib/notifications.js";
import { say } from "../lib/toast.js";

/**
 * @param {HTMLFormElement} form
 */
export function connect(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const hadFocus = form.contains(document.activeElement);
    try {
      const response = await post(form.action, new FormData(form));
      showRead([], (await response.json()).unread_count);
      say("All read");
    } catch {
      form.submit();
      return;
    }
    if (hadFocus) {
      document.getElementById("content")?.focus({ preventScroll: true });
    }
  });
}
