import { european } from './european.ts';

export const german = european({
  code: 'de',
  talk: 'erreiche|kontaktiere|sprechen|spreche|spricht|reden|rede|chatten|schreiben|unterhalten|telefonieren|verbunden werden|verbinden|zu sprechen|zu reden|sprech|kommunizieren|kontaktieren|erreichen|in kontakt|anrufen|wenden|weitergeleitet werden|gesprochen',
  with: 'mit|an|zu|zum|zur|bei|von',
  want: 'ich will|will ich|ich mochte|mochte ich|ich moechte|moechte ich|mocht|ich brauche|brauche ich|brauch|brauche|ich bevorzuge|hatte gern|hatte gerne|haette gern|gib mir|geben sie mir|gebt mir|gibt es|gibts|ich verlange|verlange|hol mir|holen sie mir|holt|holen sie|lieber|gern|ich wunsche|bitte|ich hatte lieber|lass mich zu|lassen sie mich zu|ruf|rufen sie',
  connect:
    'weiter|verbinde|verbinden sie|verbindet|weiterleiten|leite|leiten sie|leitet|stell|stelle|stellen sie|durchstellen|gib mich|geben sie mich|ubergeben|ubergib|uebergeben|weitergeben|weiterverbinden|verbunden|weitergeleitet|wechseln|bring|bringen sie|schick|hol',
  person:
    'jmd|jemandn|jemand|jemandem|jemanden|person|personen|leuten|kollegen|kollegin|team|support|kundendienst|kundenservice|kundenbetreuung|service|chef|vorgesetzten|zentrale|abteilung|assistent|assistenten|irgendwem|wem',
  strong:
    'menschen|mensch|mitarbeiters?|mitarbeiterin|mitarbeitenden|agenten|agent|agentin|sachbearbeiters?|sachbearbeiterin|berater|beraterin|ansprechpartners?|ansprechpartnerin|kundenberater|kundenberaterin|servicemitarbeiter|kundendienstmitarbeiter|operator|vorgesetzten?|vorgesetzter|manager|teamleiter|supervisor|angestellten|support mitarbeiter|live chat|live agent(?:en)?|menschliche[nrms]? (?:hilfe|unterstutzung|support|kontakt|ansprechpartner)|spezialisten|fachmann|experten|techniker|rezeption|verkaufer',
  around:
    'ein|eine|einen|einem|einer|der|die|das|den|dem|deinem|ihrem|eurem|deinen|ihren|euren|von|euch|ihnen|jetzt|bitte|doch|mal|endlich|sofort|lieber|gern|gerne|kompetenten|zustandigen|anderen|andere|richtigen|richtige|verdammten|mit|direkt|nur|auch|hier|irgendeinen|irgendeinem|aus|dem|support|service|kundenservice|kundendienst',
  real: 'personlichen?|personlicher|echten?|echter|echtem|echtes|richtigen?|richtiger|menschlichen?|menschlicher|menschlichem|realen?|realer|lebenden?|lebendigen?|lebendiger|wirklichen?|lebende|leibhaftigen|aus fleisch und blut',
  bring:
    'gib mir|geben sie mir|gebt mir|hol mir|hol|holt|holen sie|ruf mir|rufen sie mir|her mit|schick mir|schicken sie mir|besorg mir|bring mir|ich will|will ich|ich brauch|ich brauche|brauche|ich verlange',
  call: '(?:ruft|rufen sie|ruf) mich (?:bitte |mal |doch |endlich )?(?:an|zuruck)|(?:jemand|wer|mitarbeiter|mitarbeiterin|kollege|kollegin|team|vertrieb|service|support) (?:\\p{L}+ ){0,3}(?:mich|bei mir|mir) (?:\\p{L}+ ){0,2}(?:anrufen|anruft|zuruckrufen|zuruckruft|melden|meldet|kontaktieren|antworten|antwortet|helfen kann der)|um (?:einen )?ruckruf',
  bot: 'bots?|chatbots?|roboters?|robotern|maschinen?|computer|ki|automaten?|ai|blechkiste|sprachcomputer',
  not: 'kein(?:e|en|em|er)?|nicht|nie|statt|anstatt|ohne|weg mit',
  filler: 'bitte|jetzt|sofort|hallo|hi|endlich|danke|mal|nein|ja|guten tag|ok|nur|dringend|hey|schnell',
  more: [
    '(?:keinen?|nicht mit (?:einem|einer|dem|diesem)) (?:bot|chatbot|roboter|maschine|computer|ki) (?:{WORDS}sprechen|{WORDS}reden|mehr)',
    '(?:sprechen|reden) sie mich (?:bitte )?(?:an|mit)',
    '(?:ist|gibt es) (?:da|hier|dort|bei euch|bei ihnen) (?:ein|eine|einen|auch ein|auch einen|irgendein) {AROUND}(?:{STRONG}|{REAL} {PERSON})',
    '(?:jemand|jemanden|einen mitarbeiter|einer) (?:von euch|vom team|vom support|aus dem team|aus dem support|der|echten|richtigen|echtes) {WORDS}(?:sprechen|reden|hilft|helfen|kummert)?',
    '(?:soll|kann|konnte|konnten) (?:sich |mich |mir )?(?:bitte )?(?:ein|jemand) {AROUND}(?:{STRONG}|vom team|vom support|von euch) {WORDS}(?:melden|kummern|anrufen|helfen|ubernehmen|zuruckrufen)',
    '(?:ruft|rufen sie|ruf) mich (?:bitte )?(?:an|zuruck)',
    '(?:kann|konnte) ich (?:bitte )?{AROUND}(?:{STRONG}) (?:haben|bekommen|kriegen|sprechen)',
    'mich (?:\\p{L}+ ){0,2}(?:jemand|wer|einer|mensch|mitarbeiter) (?:\\p{L}+ ){0,2}(?:anrufen|zuruckrufen|kontaktieren)',
    'mensch(?:en)? statt (?:bot|chatbot|maschine|roboter|ki)',
    'jemanden? (?:{WORDS})?(?:sprechen|reden|erreichen|kontaktieren)',
  ],
  vague:
    'agent|mitarbeiter|support|jemand da|ist jemand da|ist da jemand|hilfe von jemandem|person|jemand|kundenservice|kundendienst|kann mir jemand helfen',
  negated:
    /\b(?:kein|keine|keinen|keinem|keiner|nicht|nie|niemals|ohne|statt|anstatt|brauche nicht|weder)(?: (?:unbedingt|wirklich|mehr|noch|jetzt|mit|einen|einem|einer|ein|eine|den|dem|der|an|zu|zum|zur|echten|echter|menschlichen)){0,4}$|\b(?:nachdem|gestern|vorhin|schon|bereits|danke)(?: \p{L}+){0,4}$/u,
  alike:
    /\b(?:mitarbeiterrabatt|mitarbeiterportal|mitarbeiterkonto|menschenrechte|agentur\w*|agentenprovision|immobilien(?:makler|agent\w*)|user agent|reiseagent\w*|versicherungsagent\w*|personal(?:abteilung|ausweis|nummer|wesen)?|person(?:en)?(?:daten|zahl|name)|pro person|fur (?:\d+|eine|zwei|drei|vier|funf|mehrere) person(?:en)?|bist du (?:ein |eine )?(?:echter |richtiger )?(?:mensch|person|bot|mitarbeiter)|sind sie (?:ein |eine )?(?:echter |richtiger )?(?:mensch|person|bot|mitarbeiter)|(?:rede|spreche|schreibe|chatte) ich (?:hier |gerade |jetzt )?mit (?:einem |einer )?(?:echten |richtigen |realen )?(?:menschen|mensch|person|bot|mitarbeiter))\b/gu,
  apart:
    /\b(?:wann|wie lange|um wie viel uhr|zu welchen zeiten|welche zeiten)\b|\b(?:kunden|nutzer|benutzer|besucher|gaste)\b.*\b(?:wollen|mochten|konnen|fragen|sprechen)\b|\bwie (?:viele|viel)\b|\b(?:was|wie) (?:ist|macht|kostet|verdient|lege ich|erstelle ich|fuge ich|losche ich|lade ich|entferne ich)\b|\b(?:hinzufugen|anlegen|einladen|einstellen|loschen|schulen)\b/u,
});

