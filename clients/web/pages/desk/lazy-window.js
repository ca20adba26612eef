/** Windows over the desk, each loaded when it is first wanted. */

import { ApiError } from '../../net/api.js';
import { loadModule } from '../../net/load-module.js';

/**
 * @template M
 * @template {{element: HTMLElement}} W
 * @param {() => Promise<M>} load what makes it
 * @param {(module: M) => W | Promise<W>} create
 * @param {(element: HTMLElement) => void} place puts it into the page
 * @returns {() => Promise<W>}
 */
export function lazyWindow(load, create, place) {
  /** @type {Promise<W> | null} of the first who asked */
  let made = null;
  const make = async () => {
    const found = await create(await loadModule(load));
    place(found.element);
    return found;
  };
  return () => {
    made ??= make().catch((error) => {
      made = null; // whoever asks next tries again
      throw error;
    });
    return made;
  };
}

/**
 * Does something, and tells on the page what went wrong.
 *
 * @param {import('../../state/store.js').Store} store
 * @param {() => Promise<void>} action
 */
export async function attempt(store, action) {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    store.dispatch({ kind: 'failed', code: error.code });
  }
}
