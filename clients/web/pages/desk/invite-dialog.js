/** The way in for a phone, in a window of its own. Loaded when staff invite somebody. */

import { createClosableDialog } from '../../elements/closable-dialog.js';
import { InvitationPanel } from '../../elements/invitation-panel.js';
import { browserTimers } from '../../net/timers.js';

/** @typedef {import('../../net/staff-api.js').Invitation} Invitation */

export class InviteDialog {
  #panel;
  #dialog;
  /** Who comes in by the invitation that is shown. */
  #invited = '';
  element;

  /**
   * @param {import('../../i18n/i18n.js').I18n} i18n
   * @param {import('../../state/store.js').Store} store
   * @param {{nameOf: (lang: string) => string, onRenew: () => unknown}} actions nameOf: the endonym of a
   *   language
   */
  constructor(i18n, store, { nameOf, onRenew }) {
    this.#panel = new InvitationPanel(i18n, browserTimers, onRenew);
    this.#dialog = createClosableDialog(i18n, 'invite.title', this.#panel.element);
    this.#dialog.onClose(() => this.#panel.hide());
    this.element = this.#dialog.element;
    store.subscribe(({ participants }) => {
      const come = participants.find(({ id }) => id === this.#invited);
      if (come !== undefined) this.#panel.showUsed(come.reads.map(nameOf).join(', '));
    });
  }

  /** @param {Invitation} invitation */
  open(invitation) {
    this.show(invitation);
    this.#dialog.open();
  }

  /** @param {Invitation} invitation in the place of an older one */
  show(invitation) {
    this.#invited = invitation.participant;
    this.#panel.show(invitation);
  }
}
