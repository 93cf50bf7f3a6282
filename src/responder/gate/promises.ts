/**
 * What a sentence would bind us to: to bring somebody in, or to have done something. Only what was really done may be
 * said, and bringing somebody in is said by Baton itself, in words of its own.
 */
const PROMISES: readonly RegExp[] = [
  // English
  /\b(?:i|we)(?:'ll|'ve|'m| will| have| am| are| shall| can| going to| just)*\b[^.!?\n]{0,40}\b(?:transfer|connect|escalat|hand(?:ing|ed)? (?:you|this|it)|forward|pass(?:ed|ing)? (?:you|this|it)|loop(?:ed|ing)? in|rout|notif(?:y|ied)|alert)/i,
  /\b(?:i|we)(?:'ll|'ve|'m| will| have| am| are| going to| just)+\b[^.!?\n]{0,30}\b(?:refund|cancel|delet|creat|open|fil|log|report|updat|chang|reset|send|sent|email|schedul|book|issu|credit|process|submit|follow up|get back|reach out|contact)/i,
  /\b(?:a|an|our|the|another|some)(?:one| one)?\s?(?:human|person|agent|specialist|representative|colleague|team ?mate|member of (?:the|our) team|support team|team|somebody|someone)?\s?(?:will|is going to|'ll)\s(?:\w+ )?(?:contact|join|reach|call|write|e-?mail|message|get back|be with you|follow up|take over|help you|assist you)/i,
  /\byou(?:'ll| will| are|'re)(?: being| be| now)* (?:transferred|connected|handed|passed|contacted|refunded|put through)/i,
  /\b(?:transferring|connecting|escalating|forwarding|handing) (?:you|this|your)/i,
  // German
  /\b(?:ich|wir)\b[^.!?\n]{0,40}\b(?:verbinde|übergebe|leite|eskaliere|hole|gebe)[nt]?\b[^.!?\n]{0,60}\b(?:weiter|verbunden|kolleg|mitarbeiter|mensch|team|dazu|ab)/i,
  /\b(?:ich|wir)\b[^.!?\n]{0,20}\b(?:habe|haben|werde|werden)\b[^.!?\n]{0,80}\b(?:weitergeleitet|weiterleiten|verbinden|verbunden|storniert|stornieren|erstattet|erstatten|gelöscht|erstellt|gemeldet|informiert|kontaktieren|melden)/i,
  /\b(?:jemand|ein (?:kollege|mitarbeiter|mensch)|unser team)\b[^.!?\n]{0,30}\b(?:meldet sich|wird sich|übernimmt|kontaktiert)/i,
  // Spanish, Portuguese, Italian, French
  /\b(?:te|le|lo|la|los|las)\s(?:transfiero|conecto|comunico|paso|derivo|transferiré|conectaré|comunicaré|pasaré)\b/i,
  /\bhe (?:cancelado|reembolsado|creado|enviado|abierto|eliminado|cambiado|transferido|avisado)\b/i,
  /\b(?:vou|irei|estou)\b[^.!?\n]{0,25}\b(?:transferi|conecta|encaminha|reembolsa|cancela|avisa)/i,
  /\b(?:la|ti|vi)\s(?:trasferisco|collego|metto in contatto|passo|trasferirò|collegherò)\b/i,
  /\bj(?:e|')\s?(?:vous |te |l'|ai )[^.!?\n]{0,25}(?:transf[eè]r|met[st]? en (?:relation|contact)|pass|remboursé|annulé|créé|envoyé|supprimé|escalad)/i,
  /\b(?:un|une|notre)\s(?:agent|conseill|personne|équipe|collègue)[^.!?\n]{0,20}\b(?:va|vous)\b[^.!?\n]{0,20}(?:contact|rejoin|rappel|répond)/i,
];

/** What is said of the assistant itself, or of its rules: no customer is to read it. */
const TELLTALE =
  /\b(?:system prompt|my (?:instructions|prompt|guidelines|rules)|ignore (?:all|any|previous|prior|the above)|as an ai (?:language )?model|language model|passage \d|the (?:passages|provided (?:context|passages|sources))|developer mode|jailbr(?:eak|oken))\b/i;

/** Whether the sentence promises that somebody is brought in, or tells of an act. */
export function promises(sentence: string): boolean {
  const plain = sentence.replaceAll('’', "'");
  return PROMISES.some((pattern) => pattern.test(plain));
}

/** Whether the sentence speaks of what stands behind the assistant. */
export function tellsOfItself(sentence: string): boolean {
  return TELLTALE.test(sentence);
}
