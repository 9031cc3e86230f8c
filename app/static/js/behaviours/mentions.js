// @ts-check
/** Names while typing `@`: a list box under the text, moved through with the arrows. */

import { ask } from "../lib/fetch.js";
import { fromTemplate } from "../lib/swap.js";
import { say } from "../lib/toast.js";

const WAIT_MS = 120;
const ROWS = 6;
let numbers = 0;

/**
 * @param {HTMLTextAreaElement} box
 */
export function connect(box) {
  if (document.getElementById("mention-template")) {
    new Mentions(box).start();
  }
}

class Mentions {
  /** @param {HTMLTextAreaElement} box */
  constructor(box) {
    this.box = box;
    /** @type {HTMLElement | null} */
    this.list = null;
    this.chosen = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    /** @type {AbortController | null} */
    this.asking = null;
  }

  start() {
    this.box.addEventListener("input", () => this.typed());
    this.box.addEventListener("keydown", (event) => this.onKey(event));
    this.box.addEventListener("blur", () => this.close());
  }

  /** The `@name` before the cursor; null where there is none. */
  get started() {
    const before = this.box.value.slice(0, this.box.selectionEnd);
    return /(?:^|[^\w@/.])@([A-Za-z0-9_.]{1,30})$/.exec(before)?.[1] ?? null;
  }

  typed() {
    clearTimeout(this.timer);
    this.asking?.abort();
    const name = this.started;
    if (name === null) {
      this.close();
      return;
    }
    this.timer = setTimeout(() => this.find(name), WAIT_MS);
  }

  /** @param {string} name */
  async find(name) {
    this.asking = new AbortController();
    try {
      const url = `/api/users/search?limit=${ROWS}&q=${encodeURIComponent(name)}`;
      const response = await ask(url, { signal: this.asking.signal });
      const people = (await response.json()).items;
      if (name === this.started && document.activeElement === this.box) {
        this.show(people);
      }
    } catch {
      this.close();
    }
  }

  /** @param {{username: string, display_name: string}[]} people */
  show(people) {
    this.close();
    if (people.length === 0) {
      return;
    }
    numbers += 1;
    const id = `mentions-${numbers}`;
    const list = document.createElement("ul");
    list.id = id;
    list.className = "listbox listbox-mentions";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "People");
    for (const [index, person] of people.entries()) {
      const option = this.option(person, `${id}-${index}`);
      if (option) {
        list.append(option);
      }
    }
    this.list = list;
    this.box.after(list);
    this.box.setAttribute("aria-controls", id);
    this.choose(0);
    say(people.length === 1 ? "1 person" : `${people.length} people`);
  }

  /**
   * @param {{username: string, display_name: string}} person
   * @param {string} id
   */
  option(person, id) {
    const option = fromTemplate("mention-template");
    if (option) {
      option.id = id;
      option.dataset.username = person.username;
      fill(
        option,
        "[data-mention-initial]",
        (person.display_name || person.username).slice(0, 1).toUpperCase(),
      );
      fill(option, "[data-mention-name]", person.display_name || person.username);
      fill(option, "[data-mention-handle]", `@${person.username}`);
      // Not "click": the box would lose the focus first.
      option.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        this.take(person.username);
      });
    }
    return option;
  }

  get options() {
    return this.list ? [...this.list.children] : [];
  }

  /** @param {number} index */
  choose(index) {
    const options = this.options;
    this.chosen = (index + options.length) % options.length;
    for (const [at, option] of options.entries()) {
      option.setAttribute("aria-selected", String(at === this.chosen));
    }
    this.box.setAttribute("aria-activedescendant", options[this.chosen].id);
    options[this.chosen].scrollIntoView({ block: "nearest" });
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (!this.list || event.isComposing || event.ctrlKey || event.metaKey) {
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.choose(this.chosen + (event.key === "ArrowDown" ? 1 : -1));
    } else if (event.key === "Enter" || event.key === "Tab") {
      event.preventDefault();
      const chosen = this.options[this.chosen];
      this.take(chosen instanceof HTMLElement ? (chosen.dataset.username ?? "") : "");
    } else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.close();
    }
  }

  /** @param {string} username */
  take(username) {
    const end = this.box.selectionEnd;
    const start = end - (this.started?.length ?? 0);
    this.close();
    this.box.setRangeText(`${username} `, start, end, "end");
    this.box.dispatchEvent(new Event("input", { bubbles: true }));
  }

  close() {
    this.list?.remove();
    this.list = null;
    this.box.removeAttribute("aria-controls");
    this.box.removeAttribute("aria-activedescendant");
  }
}

/**
 * @param {Element} option
 * @param {string} selector
 * @param {string} text
 */
function fill(option, selector, text) {
  const place = option.querySelector(selector);
  if (place) {
    place.textContent = text;
  }
}
