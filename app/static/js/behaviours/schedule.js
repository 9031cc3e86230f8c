// @ts-check
/** When to publish: picked in the reader's own time, sent in UTC. */

const PAD = 2;

/**
 * @param {HTMLElement} place
 */
export function connect(place) {
  const field = place.querySelector('input[name="publish_at"]');
  const moment = place.querySelector('input[name="publish_at_utc"]');
  const hint = place.querySelector("[data-schedule-hint]");
  if (!(field instanceof HTMLInputElement) || !(moment instanceof HTMLInputElement)) {
    return;
  }
  if (field.value !== "") {
    // The server wrote it in UTC.
    const date = new Date(`${field.value}Z`);
    moment.value = date.toISOString();
    field.value = localText(date);
  }
  field.addEventListener("input", () => {
    const date = new Date(field.value);
    moment.value = Number.isNaN(date.getTime()) ? "" : date.toISOString();
  });
  if (hint) {
    hint.textContent = "In your own time. At least 5 minutes ahead.";
  }
}

/**
 * As a `datetime-local` field holds it.
 * @param {Date} date
 */
function localText(date) {
  const two = (/** @type {number} */ number) => String(number).padStart(PAD, "0");
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}
