/** Messages of the server, with what a test does not care about filled in. */

export function ready(changes = {}) {
  return {
    type: 'ready',
    conversation: 'conv',
    participant: 'staff',
    role: 'staff',
    pair: ['en', 'pt'],
    practice: false,
    epoch: 'e1',
    seq: 0,
    recovered: false,
    track: { next_sample: 0 },
    limits: {
      max_message_bytes: 65536,
      max_audio_bytes: 32768,
      max_text_chars: 2000,
      max_unacknowledged_s: 30,
    },
    ...changes,
  };
}

export function caption(changes = {}) {
  return {
    type: 'caption',
    seq: null,
    id: 'c1',
    revision: 1,
    participant: 'staff',
    role: 'staff',
    lang: 'en',
    committed: 'Good',
    tentative: ' morning',
    final: false,
    corrected: false,
    redone: false,
    typed: false,
    start_s: null,
    end_s: null,
    phrase: null,
    ai_generated: true,
    model: 'fake',
    ...changes,
  };
}

export function translation(changes = {}) {
  return {
    type: 'translation',
    seq: null,
    caption: 'c1',
    lang: 'pt',
    revision: 1,
    source_revision: 1,
    committed: 'Bom',
    tentative: ' dia',
    final: false,
    corrected: false,
    redone: false,
    phrase: null,
    ai_generated: true,
    model: 'fake',
    route: 'direct',
    confidence: null,
    ...changes,
  };
}

export function notice(changes = {}) {
  return {
    type: 'notice',
    seq: 1,
    code: 'audio_gap',
    participant: 'staff',
    caption: null,
    lang: null,
    seconds: 2.5,
    ...changes,
  };
}
