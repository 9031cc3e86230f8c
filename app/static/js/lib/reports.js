// @ts-check
/** Moderators hear of a new report while a page is open. */

import { showToast } from "./toast.js";

/** An event can come twice. */
const told = new Set();

/**
 * @param {number} openCount
 * @param {string} id
 */
export function showReport(openCount, id) {
  for (const place of document.querySelectorAll("[data-reports]")) {
    place.textContent = openCount > 99 ? "99+" : openCount > 0 ? String(openCount) : "";
  }
  if (!told.has(id)) {
    told.add(id);
    showToast({ text: "New report", act: { word: "View", run: () => location.assign("/moderation") } });
  }
}
