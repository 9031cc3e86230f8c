// @ts-check
/** The last searches, kept in this browser only, newest first. */

const KEY = "skein:recent-searches";
const KEPT = 8;

/** @returns {string[]} */
export function readRecent() {
  try {
    const stored = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(stored) ? stored.filter((query) => typeof query === "string").slice(0, KEPT) : [];
  } catch {
    return [];
  }
}

/** @param {string} query */
export function addRecent(query) {
  const words = query.trim();
  if (words) {
    write([words, ...readRecent().filter((other) => other !== words)].slice(0, KEPT));
  }
}

/** @param {string} query */
export function forgetRecent(query) {
  write(readRecent().filter((other) => other !== query));
}

export function forgetAllRecent() {
  write([]);
}

/** @param {string[]} queries */
function write(queries) {
  try {
    localStorage.setItem(KEY, JSON.stringify(queries));
  } catch {
    // A full or forbidden storage: nothing is remembered, and nothing else is lost.
  }
}
