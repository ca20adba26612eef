/** The exports of a conversation that goes on, in a window of their own. Loaded when staff look. */

import { createClosableDialog } from '../../elements/closable-dialog.js';
import { ExportPanel } from '../../elements/export-panel.js';

export class ExportDialog {
  #dialog;
  element;

  /**
   * @param {import('../../i18n/i18n.js').I18n} i18n
   * @param {import('../../net/staff-api.js').StaffApi} api
   * @param {string} conversation
   */
  constructor(i18n, api, conversation) {
    const panel = new ExportPanel(i18n, api, conversation);
    this.#dialog = createClosableDialog(i18n, 'export.title', panel.element);
    this.#dialog.onClose(() => panel.close());
    this.element = this.#dialog.element;
  }

  open() {
    this.#dialog.open();
  }
}
