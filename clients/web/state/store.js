/** Holds the state of a page and tells who listens. */

import { INITIAL_STATE, reduce } from './reducer.js';

/** @typedef {import('./reducer.js').State} State */
/** @typedef {import('./reducer.js').Event} Event */

export class Store {
  #state = INITIAL_STATE;
  /** @type {Set<(state: State, before: State) => void>} */
  #listeners = new Set();

  get state() {
    return this.#state;
  }

  /** @param {Event} event */
  dispatch(event) {
    const before = this.#state;
    this.#state = reduce(before, event);
    if (this.#state === before) return;
    for (const listener of this.#listeners) listener(this.#state, before);
  }

  /**
   * @param {(state: State, before: State) => void} listener
   * @returns {() => void} stops listening
   */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
