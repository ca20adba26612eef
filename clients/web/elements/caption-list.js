/**
 * The lines of a conversation, oldest first. Keeps the elements of lines that stay, so that nothing
 * blinks or is lost.
 */

import { h } from './dom.js';

/** @typedef {import('../state/timeline.js').Line} Line */

/**
 * @template {Line} [L=Line]
 * @typedef {{element: HTMLLIElement, update: (line: L) => void}} LineView
 */

export class CaptionList {
  element = h('ol', { class: 'captions' });
  #createView;
  /** @type {Map<string, LineView<any>>} by key of the line */
  #views = new Map();

  /** @param {(line: Line) => LineView<any>} createView */
  constructor(createView) {
    this.#createView = createView;
  }

  /** @param {readonly Line[]} lines */
  update(lines) {
    this.#removeOthers(new Set(lines.map(({ key }) => key)));
    /** @type {Element | null} */
    let before = this.element.lastElementChild;
    for (const line of [...lines].reverse()) {
      const view = this.#viewOf(line);
      view.update(line);
      // Only what is new, or out of its place, is moved: moving an element takes the focus from
      // what is in it.
      if (view.element === before) before = before.previousElementSibling;
      else if (before === null) this.element.prepend(view.element);
      else before.after(view.element);
    }
  }

  /** @param {Line} line */
  #viewOf(line) {
    const view = this.#views.get(line.key) ?? this.#createView(line);
    this.#views.set(line.key, view);
    return view;
  }

  /** @param {ReadonlySet<string>} keys */
  #removeOthers(keys) {
    for (const [key, view] of this.#views) {
      if (keys.has(key)) continue;
      view.element.remove();
      this.#views.delete(key);
    }
  }
}
