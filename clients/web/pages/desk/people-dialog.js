/** Who is here, in a window of its own. Loaded when staff look. */

import { createClosableDialog } from '../../elements/closable-dialog.js';
import { PeoplePanel } from '../../elements/people-panel.js';

/** @typedef {import('../../state/reducer.js').State} State */

export class PeopleDialog {
  #panel;
  #dialog;
  element;

  /**
   * @param {import('../../i18n/i18n.js').I18n} i18n
   * @param {import('../../state/store.js').Store} store
   * @param {import('../../elements/people-panel.js').Actions} actions
   */
  constructor(i18n, store, actions) {
    this.#panel = new PeoplePanel(i18n, actions);
    this.#dialog = createClosableDialog(i18n, 'people.title', this.#panel.element);
    this.element = this.#dialog.element;
    store.subscribe((state, before) => {
      if (state.participants !== before.participants || state.self !== before.self)
        this.#update(state);
    });
    this.#update(store.state);
  }

  open() {
    this.#dialog.open();
  }

  /** @param {State} state */
  #update({ participants, self }) {
    this.#panel.update(participants, self?.participant ?? '');
  }
}
