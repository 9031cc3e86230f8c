// @ts-check
/** A press anywhere on a post opens it; links, buttons and selected text come first. Reply goes to the box at hand. */

const OWN_ACTS = "a, button, input, textarea, select, summary, details, label, video, audio, dialog";

/** Start for the whole page. */
export function connectPage() {
  document.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const article = target?.closest("article[data-url]");
    const url = article?.getAttribute("data-url");
    if (!target || !article || !url || article.hasAttribute("data-live-post") || event.defaultPrevented) {
      return;
    }
    if (target.closest(OWN_ACTS) || event.button !== 0 || !document.getSelection()?.isCollapsed) {
      return;
    }
    if (event.ctrlKey || event.metaKey) {
      window.open(url, "_blank", "noopener");
    } else {
      location.assign(url);
    }
  });
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (button instanceof HTMLButtonElement && button.dataset.act === "reply") {
      reply(event, button);
    }
  });
}

/**
 * @param {Event} event
 * @param {HTMLButtonElement} button
 */
function reply(event, button) {
  event.preventDefault();
  const postId = button.closest("[data-post]")?.getAttribute("data-post");
  const composer = document.querySelector("form#reply");
  const target = composer instanceof HTMLFormElement ? composer.elements.namedItem("reply_to_id") : null;
  const box = composer?.querySelector("textarea");
  if (box && target instanceof HTMLInputElement && target.value === postId) {
    box.focus();
  } else {
    location.assign(button.formAction);
  }
}
