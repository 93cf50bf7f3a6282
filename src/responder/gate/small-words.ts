import { wordsOf } from './support.ts';

/** Words of courtesy and of leading in, which claim nothing by themselves. */
const COURTESY = new Map(
  Object.entries({
    en: 'hi hello hope help helps helpful let know sorry thanks thank glad happy welcome question questions here step steps follow following try please need anything else further sure great good course see below above link article guide answer yes okay feel free ask apologize apologies inconvenience frustrating understand found look looking like work works',
    de: 'hallo hoffe hilft helfen gerne gern frage fragen schritt schritte folgende folgen bitte danke leid tut natürlich klar gut weiter weiterhin artikel anleitung antwort verstehe finde gefunden hier geht so',
    es: 'hola espero ayuda ayude ayudar pregunta preguntas paso pasos siguiente siguientes siga claro siento lamento disculpa bien artículo guía respuesta aquí encontré gusto necesita algo más',
    fr: 'bonjour espère aide aider question questions étape étapes suivez suivante suivantes désolé désolée bien article guide réponse voici trouvé volontiers besoin autre',
    it: 'ciao spero aiuto aiuti aiutare domanda domande passo passi passaggi seguenti segua certo dispiace bene articolo guida risposta ecco trovato',
    pt: 'olá espero ajude ajudar pergunta perguntas passo passos seguinte seguintes siga claro desculpe bem artigo guia resposta aqui encontrei',
    nl: 'hallo hoop helpt helpen vraag vragen stap stappen volg volgende natuurlijk sorry goed artikel gids antwoord hier gevonden',
  }).map(([language, words]) => [language, wordsOf(words, language)] as const),
);

/** How many of a sentence's words say something about a topic. */
export function tellingWords(sentence: string, language: string): number {
  const courtesy = COURTESY.get(language) ?? new Set();
  return [...wordsOf(sentence, language)].filter((word) => !courtesy.has(word)).length;
}
