/** The page of administrators in Finnish. */

/** @type {import('../i18n.js').Table} */
export const fi = {
  'admin.language': 'Tämän sivun kieli',

  'admin.retry': 'Yritä uudelleen',

  'admin.signin.title': 'Kirjaudu sisään',
  'admin.signin.body': 'Avaa ylläpitäjän linkki, jonka palvelu näytti käynnistyessään.',
  'admin.signin.bad': 'Tämä linkki ei enää kelpaa.',

  'admin.signout': 'Kirjaudu ulos',

  'admin.tabs': 'Sivun osat',

  'admin.tab.usage': 'Käyttö',
  'admin.tab.compare': 'Vertailu',
  'admin.tab.desks': 'Palvelupisteet',

  'admin.usage.title': 'Käyttö',
  'admin.usage.lead':
    'Laskettu ilman sisältöä: ei koskaan sitä, mitä joku sanoi. Päivät ja kuukaudet ovat UTC-ajassa.',

  'admin.filter': 'Mitä näytetään',
  'admin.filter.since': 'Alkaen',
  'admin.filter.until': 'Päättyen, tämä päivä mukaan lukien',
  'admin.filter.desk': 'Palvelupiste',
  'admin.filter.all': 'Kaikki palvelupisteet',
  'admin.filter.show': 'Näytä',

  'admin.none': 'Tältä ajalta ei ole laskettu mitään.',

  'admin.total': 'Yhteensä',

  'admin.table.times': 'Ajan mukaan',
  'admin.table.desks': 'Palvelupisteittäin',
  'admin.table.pairs': 'Henkilöstön ja asiakkaan kielten mukaan',

  'admin.column.time': 'Päivä tai kuukausi',
  'admin.column.desk': 'Palvelupiste',
  'admin.column.pair': 'Kielet',
  'admin.column.visits': 'Keskusteluja',
  'admin.column.minutes': 'Minuutteja',
  'admin.column.spoken_turns': 'Puhuttuja puheenvuoroja',
  'admin.column.typed_turns': 'Kirjoitettuja puheenvuoroja',
  'admin.column.corrections': 'Korjauksia',
  'admin.column.handover_visits': 'Joissa toivottiin tulkkia',
  'admin.column.readers': 'Puhelimia ja näyttöjä',
  'admin.column.lag_p_half': 'Viive, mediaani (s)',
  'admin.column.lag_p_most': 'Viive, 95 % ajasta (s)',
  'admin.column.good': 'Vastaus ”Kyllä”',
  'admin.column.partly': 'Vastaus ”Osittain”',
  'admin.column.bad': 'Vastaus ”Emme”',

  'admin.plot.visits': 'Keskusteluja',
  'admin.plot.lag': 'Viive, mediaani (s)',
  'admin.plot.good': 'Vastauksista ”Kyllä” (%)',
  'admin.plot.describe':
    '{title}, {first} – {last}: suurin {highest}. Kaikki arvot ovat taulukossa ”Ajan mukaan”.',

  'admin.csv.visits': 'Keskustelut CSV-tiedostona',
  'admin.csv.feedback': 'Vastaukset CSV-tiedostona',

  'admin.compare.title': 'Vertailu',
  'admin.compare.lead':
    'Kokeessa joka toinen palvelupisteen keskustelu saa toisen asetuksen; ero johtuu silloin asetuksesta. Kaksi palvelupistettä eroaa myös asiakkailtaan.',
  'admin.compare.what': 'Mitä verrataan',
  'admin.compare.two_desks': 'Kaksi palvelupistettä',
  'admin.compare.experiment': 'Koe: {name}',
  'admin.compare.first': 'Ensimmäinen palvelupiste',
  'admin.compare.second': 'Toinen palvelupiste',
  'admin.compare.run': 'Vertaa',
  'admin.compare.variant.a': 'a: palvelupisteen oma asetus',
  'admin.compare.variant.b': 'b: toinen asetus',
  'admin.compare.column.metric': 'Mikä',
  'admin.compare.column.difference': 'Ero, ensimmäinen miinus toinen',
  'admin.compare.column.verdict': 'Mitä voi sanoa',
  'admin.compare.metric.lag_p50_s': 'Viive, mediaanien keskiarvo (s)',
  'admin.compare.metric.corrections_per_turn': 'Korjauksia puheenvuoroa kohti',
  'admin.compare.metric.good_share': 'Vastauksista ”Kyllä” (%)',
  'admin.compare.metric.handover_share': 'Keskusteluista, joissa toivottiin tulkkia (%)',
  'admin.compare.metric.minutes': 'Keskustelun minuutit',
  'admin.compare.interval': '{value} ({low} – {high})',
  'admin.compare.of': 'määrä {count}',
  'admin.compare.verdict.difference': 'Ero on osoitettu',
  'admin.compare.verdict.no_difference': 'Eroa ei ole osoitettu',
  'admin.compare.verdict.too_few': 'Liian vähän: kummallakin puolella tarvitaan kymmenen',
  'admin.compare.note':
    'Suluissa on 95 %:n luottamusväli. ”Eroa ei ole osoitettu” ei tarkoita, ettei eroa ole. Kahdestakymmenestä vertailusta, joissa eroa ei ole, yksi näyttää eron sattumalta.',

  'admin.desks.title': 'Palvelupisteet',
  'admin.desks.lead': 'Avoin keskustelu pitää asetukset, joilla se alkoi.',
  'admin.desks.add': 'Uusi palvelupiste',
  'admin.desks.edit': 'Muokkaa: {name}',
  'admin.desks.saved': 'Tallennettu.',
  'admin.desks.removed': 'Poistettu.',
  'admin.desks.save': 'Tallenna',
  'admin.desks.cancel': 'Peruuta',
  'admin.desks.remove': 'Poista tämä palvelupiste',
  'admin.desks.confirm': 'Poistetaanko varmasti? Se, mitä siellä on laskettu, säilyy.',

  'admin.field.name': 'Nimi',
  'admin.field.slug': 'Lyhyt nimi: pieniä kirjaimia, numeroita, viivoja; ei muutu koskaan',
  'admin.field.staff_lang': 'Henkilöstön kieli',
  'admin.field.client_lang': 'Asiakkaan kieli',
  'admin.field.no_lang': 'Kuten viimeksi valittiin',
  'admin.field.contact': 'Miten ihmistulkin tavoittaa',
  'admin.field.phone': 'Tulkkien puhelinnumero',
  'admin.field.reasons': 'Siirron syyt, yksi rivillä',
  'admin.field.retention': 'Kuinka kauan teksti säilyy keskustelun jälkeen',
  'admin.field.retention.0': 'Ei lainkaan',
  'admin.field.retention.1': 'Yhden tunnin',
  'admin.field.retention.24': '24 tuntia',
  'admin.field.glossaries': 'Sanastot',
  'admin.field.no_glossaries': 'Palvelussa ei ole sanastoja.',
  'admin.field.phrases': 'Valmiit lauseet',
  'admin.field.phrases_general': 'Yleiset',
  'admin.field.experiment': 'Kokeen nimi; tyhjä, jos koetta ei ole',
  'admin.field.experiment_lead':
    'Joka toinen keskustelu saa nämä sanastot ja lauseet yllä olevien sijasta.',

  'error.unreachable': 'Palveluun ei saada yhteyttä. Tarkista verkko.',

  'error.unknown': 'Se ei onnistunut ({code}). Yritä uudelleen.',

  'error.not_signed_in': 'Et ole enää kirjautuneena. Avaa linkki uudelleen.',

  'error.too_many_tries': 'Liian monta yritystä. Odota minuutti ja yritä uudelleen.',

  'error.storage_unavailable':
    'Tietokanta ei vastaa. Mitään ei muutettu; yritä hetken kuluttua uudelleen.',

  'error.desk_exists': 'Tällä lyhyellä nimellä on jo palvelupiste.',

  'error.desk_not_found': 'Tätä palvelupistettä ei enää ole.',

  'error.desk_invalid': 'Palvelupistettä ei voi asettaa näin. Tarkista kentät.',

  'error.invalid_request': 'Jokin kentistä ei kelpaa. Tarkista ne.',

  'error.unknown_glossary': 'Jotakin sanastoista ei enää ole.',

  'error.unknown_phrase_set': 'Näitä lauseita ei enää ole.',
};
