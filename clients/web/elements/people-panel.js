/** Who takes part: staff let phones speak, mute them, and remove whom they did not mean to invite. */

import { h } from './dom.js';

/** @typedef {import('../i18n/i18n.js').I18n} I18n */
/** @typedef {import('../wire/messages.js').ParticipantState} ParticipantState */

/**
 * @typedef {object} Actions
 * @property {(lang: string) => string} nameOf the endonym of a language
 * @property {(participant: string, microphone: boolean) => void} onAllow
 * @property {(participant: string) => void} onRemove
 */

export class PeoplePanel {
  #i18n;
  #actions;
  /** @type {Map<string, PersonRow>} by participant; rows stay, so that the focus does */
  #rows = new Map();
  #list = h('ul', { class: 'people' });
  #alone = h('p', { class: 'soft' });
  element = h('div', {}, this.#list, this.#alone);

  /**
   * @param {I18n} i18n
   * @param {Actions} actions
   */
  constructor(i18n, actions) {
    this.#i18n = i18n;
    this.#actions = actions;
    i18n.text(this.#alone, 'people.alone');
  }

  /**
   * @param {readonly ParticipantState[]} participants
   * @param {string} self
   */
  update(participants, self) {
    this.#removeOthers(new Set(participants.map(({ id }) => id)));
    for (const participant of participants) {
      const row = this.#rows.get(participant.id) ?? this.#add(participant, self);
      row.update(participant);
    }
    this.#alone.hidden = participants.some(({ id }) => id !== self);
  }

  /**
   * @param {ParticipantState} participant
   * @param {string} self
   */
  #add({ id, role }, self) {
    const name = id === self ? 'people.you' : `role.${role}`;
    const row = new PersonRow(this.#i18n, { id, name, isSelf: id === self }, this.#actions);
    this.#rows.set(id, row);
    this.#list.append(row.element);
    return row;
  }

  /** @param {ReadonlySet<string>} ids */
  #removeOthers(ids) {
    for (const [id, row] of this.#rows) {
      if (ids.has(id)) continue;
      row.element.remove();
      this.#rows.delete(id);
    }
  }
}

class PersonRow {
  #i18n;
  #nameOf;
  #reads = h('span', { class: 'soft' });
  #microphone = h('span', { class: 'soft' });
  #consent = h('span', { class: 'soft' });
  #wants = h('span', { class: 'people-wants' });
  #allow;
  #maySpeak = false;
  element;

  /**
   * @param {I18n} i18n
   * @param {{id: string, name: string, isSelf: boolean}} person name: key of what they are called
   * @param {Actions} actions
   */
  constructor(i18n, { id, name, isSelf }, { nameOf, onAllow, onRemove }) {
    this.#i18n = i18n;
    this.#nameOf = nameOf;
    i18n.text(this.#wants, 'people.wants');
    const button = (/** @type {() => void} */ click) =>
      h('button', { class: 'button', type: 'button', 'aria-describedby': `person-${id}`, click });
    this.#allow = button(() => onAllow(id, !this.#maySpeak));
    const remove = button(() => onRemove(id));
    this.element = h(
      'li',
      {},
      h(
        'div',
        { id: `person-${id}` },
        i18n.text(h('strong'), name),
        this.#reads,
        this.#microphone,
        this.#consent,
        this.#wants,
      ),
      h(
        'div',
        { class: 'people-buttons' },
        this.#allow,
        !isSelf && i18n.text(remove, 'people.remove'),
      ),
    );
  }

  /** @param {ParticipantState} participant */
  update({ role, reads, may_speak: maySpeak, listening, consented, wants_interpreter: wants }) {
    this.#maySpeak = maySpeak;
    this.#wants.hidden = !wants;
    this.#consent.hidden = role === 'staff';
    this.#i18n.text(this.#consent, consented ? 'people.consented' : 'people.unread');
    const isPhone = role === 'client';
    this.#i18n.text(this.#reads, 'people.reads', { languages: reads.map(this.#nameOf).join(', ') });
    this.#allow.hidden = this.#microphone.hidden = !isPhone;
    this.#i18n.text(this.#allow, maySpeak ? 'people.mute' : 'people.allow');
    this.#i18n.text(this.#microphone, `people.mic.${micOf(maySpeak, listening)}`);
  }
}

/**
 * @param {boolean} maySpeak
 * @param {boolean} listening
 */
function micOf(maySpeak, listening) {
  if (!maySpeak) return 'off';
  return listening ? 'open' : 'ready';
}
