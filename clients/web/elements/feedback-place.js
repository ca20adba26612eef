/** Where the question at the end appears, once it is loaded: without a network nobody could answer it. */

import { ApiError } from '../net/api.js';
import { loadModule } from '../net/load-module.js';
import { h } from './dom.js';

/**
 * @param {import('../i18n/i18n.js').I18n} i18n
 * @param {string | null} token of one who may answer
 * @param {() => void} onGiven
 * @returns {HTMLElement | null} null: nobody is asked
 */
export function createFeedbackPlace(i18n, token, onGiven) {
  if (token === null) return null;
  const place = h('div', { class: 'feedback-place', hidden: true });
  void fill(place, i18n, token, onGiven);
  return place;
}

/**
 * @param {HTMLElement} place
 * @param {import('../i18n/i18n.js').I18n} i18n
 * @param {string} token
 * @param {() => void} onGiven
 */
async function fill(place, i18n, token, onGiven) {
  try {
    const create = await loadModule(async () => (await import('./feedback.js')).createFeedback);
    place.append(create(i18n, token, onGiven));
    place.hidden = false;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  }
}
