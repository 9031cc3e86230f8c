// @ts-check
/** The search box: suggestions while typing (a combobox), and the last searches of this browser. */

import { readHtml } from "../lib/fetch.js";
import { showChosen } from "../lib/listbox.js";
import { addRecent, forgetAllRecent, forgetRecent, readRecent } from "../lib/recent_searches.js";
import { fromTemplate, parse } from "../lib/swap.js";
import { say } from "../lib/toast.js";

const WAIT_MS = 150;
let numbers = 0;

/** @param {HTMLElement} top */
export function connect(top) {
  const form = top.querySelector("form");
  const input = top.querySelector('input[name="q"]');
  const panel = fromTemplate("suggestions-template");
  if (form && input instanceof HTMLInputElement && panel) {
    new SearchBox(top, form, input, panel).start();
  }
}

class SearchBox {
  /**
   * @param {HTMLElement} top
   * @param {HTMLFormElement} form
   * @param {HTMLInputElement} input
   * @param {HTMLElement} panel
   */
  constructor(top, form, input, panel) {
    this.top = top;
    this.form = form;
    this.input = input;
    this.panel = panel;
    this.list = /** @type {HTMLElement} */ (panel.querySelector("[data-options]"));
    this.recent = /** @type {HTMLElement} */ (panel.querySelector("[data-recent]"));
    this.chosen = -1;
    /** What the options in the list were found for. */
    this.foundFor = "";
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    /** @type {AbortController | undefined} */
    this.asking = undefined;
  }

  start() {
    numbers += 1;
    this.list.id = `search-options-${numbers}`;
    this.panel.hidden = true;
    this.top.append(this.panel);
    const { input } = this;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", this.list.id);
    input.setAttribute("aria-expanded", "false");
    input.addEventListener("input", (event) => {
      if (!(event instanceof InputEvent && event.isComposing)) {
        this.typed();
      }
    });
    input.addEventListener("compositionend", () => this.typed());
    input.addEventListener("focus", () => this.open());
    input.addEventListener("click", () => this.open());
    input.addEventListener("keydown", (event) => this.onKey(event));
    this.top.addEventListener("focusout", (event) => {
      if (!(event.relatedTarget instanceof Node && this.top.contains(event.relatedTarget))) {
        this.close();
      }
    });
    this.panel.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        this.input.focus();
        this.close();
      }
    });
    // The box keeps the focus while an option is pressed.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.panel.addEventListener("click", (event) => this.onClick(event));
    this.form.addEventListener("submit", () => addRecent(this.input.value));
  }

  typed() {
    this.asking?.abort();
    this.choose(-1);
    this.open();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.find(), WAIT_MS);
  }

  async find() {
    const typed = this.input.value.trim();
    if (typed === this.foundFor) {
      return;
    }
    this.asking?.abort();
    this.asking = new AbortController();
    try {
      const html = typed
        ? await readHtml(`/search/suggestions?q=${encodeURIComponent(typed)}`, { signal: this.asking.signal })
        : "";
      if (typed === this.input.value.trim()) {
        this.show(typed, parse(html));
      }
    } catch (error) {
      if (!(error instanceof DOMException)) {
        this.show(typed, []);
      }
    }
  }

  /**
   * @param {string} typed
   * @param {Element[]} nodes
   */
  show(typed, nodes) {
    this.foundFor = typed;
    this.list.replaceChildren(...nodes);
    for (const [index, option] of this.options.entries()) {
      option.id = `${this.list.id}-${index}`;
      option.tabIndex = -1;
      option.setAttribute("aria-selected", "false");
    }
    for (const words of this.list.querySelectorAll("[data-typed]")) {
      embolden(words, typed);
    }
    this.choose(-1);
    this.open();
    const count = this.options.length;
    if (typed) {
      say(count === 1 ? "1 suggestion" : `${count} suggestions`);
    }
  }

  /** @returns {HTMLElement[]} */
  get options() {
    return [...this.list.querySelectorAll('[role="option"]')].filter((node) => node instanceof HTMLElement);
  }

  open() {
    this.showRecent();
    const isEmpty = this.options.length === 0 && this.recent.hidden;
    this.panel.hidden = isEmpty;
    this.list.hidden = this.options.length === 0;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden && !isEmpty));
    if (this.input.value.trim() && this.foundFor === "") {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.find(), WAIT_MS);
    }
  }

  close() {
    clearTimeout(this.timer);
    this.asking?.abort();
    this.choose(-1);
    this.panel.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
  }

  showRecent() {
    const queries = readRecent();
    const rows = queries.map((query) => {
      const row = fromTemplate("recent-template");
      const link = row?.querySelector("a");
      const words = row?.querySelector("[data-words]");
      const button = row?.querySelector("button");
      if (link && words && button) {
        link.href = `/search?q=${encodeURIComponent(query)}`;
        link.dataset.query = query;
        words.textContent = query;
        button.dataset.forget = query;
        button.setAttribute("aria-label", `Remove ${query}`);
      }
      return row;
    });
    this.recent.hidden = queries.length === 0;
    this.recent.querySelector("[data-rows]")?.replaceChildren(...rows.filter((row) => row !== null));
  }

  /** @param {number} index -1: none, the text itself is searched for */
  choose(index) {
    this.chosen = index;
    showChosen(this.input, this.options, index);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.isComposing) {
      return;
    }
    const count = this.options.length;
    const isOpen = !this.panel.hidden && count > 0;
    if (event.key === "ArrowDown" && isOpen) {
      event.preventDefault();
      this.choose(this.chosen + 1 >= count ? -1 : this.chosen + 1);
    } else if (event.key === "ArrowUp" && isOpen) {
      event.preventDefault();
      this.choose(this.chosen === -1 ? count - 1 : this.chosen - 1);
    } else if (event.key === "ArrowDown") {
      this.open();
    } else if (event.key === "Escape" && !this.panel.hidden) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && isOpen && this.chosen >= 0) {
      event.preventDefault();
      this.options[this.chosen].click();
    }
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    if (!(event.target instanceof Element)) {
      return;
    }
    const button = event.target.closest("button");
    if (button instanceof HTMLElement && "clear" in button.dataset) {
      forgetAllRecent();
    } else if (button instanceof HTMLElement && button.dataset.forget) {
      forgetRecent(button.dataset.forget);
    } else {
      addRecent(event.target.closest("a")?.dataset.query ?? "");
      return;
    }
    this.input.focus();
    this.open();
  }
}

/**
 * Make the letters bold that were typed.
 * @param {Element} element
 * @param {string} typed
 */
function embolden(element, typed) {
  const text = element.textContent ?? "";
  const wanted = typed.replace(/^[@#]/, "").toLowerCase();
  const start = wanted ? text.toLowerCase().indexOf(wanted) : -1;
  if (start < 0) {
    return;
  }
  const bold = document.createElement("b");
  bold.textContent = text.slice(start, start + wanted.length);
  element.replaceChildren(text.slice(0, start), bold, text.slice(start + wanted.length));
}
