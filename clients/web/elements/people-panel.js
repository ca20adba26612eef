/** Who takes part; staff can remove whom they did not mean to invite. */

import { h } from './dom.js';

/** @typedef {import('../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../wire/messages.js').ParticipantState} ParticipantState */

export class PeoplePanel {
  #i18n;
  #nameOf;
  #onRemove;
  #list = h('ul', { class: 'people' });
  #alone = h('p', { class: 'soft' });
  element = h('div', {}, this.#list, this.#alone);

  /**
   * @param {I18n} i18n
   * @param {(lang: string) => string} nameOf the endonym of a language
   * @param {(participant: string) => void} onRemove
   */
  constructor(i18n, nameOf, onRemove) {
    this.#i18n = i18n;
    this.#nameOf = nameOf;
    this.#onRemove = onRemove;
    i18n.text(this.#alone, 'people.alone');
  }

  /**
   * @param {readonly ParticipantState[]} participants
   * @param {string} self
   */
  update(participants, self) {
    this.#list.replaceChildren(
      ...participants.map((participant) => this.#row(participant, participant.id === self)),
    );
    this.#alone.hidden = participants.some(({ id }) => id !== self);
  }

  /**
   * @param {ParticipantState} participant
   * @param {boolean} isSelf
   */
  #row({ id, role, reads }, isSelf) {
    const languages = reads.map(this.#nameOf).join(', ');
    const name = this.#i18n.text(h('strong'), isSelf ? 'people.you' : `role.${role}`);
    const remove = h('button', {
      class: 'button',
      type: 'button',
      click: () => this.#onRemove(id),
    });
    return h(
      'li',
      {},
      h(
        'div',
        {},
        name,
        this.#i18n.text(h('span', { class: 'soft' }), 'people.reads', { languages }),
      ),
      !isSelf && this.#i18n.text(remove, 'people.remove'),
    );
  }
}
