/** The page of administrators in Swedish. */

/** @type {import('../i18n.js').Table} */
export const sv = {
  'admin.language': 'Sidans språk',

  'admin.retry': 'Försök igen',

  'admin.signin.title': 'Logga in',
  'admin.signin.body': 'Öppna administratörens länk som tjänsten visade när den startade.',
  'admin.signin.bad': 'Den här länken gäller inte längre.',

  'admin.signout': 'Logga ut',

  'admin.tabs': 'Sidans delar',

  'admin.tab.usage': 'Användning',
  'admin.tab.compare': 'Jämförelse',
  'admin.tab.desks': 'Diskar',

  'admin.usage.title': 'Användning',
  'admin.usage.lead':
    'Räknat utan innehåll: aldrig vad någon har sagt. Dagar och månader är i UTC.',

  'admin.filter': 'Vad som visas',
  'admin.filter.since': 'Från',
  'admin.filter.until': 'Till och med',
  'admin.filter.desk': 'Disk',
  'admin.filter.all': 'Alla diskar',
  'admin.filter.show': 'Visa',

  'admin.none': 'Inget har räknats under den här tiden.',

  'admin.total': 'Sammanlagt',

  'admin.table.times': 'Över tid',
  'admin.table.desks': 'Per disk',
  'admin.table.pairs': 'Per språk för personal och klient',

  'admin.column.time': 'Dag eller månad',
  'admin.column.desk': 'Disk',
  'admin.column.pair': 'Språk',
  'admin.column.visits': 'Samtal',
  'admin.column.minutes': 'Minuter',
  'admin.column.spoken_turns': 'Talade repliker',
  'admin.column.typed_turns': 'Skrivna repliker',
  'admin.column.corrections': 'Rättelser',
  'admin.column.handover_visits': 'Med önskan om tolk',
  'admin.column.readers': 'Telefoner och skärmar',
  'admin.column.lag_p_half': 'Fördröjning, median (s)',
  'admin.column.lag_p_most': 'Fördröjning, 95 % av tiden (s)',
  'admin.column.good': 'Svaret ”Ja”',
  'admin.column.partly': 'Svaret ”Delvis”',
  'admin.column.bad': 'Svaret ”Nej”',

  'admin.plot.visits': 'Samtal',
  'admin.plot.lag': 'Fördröjning, median (s)',
  'admin.plot.good': 'Andel svar ”Ja” (%)',
  'admin.plot.describe':
    '{title}, {first} till {last}: högst {highest}. Alla värden finns i tabellen ”Över tid”.',

  'admin.csv.visits': 'Samtalen som CSV-fil',
  'admin.csv.feedback': 'Svaren som CSV-fil',

  'admin.compare.title': 'Jämförelse',
  'admin.compare.lead':
    'I ett försök får vartannat samtal vid en disk en annan inställning; det som då skiljer kommer av inställningen. Två diskar skiljer sig också genom sina klienter.',
  'admin.compare.what': 'Vad som jämförs',
  'admin.compare.two_desks': 'Två diskar',
  'admin.compare.experiment': 'Försök: {name}',
  'admin.compare.first': 'Första disken',
  'admin.compare.second': 'Andra disken',
  'admin.compare.run': 'Jämför',
  'admin.compare.variant.a': 'a: diskens egen inställning',
  'admin.compare.variant.b': 'b: den andra inställningen',
  'admin.compare.column.metric': 'Vad',
  'admin.compare.column.difference': 'Skillnad, första minus andra',
  'admin.compare.column.verdict': 'Vad som kan sägas',
  'admin.compare.metric.lag_p50_s': 'Fördröjning, medel av medianerna (s)',
  'admin.compare.metric.corrections_per_turn': 'Rättelser per replik',
  'admin.compare.metric.good_share': 'Svaren ”Ja” (%)',
  'admin.compare.metric.handover_share': 'Samtal med önskan om tolk (%)',
  'admin.compare.metric.minutes': 'Minuter per samtal',
  'admin.compare.interval': '{value} ({low} till {high})',
  'admin.compare.of': 'av {count}',
  'admin.compare.verdict.difference': 'En skillnad har visats',
  'admin.compare.verdict.no_difference': 'Ingen skillnad har visats',
  'admin.compare.verdict.too_few': 'För få: det behövs tio på vardera sidan',
  'admin.compare.note':
    'Inom parentes: 95 % konfidensintervall. ”Ingen skillnad har visats” betyder inte att det inte finns någon. Av tjugo jämförelser utan skillnad visar en ändå en skillnad av en slump.',

  'admin.desks.title': 'Diskar',
  'admin.desks.lead': 'Ett öppet samtal behåller de inställningar som det började med.',
  'admin.desks.add': 'Ny disk',
  'admin.desks.edit': 'Redigera: {name}',
  'admin.desks.saved': 'Sparat.',
  'admin.desks.removed': 'Borttagen.',
  'admin.desks.save': 'Spara',
  'admin.desks.cancel': 'Avbryt',
  'admin.desks.remove': 'Ta bort den här disken',
  'admin.desks.confirm': 'Ta bort på riktigt? Det som har räknats där finns kvar.',

  'admin.field.name': 'Namn',
  'admin.field.slug': 'Kortnamn: små bokstäver, siffror, bindestreck; ändras aldrig',
  'admin.field.staff_lang': 'Personalens språk',
  'admin.field.client_lang': 'Klientens språk',
  'admin.field.no_lang': 'Som senast valt',
  'admin.field.contact': 'Hur man når en mänsklig tolk',
  'admin.field.phone': 'Tolkarnas telefon',
  'admin.field.reasons': 'Skäl att lämna över, ett per rad',
  'admin.field.retention': 'Hur länge texten sparas efter ett samtal',
  'admin.field.retention.0': 'Inte alls',
  'admin.field.retention.1': 'En timme',
  'admin.field.retention.24': '24 timmar',
  'admin.field.glossaries': 'Ordlistor',
  'admin.field.no_glossaries': 'Tjänsten har inga ordlistor.',
  'admin.field.phrases': 'Färdiga fraser',
  'admin.field.phrases_general': 'De allmänna',
  'admin.field.experiment': 'Försökets namn; tomt för inget',
  'admin.field.experiment_lead':
    'Vartannat samtal får dessa ordlistor och fraser i stället för dem ovan.',

  'error.unreachable': 'Tjänsten kan inte nås. Kontrollera nätverket.',

  'error.unknown': 'Det gick inte ({code}). Försök igen.',

  'error.not_signed_in': 'Du är inte längre inloggad. Öppna länken igen.',

  'error.too_many_tries': 'För många försök. Vänta en minut och försök igen.',

  'error.storage_unavailable': 'Databasen svarar inte. Inget ändrades; försök igen om en stund.',

  'error.desk_exists': 'Det finns redan en disk med det kortnamnet.',

  'error.desk_not_found': 'Den här disken finns inte längre.',

  'error.desk_invalid': 'Disken kan inte ställas in så här. Kontrollera fälten.',

  'error.invalid_request': 'Något i fälten passar inte. Kontrollera dem.',

  'error.unknown_glossary': 'En av ordlistorna finns inte längre.',

  'error.unknown_phrase_set': 'De här fraserna finns inte längre.',
};
