// @ts-check
/** Moderators hear of a new report while a page is open. */

import { showToast } from "./toast.js";

/** @param {number} openCount */
export function showReport(openCount) {
  for (const place of document.querySelectorAll("[data-reports]")) {
    place.textContent = openCount > 99 ? "99+" : openCount > 0 ? String(openCount) : "";
  }
  showToast({ text: "New report", act: { word: "View", run: () => location.assign("/moderation") } });
}
