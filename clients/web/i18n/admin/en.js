/** The page of administrators in English. */

/** @type {import('../i18n.js').Table} */
export const en = {
  'admin.language': 'Language of this page',

  'admin.retry': 'Try again',

  'admin.signin.title': 'Sign in',
  'admin.signin.body': 'Open the link for administrators that the service printed when it started.',
  'admin.signin.bad': 'This link is not valid any more.',

  'admin.signout': 'Sign out',

  'admin.tabs': 'Parts of this page',

  'admin.tab.usage': 'Usage',
  'admin.tab.compare': 'Comparison',
  'admin.tab.desks': 'Desks',

  'admin.usage.title': 'Usage',
  'admin.usage.lead':
    'Counted without content: never what anybody said. Days and months are in UTC.',

  'admin.filter': 'What is shown',
  'admin.filter.since': 'From',
  'admin.filter.until': 'To, this day included',
  'admin.filter.desk': 'Desk',
  'admin.filter.all': 'All desks',
  'admin.filter.show': 'Show',

  'admin.none': 'Nothing was counted in this time.',

  'admin.total': 'Altogether',

  'admin.table.times': 'Over time',
  'admin.table.desks': 'By desk',
  'admin.table.pairs': 'By languages of staff and client',

  'admin.column.time': 'Day or month',
  'admin.column.desk': 'Desk',
  'admin.column.pair': 'Languages',
  'admin.column.visits': 'Conversations',
  'admin.column.minutes': 'Minutes',
  'admin.column.spoken_turns': 'Spoken turns',
  'admin.column.typed_turns': 'Typed turns',
  'admin.column.corrections': 'Corrections',
  'admin.column.handover_visits': 'With a wish for an interpreter',
  'admin.column.readers': 'Phones and displays',
  'admin.column.lag_p_half': 'Lag, median (s)',
  'admin.column.lag_p_most': 'Lag, 95 % of the time (s)',
  'admin.column.good': 'Answer “Yes”',
  'admin.column.partly': 'Answer “Partly”',
  'admin.column.bad': 'Answer “No”',

  'admin.plot.visits': 'Conversations',
  'admin.plot.lag': 'Lag, median (s)',
  'admin.plot.good': 'Answers “Yes”, share (%)',
  'admin.plot.describe':
    '{title}, {first} to {last}: highest {highest}. All values are in the table “Over time”.',

  'admin.csv.visits': 'Conversations as a CSV file',
  'admin.csv.feedback': 'Answers as a CSV file',

  'admin.compare.title': 'Comparison',
  'admin.compare.lead':
    'An experiment gives every other conversation of a desk another setting; what differs then comes from the setting. Two desks differ in their clients, too.',
  'admin.compare.what': 'What is compared',
  'admin.compare.two_desks': 'Two desks',
  'admin.compare.experiment': 'Experiment: {name}',
  'admin.compare.first': 'First desk',
  'admin.compare.second': 'Second desk',
  'admin.compare.run': 'Compare',
  'admin.compare.variant.a': 'a: the desk’s own setting',
  'admin.compare.variant.b': 'b: the other setting',
  'admin.compare.column.metric': 'What',
  'admin.compare.column.difference': 'Difference, first minus second',
  'admin.compare.column.verdict': 'What may be said',
  'admin.compare.metric.lag_p50_s': 'Lag, mean of the medians (s)',
  'admin.compare.metric.corrections_per_turn': 'Corrections per turn',
  'admin.compare.metric.good_share': 'Answers “Yes” (%)',
  'admin.compare.metric.handover_share': 'Conversations with a wish for an interpreter (%)',
  'admin.compare.metric.minutes': 'Minutes of a conversation',
  'admin.compare.interval': '{value} ({low} to {high})',
  'admin.compare.of': 'from {count}',
  'admin.compare.verdict.difference': 'A difference is shown',
  'admin.compare.verdict.no_difference': 'No difference shown',
  'admin.compare.verdict.too_few': 'Too few: ten are needed on each side',
  'admin.compare.note':
    'In brackets: 95 % confidence intervals. “No difference shown” does not mean that there is none. Of twenty comparisons without any difference, one shows one by chance.',

  'admin.desks.title': 'Desks',
  'admin.desks.lead': 'A conversation that is open keeps the settings with which it began.',
  'admin.desks.add': 'New desk',
  'admin.desks.edit': 'Edit: {name}',
  'admin.desks.saved': 'Saved.',
  'admin.desks.removed': 'Removed.',
  'admin.desks.save': 'Save',
  'admin.desks.cancel': 'Cancel',
  'admin.desks.remove': 'Remove this desk',
  'admin.desks.confirm': 'Really remove? What was counted there stays.',

  'admin.field.name': 'Name',
  'admin.field.slug': 'Short name: small letters, digits, dashes; never changes',
  'admin.field.staff_lang': 'Language of the staff',
  'admin.field.client_lang': 'Language of the client',
  'admin.field.no_lang': 'As chosen last',
  'admin.field.contact': 'How to reach a human interpreter',
  'admin.field.phone': 'Telephone of the interpreters',
  'admin.field.reasons': 'Reasons for a hand-over, one a line',
  'admin.field.retention': 'How long the text is kept after a conversation',
  'admin.field.retention.0': 'Not at all',
  'admin.field.retention.1': 'One hour',
  'admin.field.retention.24': '24 hours',
  'admin.field.glossaries': 'Glossaries',
  'admin.field.no_glossaries': 'The service has no glossaries.',
  'admin.field.phrases': 'Ready phrases',
  'admin.field.phrases_general': 'The general ones',
  'admin.field.experiment': 'Name of an experiment; empty for none',
  'admin.field.experiment_lead':
    'Every other conversation gets these glossaries and phrases in place of those above.',

  'error.unreachable': 'The service cannot be reached. Check the network.',

  'error.unknown': 'That did not work ({code}). Please try again.',

  'error.not_signed_in': 'You are not signed in any more. Open the link again.',

  'error.too_many_tries': 'Too many tries. Wait a minute, then try again.',

  'error.storage_unavailable':
    'The database does not answer. Nothing was changed; try again in a moment.',

  'error.desk_exists': 'There is a desk of this short name.',

  'error.desk_not_found': 'This desk is not there any more.',

  'error.desk_invalid': 'The desk cannot be set up like this. Check the fields.',

  'error.invalid_request': 'Something in the fields does not fit. Check them.',

  'error.unknown_glossary': 'One of the glossaries is not there any more.',

  'error.unknown_phrase_set': 'These phrases are not there any more.',
};
