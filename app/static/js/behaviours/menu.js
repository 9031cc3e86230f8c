// @ts-check
/** A `<details>` that behaves like a menu: outside and Escape close it, arrows and letters move in it. */

import { connectAll } from "../lib/connect.js";

const ROWS = 'a[href], button:not([disabled]), input[type="radio"]';

/**
 * @param {HTMLDetailsElement} details
 */
export function connect(details) {
  const summary = details.querySelector("summary");
  if (!summary) {
    return;
  }
  showState(details, summary);
  details.addEventListener("toggle", () => {
    showState(details, summary);
    if (details.open) {
      closeOthers(details);
      connectRows(details);
      document.addEventListener("pointerdown", closeOutside);
    } else {
      document.removeEventListener("pointerdown", closeOutside);
    }
  });
  details.addEventListener("keydown", (event) => onKey(event, details, summary));
  details.addEventListener("focusout", (event) => {
    const next = event.relatedTarget;
    // Pressing a row that takes no focus, as a label, gives it to what is around the menu.
    if (next instanceof Node && !details.contains(next) && !next.contains(details)) {
      details.open = false;
    }
  });
  details.addEventListener("change", (event) => {
    // The label of the summary follows by CSS; the arrows of a radio group may go on choosing.
    if (event.target instanceof HTMLInputElement && !event.target.matches(":focus-visible")) {
      details.open = false;
      summary.focus({ preventScroll: true });
    }
  });

  /** @param {PointerEvent} event */
  function closeOutside(event) {
    if (event.target instanceof Node && !details.contains(event.target)) {
      details.open = false;
    }
  }
}

/**
 * A summary that is a button by its role has to say itself whether its menu is open.
 * @param {HTMLDetailsElement} details
 * @param {HTMLElement} summary
 */
function showState(details, summary) {
  if (summary.role === "button") {
    summary.ariaExpanded = String(details.open);
  }
}

/**
 * What the rows do is fetched now; until it is there, a press waits.
 * @param {HTMLDetailsElement} details
 */
async function connectRows(details) {
  details.dataset.connecting = "";
  await connectAll(details);
  delete details.dataset.connecting;
}

/** @param {HTMLDetailsElement} details */
function closeOthers(details) {
  for (const other of document.querySelectorAll('details[open][data-behaviour~="menu"]')) {
    if (other !== details && !other.contains(details)) {
      other.removeAttribute("open");
    }
  }
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLDetailsElement} details
 * @param {HTMLElement} summary
 */
function onKey(event, details, summary) {
  if (event.key === "Escape" && details.open) {
    event.preventDefault();
    event.stopPropagation();
    details.open = false;
    summary.focus({ preventScroll: true });
    return;
  }
  const isRadio = event.target instanceof HTMLInputElement;
  if (isRadio && event.key === "Enter") {
    event.preventDefault();
    details.open = false;
    summary.focus({ preventScroll: true });
    return;
  }
  if (isRadio || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  if (!details.open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    details.open = true;
  }
  if (details.open) {
    const rows = [...details.querySelectorAll(ROWS)].filter(
      (row) => row instanceof HTMLElement && row.offsetParent !== null,
    );
    const target = rowFor(event.key, rows);
    if (target instanceof HTMLElement) {
      event.preventDefault();
      target.focus();
    }
  }
}

/**
 * @param {string} key
 * @param {Element[]} rows
 * @returns {Element | undefined}
 */
function rowFor(key, rows) {
  const here = document.activeElement ? rows.indexOf(document.activeElement) : -1;
  switch (key) {
    case "ArrowDown":
      return rows[(here + 1) % rows.length];
    case "ArrowUp":
      return rows[here <= 0 ? rows.length - 1 : here - 1];
    case "Home":
      return rows[0];
    case "End":
      return rows.at(-1);
    default:
      break;
  }
  if (key.length !== 1 || key === " ") {
    return undefined;
  }
  const after = [...rows.slice(here + 1), ...rows.slice(0, here + 1)];
  return after.find((row) => row.textContent?.trim().toLowerCase().startsWith(key.toLowerCase()));
}
