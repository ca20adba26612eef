/** The ways in for a phone, in a window of its own. Loaded when staff invite somebody. */

import { createClosableDialog } from '../../elements/closable-dialog.js';
import { InvitationPanel } from '../../elements/invitation-panel.js';
import { browserTimers } from '../../net/timers.js';

/** @typedef {import('../../net/staff-api.js').Invitation} Invitation */

export class InviteDialog {
  #panel;
  #dialog;
  element;

  /**
   * @param {import('../../i18n/i18n.js').I18n} i18n
   * @param {() => void} onRenew
   */
  constructor(i18n, onRenew) {
    this.#panel = new InvitationPanel(i18n, browserTimers, onRenew);
    this.#dialog = createClosableDialog(i18n, 'invite.title', this.#panel.element);
    this.#dialog.onClose(() => this.#panel.hide());
    this.element = this.#dialog.element;
  }

  /** @param {Invitation} invitation */
  open(invitation) {
    this.show(invitation);
    this.#dialog.open();
  }

  /** @param {Invitation} invitation in the place of an older one */
  show(invitation) {
    this.#panel.show(invitation);
  }
}
