/** The words of the desk, in Finnish. */

/** @type {import('./i18n.js').Table} */
export const fi = {
  'app.language': 'Tämän sivun kieli',
  'app.close': 'Sulje',
  'app.cancel': 'Peruuta',
  'app.retry': 'Yritä uudelleen',

  'signin.title': 'Kirjaudu asiointipisteeseen',
  'signin.body':
    'Tämä sivu avataan kirjautumislinkillä. Avaa linkki, jonka palvelu näytti käynnistyessään, tai pyydä se palvelun ylläpitäjältä.',
  'signin.example': 'Linkki näyttää tältä:',
  'signin.bad': 'Tämä kirjautumislinkki ei ole enää voimassa. Pyydä uusi.',

  'setup.title': 'Uusi keskustelu',
  'setup.lead': 'Valitse, kuka puhuu mitäkin kieltä. Tekstit näkyvät jo puheen aikana.',
  'setup.staff': 'Minä puhun',
  'setup.client': 'Asiakas puhuu',
  'quality.title': 'Mitä käännökseltä voi odottaa',
  'quality.into': 'kielelle',
  'quality.A': 'Hyvä arkisiin asioihin. Toista ja varmista se, minkä täytyy olla oikein.',
  'quality.B':
    'Käyttökelpoinen varoen. Puhu lyhyin lausein ja varmista jokainen luku, päivä ja kielto.',
  'quality.C': 'Vain yksittäisiin sanoihin ja yksinkertaisiin asioihin. Pyydä paikalle tulkki.',
  'quality.unknown': 'Laatua ei ole mitattu',
  'setup.notice': 'Asiakkaan tulee tietää ennen aloittamista',
  'setup.start': 'Aloita keskustelu',
  'setup.starting': 'Aloitetaan …',
  'setup.mic': 'Selain kysyy, saako tämä sivu käyttää mikrofonia.',
  'setup.fake': 'Harjoituspalvelu: se näyttää valmiita tekstejä eikä kuuntele, mitä sanot.',

  'desk.captions': 'Tekstitys',
  'desk.empty.title': 'Voit aloittaa',
  'desk.empty.body':
    'Paina mikrofonipainiketta tai välilyöntiä ja puhu lyhyin lausein, yksi kerrallaan.',
  'desk.you': 'sinä',
  'desk.client': 'asiakas',
  'desk.ai': 'Tietokone kääntää. Se voi erehtyä. Mitään ei tallenneta.',
  'desk.listen': 'Aloita kuuntelu',
  'desk.pause': 'Lopeta kuuntelu',
  'desk.opening': 'Avataan mikrofonia …',
  'desk.space': 'tai paina välilyöntiä',
  'desk.newer': 'Uudempaa alempana',
  'desk.display': 'Asiakkaan näyttö',
  'desk.invite': 'Kutsu puhelin',
  'desk.end': 'Lopeta',
  'desk.people': 'Mukana: {count}',
  'desk.offline':
    'Yhteys on poikki. Enintään 30 sekuntia puhetta säilyy ja lähetetään, kun yhteys palaa.',
  'desk.losing': 'Puhetta jää kuulematta, koska yhteys on ollut poikki liian kauan. Odota hetki.',
  'desk.incomplete': 'Yhteys oli poikki liian kauan. Yltä voi puuttua jotakin, mitä sanottiin.',

  'talk.mode': 'Miten puhutaan',
  'talk.mode.hands_free': 'Kädet vapaina',
  'talk.mode.tap': 'Napauta ja puhu',
  'talk.mode.hold': 'Pidä painettuna ja puhu',
  'talk.hold': 'Pidä painettuna ja puhu',
  'talk.release': 'Päästä irti, kun olet valmis',
  'talk.shared': 'Tähän mikrofoniin puhuu',
  'talk.both': 'kumpikin',
  'flip.was': 'Se olikin',

  'sound.open': 'Mikrofoni',
  'sound.title': 'Mikrofoni ja polkimet',
  'pedal.title': 'Jalkapolkimet',
  'pedal.lead':
    'Jalkapoljin lähettää näppäimen painalluksen kuten näppäimistö. Yksi poljin voi avata mikrofonin sinulle ja toinen asiakkaalle. Poljin toimii kaikkialla tällä sivulla, paitsi kun kirjoitat.',
  'pedal.learn': 'Opeta poljin',
  'pedal.press': 'Paina poljinta nyt. Esc jättää entisen.',
  'pedal.reserved':
    'Sivu tarvitsee tätä näppäintä itse. Aseta poljin lähettämään toinen, esimerkiksi F13.',
  'pedal.forget': 'Unohda',

  'lag.value': '{seconds} s jäljessä',

  'status.connecting': 'Yhdistetään',
  'status.offline': 'Ei verkkoyhteyttä',
  'status.reconnecting': 'Yhdistetään uudelleen',
  'status.busy': 'Palvelu on ruuhkautunut',
  'status.stopped': 'Ei yhteyttä',
  'status.audio_lost': 'Puhetta jää kuulematta',
  'status.thinking': 'Miettii',
  'status.listening': 'Kuuntelee',
  'status.paused': 'Ei kuuntele',

  'level.label': 'Mikrofonin äänen voimakkuus',
  'level.off': 'Mikrofoni on pois päältä',
  'level.good': 'Kuuluu hyvin',
  'level.silence': 'Mitään ei kuulu. Onko oikea mikrofoni kiinni ja päällä?',
  'level.too_quiet': 'Kuuluu hyvin hiljaa. Tule lähemmäs mikrofonia.',
  'level.too_noisy': 'Täällä on melua. Tule lähemmäs mikrofonia.',
  'level.clipping': 'Liian kovaa. Siirry hieman kauemmas.',

  'origin.spoken': 'puhuttu',
  'origin.typed': 'kirjoitettu',
  'origin.translated': 'käännetty',
  'caption.corrected': 'korjattu',
  'caption.redone': 'tunnistettu uudelleen',
  'caption.outdated': 'käännetään uudelleen …',
  'caption.pending': 'käännetään …',
  'route.pivot': 'välikielenä {languages}',
  'route.speech': 'suoraan puheesta',
  'route.speech.pivot': 'puheesta, välikielenä {languages}',
  'route.other': 'kiertotietä',
  'caption.unsure': 'Tietokone ei ole varma tästä käännöksestä. Varmista, että asia ymmärrettiin.',

  'mark.number': 'luku: toista se ääneen',
  'mark.date': 'päivä tai kuukausi: toista se ääneen',
  'mark.negation': 'kielto: varmista, että se ymmärrettiin',
  'mark.uncertain': 'tietokone ei ole varma tästä sanasta',
  'confidence.sure': 'luultavasti oikein',
  'confidence.fair': 'melko varma',

  'caption.failed.recognition': 'Tätä ei saatu kirjoitetuksi. Sano se uudelleen.',
  'caption.failed.translation': 'Tätä ei saatu käännetyksi. Sano se toisin.',
  'caption.correct': 'Korjaa tämä teksti',
  'caption.save': 'Tallenna korjaus',
  'caption.editing': 'Korjattu teksti',
  'caption.gap': 'Tästä jäi kuulematta {seconds} s puhetta.',
  'caption.gap.unknown': 'Tästä jäi puhetta kuulematta.',

  'say.label': 'Kirjoita puhumisen sijaan',
  'say.placeholder': 'Kirjoita, kielenä {language} …',
  'say.lang': 'Kirjoitetun tekstin kieli',
  'say.send': 'Lähetä',

  'people.title': 'Ketkä ovat mukana',
  'people.you': 'Sinä, asiointipisteessä',
  'role.staff': 'Asiointipiste',
  'role.client': 'Asiakkaan puhelin',
  'role.viewer': 'Asiakkaan näyttö',
  'people.reads': 'lukee: {languages}',
  'people.remove': 'Poista',
  'people.allow': 'Salli puhua',
  'people.mute': 'Mykistä',
  'people.mic.off': 'mikrofoni pois',
  'people.mic.ready': 'saa puhua',
  'people.mic.open': 'mikrofoni auki',
  'people.alone': 'Kukaan muu ei ole vielä liittynyt.',

  'terms.title': 'Termit',
  'terms.body': 'Nämä sanat käännetään aina näin, taivutettuinakin. Kirjoita perusmuoto.',
  'terms.add': 'Lisää termi',
  'terms.keep': 'Säilytä tässä asiointipisteessä',
  'terms.added': 'Voimassa seuraavista sanoista alkaen.',
  'terms.none': 'Termejä ei vielä ole.',
  'terms.list': 'Tämän keskustelun termit',
  'terms.missing': 'Ei käännetty sovitusti: {terms}',
  'terms.conflict.two_targets':
    '”{first}” on toisessa kohdassa ”{other}”. Nyt käytetään sanaa ”{wanted}”.',
  'terms.conflict.term_inside_term':
    '”{first}” on osa termiä ”{second}”. Kun sanotaan pidempi, sitä käytetään.',
  'terms.conflict.kept_and_translated':
    '”{first}” jätetään yhdessä kohdassa kääntämättä ja käännetään toisessa. Uudempi on voimassa.',
  'error.too_few_languages': 'Kirjoita termi molemmilla kielillä.',
  'error.term_bad_letters': 'Termissä on merkkejä, joita ei voi käyttää.',
  'error.term_without_letters': 'Termissä ei ole kirjaimia.',
  'error.glossary_shipped':
    'Tällä asiointipisteellä on sellaisen sanaston nimi, jota ei voi muuttaa.',

  'invite.title': 'Kutsu puhelin tai toinen näyttö',
  'invite.scan': 'Suuntaa puhelimen kamera tähän',
  'invite.type': 'tai avaa {address} ja kirjoita',
  'invite.qr': 'QR-koodi, jossa on liittymislinkki',
  'invite.left': 'Voimassa {time}. Koodi toimii kerran.',
  'invite.local':
    'Tämä osoite toimii vain tällä tietokoneella. Pyydä palvelun ylläpitäjää asettamaan julkinen osoite.',
  'invite.expired': 'Tämä kutsu on vanhentunut.',
  'invite.renew': 'Uusi kutsu',

  'end.title': 'Lopetetaanko keskustelu?',
  'end.body': 'Kaikki teksti katoaa jokaiselta näytöltä, eikä sitä saa takaisin.',
  'end.confirm': 'Lopeta ja unohda',
  'end.back': 'Jatka keskustelua',

  'ended.title': 'Unohdettu',
  'ended.body':
    'Keskustelu on päättynyt. Sen teksti on poistettu tältä sivulta, asiakkaan näytöiltä ja palvelusta.',
  'ended.new': 'Uusi keskustelu',

  'stopped.idle': 'Keskustelu oli pitkään hiljaa, joten yhteys suljettiin.',
  'stopped.failed': 'Palvelun täytyi lopettaa keskustelu virheen takia.',
  'stopped.elsewhere': 'Tämä keskustelu jatkuu toisessa välilehdessä tai ikkunassa.',
  'stopped.forbidden': 'Tämä asiointipiste ei saa käyttää tätä keskustelua.',
  'stopped.refused': 'Sivun ja palvelun välillä tapahtui virhe. Lataa sivu uudelleen.',
  'stopped.signed_out': 'Et ole enää kirjautunut. Avaa kirjautumislinkkisi uudelleen.',
  'stopped.back': 'Jatka tässä',

  'error.mic_denied':
    'Selain ei anna tämän sivun käyttää mikrofonia. Napsauta osoitteen vieressä olevaa lukkoa tai mikrofonia, salli mikrofoni ja yritä uudelleen.',
  'error.mic_absent': 'Mikrofonia ei löytynyt. Kytke mikrofoni ja yritä uudelleen.',
  'error.mic_busy': 'Toinen ohjelma käyttää mikrofonia. Sulje se ohjelma ja yritä uudelleen.',
  'error.mic_unplugged': 'Mikrofoni irrotettiin. Kytke se ja aloita kuuntelu uudelleen.',
  'error.mic_muted': 'Mikrofoni on mykistetty sen omasta kytkimestä tai tietokoneesta.',
  'error.mic_failed':
    'Mikrofonia ei saatu käyntiin. Lataa sivu uudelleen tai käynnistä selain uudelleen.',
  'error.insecure_page':
    'Mikrofoni toimii vain suojatulla sivulla. Avaa sivu osoitteella, jonka alussa on https://, tai tietokoneella, jossa palvelu toimii.',
  'error.busy':
    'Palvelussa on nyt niin monta keskustelua kuin siihen mahtuu. Yritä hetken päästä uudelleen.',
  'error.unreachable': 'Palveluun ei saada yhteyttä. Tarkista verkko ja yritä uudelleen.',
  'error.unsupported_pair': 'Tätä kieliparia ei ole tarjolla.',
  'error.unsupported_language': 'Tätä kieltä ei ole tarjolla.',
  'error.not_signed_in': 'Et ole enää kirjautunut. Avaa kirjautumislinkkisi uudelleen.',
  'error.conversation_not_found': 'Tämä keskustelu on päättynyt.',
  'error.already_speaking': 'Tästä pisteestä puhutaan jo toisessa välilehdessä tai ikkunassa.',
  'error.unknown_caption': 'Tätä riviä ei enää ole.',
  'error.unknown_participant': 'Puhelinta ei enää ole mukana.',
  'error.caption_not_final': 'Odota, kunnes lause on valmis, ja korjaa se sitten.',
  'error.audio_gone':
    'Ääntä ei enää ole, joten sitä ei voi tunnistaa uudelleen. Voit korjata tekstin.',
  'error.flip_failed':
    'Toisella kielellä ei ymmärretty mitään, joten rivi jää ennalleen.',
  'error.not_allowed': 'Tämä ei ole täällä sallittua.',
  'error.text_empty': 'Tekstiä ei ole.',
  'error.too_many_tries': 'Liian monta yritystä. Odota minuutti ja yritä uudelleen.',
  'error.popup_blocked':
    'Selain esti uuden ikkunan. Salli ponnahdusikkunat tällä sivulla ja yritä uudelleen.',
  'error.display_not_placed':
    'Asiakkaan ikkuna on auki. Vedä se asiakkaan näytölle ja paina siinä Koko näyttö.',
  'error.no_languages': 'Palvelussa ei ole juuri nyt yhtään kieliparia.',
  'error.unknown': 'Se ei onnistunut ({code}). Yritä uudelleen.',
};
