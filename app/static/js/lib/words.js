// @ts-check
/** Sentences and short forms that more than one script says; the same words as the server's. */

export const SORRY = "That's on us, not you. Try again in a moment.";
export const OFFLINE = "You're offline. We'll catch up when you're back.";

/**
 * 999, 1.2K, 34K, 5.6M; empty for zero, which is never shown.
 * @param {number} number
 */
export function shortCount(number) {
  if (number <= 0) {
    return "";
  }
  if (number < 1_000) {
    return String(number);
  }
  /** @type {[number, string][]} */
  const units = [
    [1_000_000, "K"],
    [1_000_000_000, "M"],
  ];
  for (const [limit, unit] of units) {
    if (number < limit) {
      const value = number / (limit / 1_000);
      return `${value < 10 ? Math.trunc(value * 10) / 10 : Math.trunc(value)}${unit}`;
    }
  }
  return `${Math.trunc(number / 1_000_000_000)}B`;
}

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/**
 * now, 12m, 2h, Mon, 3 Nov, 3 Nov 2025.
 * @param {Date} moment
 * @param {Date} now
 */
export function shortTime(moment, now) {
  const seconds = (now.getTime() - moment.getTime()) / 1_000;
  if (seconds < 60) {
    return "now";
  }
  if (seconds < 3_600) {
    return `${Math.trunc(seconds / 60)}m`;
  }
  if (seconds < 86_400) {
    return `${Math.trunc(seconds / 3_600)}h`;
  }
  if (seconds < 7 * 86_400) {
    return DAYS[moment.getDay()];
  }
  const day = `${moment.getDate()} ${MONTHS[moment.getMonth()]}`;
  return moment.getFullYear() === now.getFullYear() ? day : `${day} ${moment.getFullYear()}`;
}

/**
 * 24 Nov 2026, 14:32, in the reader's zone.
 * @param {Date} moment
 */
export function fullTime(moment) {
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const day = `${moment.getDate()} ${MONTHS[moment.getMonth()]} ${moment.getFullYear()}`;
  return `${day}, ${two(moment.getHours())}:${two(moment.getMinutes())}`;
}
