/** The space bar and pedals, which send a key like a keyboard: they talk wherever the focus is. */

/** @typedef {import('../../state/talk.js').TalkControl} TalkControl */
/** @typedef {'staff' | 'client'} Side */
/** @typedef {Partial<Record<Side, string>>} Pedals code of a key, by whose language it opens */

const TYPING = 'input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]';
/** Here a space means something already. */
const TAKES_SPACE = 'input, select, button, a, summary';

/** Keys that a page is worked with; a pedal that sends one of them must be set to another. */
const RESERVED = /^(Tab|Enter|NumpadEnter|Escape|Space|Arrow\w+|(Shift|Control|Alt|Meta)(Left|Right)|)$/;

/**
 * @param {Pick<KeyboardEvent, 'code'>} event
 * @returns {boolean} whether this key can be a pedal
 */
export function isPedalKey({ code }) {
  return !RESERVED.test(code);
}

export class TalkKeys {
  #control;
  #options;
  #listening = new AbortController();

  /**
   * @param {TalkControl} control
   * @param {object} options
   * @param {() => Pedals} options.pedals
   * @param {(side: Side | null) => string} options.speaks what a key opens; null for the space bar
   * @param {EventTarget & {visibilityState: string}} [options.page]
   * @param {EventTarget} [options.window]
   */
  constructor(control, { pedals, speaks, page = document, window: frame = window }) {
    this.#control = control;
    this.#options = { pedals, speaks };
    const { signal } = this.#listening;
    const on = (/** @type {EventTarget} */ target, /** @type {string} */ type, /** @type {any} */ act) =>
      target.addEventListener(type, act, { signal });
    on(page, 'keydown', (/** @type {KeyboardEvent} */ event) => this.#down(event));
    on(page, 'keyup', (/** @type {KeyboardEvent} */ { code }) => control.release(code));
    on(frame, 'blur', () => control.interrupt());
    on(page, 'visibilitychange', () => page.visibilityState === 'hidden' && control.interrupt());
  }

  close() {
    this.#listening.abort();
  }

  /** @param {KeyboardEvent} event */
  #down(event) {
    const side = this.#sideOf(event);
    if (side === undefined) return;
    event.preventDefault();
    if (!event.repeat) this.#control.press(event.code, this.#options.speaks(side));
  }

  /**
   * @param {KeyboardEvent} event
   * @returns {Side | null | undefined} undefined: this key is meant for something else
   */
  #sideOf({ code, target, altKey, ctrlKey, metaKey }) {
    const at = /** @type {Element} */ (target);
    if (altKey || ctrlKey || metaKey) return undefined;
    if (at.closest(`dialog, ${TYPING}`) !== null) return undefined;
    if (code === 'Space') return at.closest(TAKES_SPACE) === null ? null : undefined;
    const { staff, client } = this.#options.pedals();
    if (code === staff) return 'staff';
    return code === client ? 'client' : undefined;
  }
}