export const dutch = european({
  code: 'nl',
  talk: 'praten|spreken|spreek|praat|chatten|overleggen|te praten|te spreken|contact|bellen|gesprek|contact opnemen|bereiken|communiceren|doorverbonden worden|doorverbonden|in contact',
  with: 'met|naar|aan|van|tot|door',
  want: 'ik wil|wil ik|ik wou|ik zou|ik heb|ik moet|ik eis|geef mij|geef me|geeft u mij|mag ik|kan ik|kunt u|kun je|is er|zijn er|heb ik|nodig|liever|graag|ik verkies|haal|haal er|stuur me|stuur',
  connect:
    'verbind|verbindt|doorverbinden|verbinden|doorsturen|stuur|zet|schakel|breng|koppel|doorverwijzen|overdragen|geef',
  person:
    'iemand|persoon|mensen|team|klantenservice|klantendienst|support|helpdesk|afdeling|iemand anders|collega|chef|baas',
  strong:
    'mens|menselijke (?:medewerker|hulp|agent|support)|medewerkers?|medewerkster|agent|agents|adviseur|vertegenwoordiger|operator|manager|leidinggevende|supervisor|klantenservicemedewerker|servicemedewerker|live chat|live agent|specialist|receptie|verantwoordelijke|teamleider',
  around:
    'een|de|het|jullie|uw|je|van|echt|echte|met|alsjeblieft|graag|nu|direct|gewoon|andere|bevoegde|liever|eens|aan|de|lijn|klantenservice|support',
  real: 'echte?|menselijke?|levende?|levend|fysieke?|van vlees en bloed',
  bring:
    'geef mij|geef me|geeft u mij|haal|haal er|roep|roep er|stuur me|stuur|kom met|bezorg me|ik eis|ik wil|ik wil nu',
  call: 'bel(?:t|len)? (?:u |jullie )?m(?:e|ij) (?:\\p{L}+ ){0,2}(?:terug|op|aub|alsjeblieft|even|nu)|(?:iemand|medewerker|collega|verkoop|team) (?:\\p{L}+ ){0,3}m(?:e|ij) (?:\\p{L}+ ){0,2}(?:bellen|belt|terugbellen|terugbelt|opbellen|contacteren|helpen die|mailen)|teruggebeld worden',
  bot: 'bots?|chatbots?|robots?|computer|machine|ai|automaat',
  not: 'geen|niet|nooit|in plaats van|zonder|stop met',
  filler:
    'alsjeblieft|aub|alstublieft|graag|nu|hallo|hoi|meteen|nee|ja|gewoon|dank je|bedankt|a u b|snel|hey',
  more: [
    '(?:geen|niet met (?:een|die|deze)) (?:bot|chatbot|robot|computer|machine) (?:{WORDS}(?:praten|spreken)|meer)',
    '(?:laat|laten) (?:mij |me )?(?:met )?{AROUND}{PERSON} (?:{WORDS})?(?:praten|spreken|bellen|helpen|contact)',
    'iemand (?:{WORDS})(?:spreken|praten|bellen)',
    'mens in plaats van (?:een )?(?:bot|robot|chatbot)',
    'bel(?:t|len)? (?:u )?m(?:e|ij) (?:terug|op|alsjeblieft|even)',
    '(?:hebben|heb) {AROUND}(?:{STRONG}) nodig|{AROUND}(?:mens|medewerker) nodig',
  ],
  vague:
    'agent|medewerker|support|iemand daar|is er iemand|iemand|persoon|klantenservice|kan iemand me helpen|helpdesk',
  negated:
    /\b(?:geen|niet|nooit|zonder|in plaats van|hoef|noch)(?: (?:echt|meer|nog|per se|met|een|de|het|naar|aan|te|ik|echte|om)){0,4}$|\b(?:nadat|gisteren|al|bedankt)(?: \p{L}+){0,4}$/u,
  alike:
    /\b(?:mensenrechten|menselijke fouten|makelaar|user agent|reisagent\w*|personeel\w*|persoonlijke?|per persoon|voor (?:\d+|twee|drie|vier|vijf|meer) personen|ben je (?:een )?(?:echte? )?(?:mens|persoon|bot|robot)|bent u (?:een )?(?:echte? )?(?:mens|persoon|bot|robot)|(?:praat|spreek|chat) ik (?:nu |hier )?met (?:een )?(?:echte? )?(?:mens|persoon|bot|robot|medewerker))\b/gu,
  apart:
    /\b(?:wanneer|hoe laat|tot hoe laat|welke uren|openingstijden)\b|\b(?:klanten|gebruikers|bezoekers|gasten)\b.*\b(?:willen|kunnen|vragen)\b|\bhoeveel\b|\b(?:wat|hoe) (?:is|doet|kost|verdient|voeg ik|maak ik|verwijder ik)\b|\b(?:toevoegen|aanmaken|uitnodigen|verwijderen|trainen)\b/u,
});
