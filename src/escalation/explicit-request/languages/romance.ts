import { european } from './european.ts';

export const spanish = european({
  code: 'es',
  talk: 'hablar|hable|hablo|hablarle|hablen|platicar|chatear|conversar|comunicarme|comunicar|comunicarse|contactar|contactarme|contacte|ponerme en contacto|contacto|dialogar|que me atienda|atienda|atiendan|me atienda|que me ayude|tratar|escribir|llamar',
  with: 'con|a|al|de|por',
  want: 'quiero|quisiera|necesito|deseo|prefiero|exijo|pido|dame|deme|denme|me da|pasame|paseme|paso|busco|hay|me gustaria|pongame|ponme|puedo tener|solicito|requiero|consigueme|manden|mandame|quiero que me atienda|que me atienda|que me conteste|que me responda',
  connect:
    'comunicame|comuniqueme|comunicarme|comunicame|conectame|conecteme|conectarme|conecta|conecte|transfiereme|transfierame|transferirme|transferir|transfiere|pasame|paseme|pasarme|pasar|pasa|ponme|pongame|ponerme|derivame|deriveme|derivar|deriven|dirigeme|redirige|redirigeme|escala|escalar|canalizame|enlazame|mandame|llevame|comunicar',
  person:
    'alguien|persona|personas|equipo|soporte|servicio al cliente|atencion al cliente|atencion|servicio|departamento|gente|encargado|asistente|jefe|alguno|ustedes|recepcion',
  strong:
    'humano|humana|humanos|ser humano|agentes?|operadora?|operadores|representantes?|asesora?|asesores|ejecutiv[oa]s?|supervisora?|gerente|encargad[oa]|emplead[oa]|especialista|tecnico|trabajador|responsable|consultora?|personal humano|chat en vivo|atencion humana|ayuda humana|soporte humano|director|dependiente|comercial|miembro del equipo',
  around:
    'un|una|el|la|los|las|algun|alguna|tu|su|sus|vuestro|otro|otra|de|del|por|favor|ya|mismo|ahora|con|directamente|verdadero|maldito|puto|jodido|solo|mejor|servicio|atencion|al|cliente|soporte|ventas|verdad|carne',
  real: 'real|reales|humano|humana|de verdad|de carne y hueso|viva?|en vivo|fisica|verdadera|autentica|en persona',
  bring:
    'dame|deme|denme|me das|me da|traeme|traiganme|traigan|trae|llama a|llamen a|llame a|busca a|busquen a|manda a|manden a|mandame|consigueme|pasame|paseme|pasenme|ponme|ponganme|exijo|quiero|necesito',
  call: '(?:que|quiero que|necesito que|podria|puede|pueden|hagan que) (?:\\p{L}+ ){0,3}me (?:llame|llamen|llamar|contacte|contacten|atienda|atiendan|conteste|contesten|responda|ayude|ayuden)(?: (?:por favor|alguien|un|una) ?(?:\\p{L}+)?)?|(?:me )?(?:puede|pueden|podria|podrian) (?:\\p{L}+ )?(?:llamar|llamarme|contactarme|atenderme)|llamenme|llamame|llameme|devuelvanme la llamada|(?:alguien|persona|agente|humano) (?:\\p{L}+ ){0,3}(?:me llame|llamarme|contactarme|me contacte|me atienda|atenderme)',
  bot: 'bots?|robots?|maquinas?|chatbots?|ia|contestador\\p{L}*|computadora|ordenador|automatico|automatica',
  not: 'no|ni|sin|nada de|en vez de|en lugar de',
  filler:
    'por favor|porfavor|porfa|ya|ahora|hola|gracias|ahora mismo|no|si|urgente|mejor|buenas|buenos dias|oye',
  more: [
    'no (?:quiero|deseo) (?:hablar|chatear|seguir|tratar) {WORDS}(?:bot|robot|maquina|chatbot|ia|contestador)',
    '(?:que|podria|puede) (?:me )?(?:llame|llamarme|llamar|atenderme|atender|contactarme) (?:por favor )?(?:{AROUND}{PERSON})',
    '(?:{PERSON}) (?:de verdad |real )?(?:con quien|con el que|que me) (?:pueda |puedo )?(?:hablar|ayude|atienda|ayudar|atender)',
    '(?:puede|podria|pueden) {AROUND}(?:{STRONG}) {FEW}(?:ayudarme|atenderme|llamarme|ayudar)',
    'persona y no (?:un |una )?(?:bot|robot|maquina)|no (?:un |una )?(?:bot|robot|maquina) sino',
    '(?:hay|esta) (?:alguien|alguna persona|un humano) (?:real|ahi con|con quien)',
    '(?:hablar|comunicarme|contactar) con (?:ustedes|vosotros) (?:directamente|en persona|por telefono)',
  ],
  vague:
    'agente|soporte|alguien ahi|hay alguien|alguien|persona|atencion al cliente|servicio al cliente|alguien me puede ayudar|puede ayudarme alguien|asistente',
  negated:
    /\b(?:no|sin|nunca|tampoco|ni|en vez de|en lugar de|jamas)(?: (?:me|hace falta|es necesario|quiero|quisiera|necesito|deseo|hablar|con|un|una|que|tener|ningun|ninguna|tengo que|prefiero|te|se|pase|pases|ya|mas|realmente|hay|otro)){0,6}$|\b(?:ayer|despues de|cuando|ya hable|hable|gracias por)(?: \p{L}+){0,4}$/u,
  alike:
    /\b(?:recursos humanos|derechos humanos|error(?:es)? humanos?|cuerpo humano|agentes? (?:inmobiliari\w+|de (?:viajes|seguros|aduanas|bienes raices)|limpiador)|tarifa del agente|comision del agente|user agent|por persona|en persona|para (?:\d+|dos|tres|cuatro|cinco|varias|mas) personas?|personas? de contacto|personas? (?:fisica|juridica)|eres (?:un |una )?(?:humano|humana|persona|robot|bot|real)(?: real)?|es (?:usted )?(?:un |una )?(?:humano|persona|robot|bot)(?: real)?|(?:estoy |^)(?:hablo|hablando|chateando) con (?:un |una )?(?:humano|humana|persona|robot|bot|maquina|agente)(?: real| de verdad)?)\b/gu,
  apart:
    /\b(?:cuando|a que hora|en que horario|que horarios?|hasta que hora|horario)\b|\b(?:clientes|usuarios|visitantes|huespedes)\b.*\b(?:quieren|puedan|pueden|quieran|piden)\b|\bcuant[oa]s?\b|\bcomo (?:agrego|anado|creo|elimino|invito|asigno|contrato)\b|\b(?:que|quien) (?:es|hace) (?:un|una|el|la)\b|\b(?:agregar|anadir|crear|eliminar|contratar|entrenar|invitar) (?:un|una|a un|agentes)\b/u,
});

export const portuguese = european({
  code: 'pt',
  talk: 'falar|fale|falo|conversar|converse|bater papo|contatar|contactar|contato|contacto|entrar em contato|ser atendido|ser atendida|atendido|atendida|comunicar|tratar|conversa|ligar|dialogar|atendimento',
  with: 'com|a|ao|para|pra|por|de|do|pro',
  want: 'quero|queria|preciso|gostaria|desejo|prefiro|exijo|solicito|me da|me de|me passa|passa|me passe|tem|ha|existe|posso ter|chama|chame|me chama|da me|de me|me arruma|me coloca|me transfere|me mande|manda',
  connect:
    'me transfere|transfere|transfira|me transfira|transferir|me conecta|conecta|conecte|conectar|me passa|me passe|passa|passe|passar|me coloca|coloque|me coloque|encaminha|encaminhe|me encaminhe|encaminhar|me direciona|direcionar|redireciona|liga|me liga|ligue|me ponha|ponha|escala|escalar|poe',
  person:
    'alguem|pessoa|pessoas|equipe|equipa|suporte|gente|time|sac|atendimento|assistente|chefe|responsavel|setor|departamento|voces',
  strong:
    'humano|humana|humanos|ser humano|atendentes?|agentes?|operador|operadora|representantes?|gerente|supervisora?|consultora?|funcionari[oa]s?|colaborador|especialista|atendimento humano|ajuda humana|suporte humano|chat ao vivo|tecnico|assessor|encarregado',
  around:
    'um|uma|o|a|os|as|algum|alguma|seu|sua|outro|outra|do|da|de|por|favor|ja|agora|com|verdadeira|mesmo|maldito|direto|suporte|atendimento|verdade',
  real: 'real|reais|humano|humana|de verdade|de carne e osso|viva?|ao vivo|verdadeira',
  bring:
    'me da|me de|me deem|chama|chame|chamem|me chama|manda|mande|mandem|traz|traga|tragam|me passa|me passe|me arruma|arruma|bota|coloca|coloque|poe|exijo|quero|preciso',
  call: '(?:que|quero que|preciso que|pode|podem|poderia|peca para|pede para) (?:\\p{L}+ ){0,3}me (?:ligue|liguem|ligar|contate|contacte|atenda|atendam|responda|retorne|ajude)|(?:me ligue|me liguem|me liga|liguem para mim|ligue para mim|me retornem)|(?:alguem|pessoa|atendente|humano|vendas) (?:\\p{L}+ ){0,3}(?:me ligar|me ligue|me atender|me atenda|me responder|me responda|me contatar|entrar em contato|entre em contato)',
  bot: 'bots?|robos?|robo|maquinas?|chatbots?|ia|computador|automatic[oa]',
  not: 'nao|nem|sem|chega de|em vez de|ao inves de|nada de',
  filler:
    'por favor|porfavor|pf|pfv|agora|ja|ola|oi|obrigado|obrigada|nao|sim|urgente|bom dia|boa tarde|logo|so',
  more: [
    'nao (?:quero|desejo) (?:falar|conversar|tratar) {WORDS}(?:bot|robo|maquina|chatbot|ia)',
    '(?:{PERSON}) (?:de verdade |real )?(?:com quem|que) (?:eu )?(?:possa|posso|me)? ?(?:falar|conversar|atenda|ajude)',
    'pessoa e nao (?:um |uma )?(?:bot|robo|maquina)',
    '(?:me liga|me ligue|me liguem|liguem para mim)',
  ],
  vague:
    'agente|atendente ai|suporte|alguem ai|tem alguem ai|tem alguem|alguem|pessoa|atendimento|alguem pode me ajudar|assistente',
  negated:
    /\b(?:nao|sem|nunca|nem|em vez de|ao inves de|jamais|tampouco)(?: (?:quero|preciso|gostaria|e necessario|precisa|falar|de|com|um|uma|que|ter|nenhum|nenhuma|me|mais|passe|tem|ha|prefiro|tenho que|outro)){0,6}$|\b(?:ontem|depois de|quando|ja falei|falei|obrigad[oa] por)(?: \p{L}+){0,4}$/u,
  alike:
    /\b(?:recursos humanos|direitos humanos|erros? humanos?|corpo humano|agentes? (?:imobiliari\w+|de (?:viagens|seguros|transito)|funerario)|taxa do agente|user agent|por pessoa|em pessoa|para (?:\d+|duas|tres|quatro|cinco|varias|mais) pessoas?|pessoas? de contato|pessoas? (?:fisica|juridica)|(?:voce e|es|tu es|^e) (?:um |uma )?(?:humano|humana|pessoa|robo|bot)(?: real| de verdade)?|(?:estou |^)(?:falo|falando|conversando|a falar) com (?:um |uma )?(?:humano|humana|pessoa|robo|bot|maquina|atendente)(?: real| de verdade)?)\b/gu,
  apart:
    /\b(?:quando|a que horas|que horas|qual o horario|horarios?|ate que horas)\b|\b(?:clientes|usuarios|utilizadores|visitantes)\b.*\b(?:querem|possam|podem|pedem)\b|\bquant[oa]s?\b|\bcomo (?:adiciono|crio|excluo|removo|convido|contrato)\b|\b(?:o que|quem) (?:e|faz) (?:um|uma|o|a)\b|\b(?:adicionar|criar|excluir|contratar|treinar|convidar) (?:um|uma|agentes|atendentes)\b/u,
});

export const french = european({
  code: 'fr',
  talk: 'm entretenir|s entretenir|parler|parle|parlez|discuter|echanger|chatter|tchatter|dialoguer|contacter|joindre|communiquer|entrer en contact|etre mis en relation|mise? en relation|mis en contact|avoir affaire|converser|m adresser|etre en contact|en contact|appeler|rencontrer|etre transfere|etre transferee',
  with: 'a|au|aux|avec|vers|d|de|du',
  want: 'je veux|veux|je voudrais|voudrais|j ai besoin d|ai besoin d|besoin d|j aimerais|aimerais|je souhaite|souhaite|je prefere|prefere|donnez moi|donne moi|passez moi|passe moi|y a t il|il y a|je demande|je demande a|j exige|puis je avoir|pouvez vous me passer|je cherche|trouvez moi|appelez moi|il me faut|me faut|je desire',
  connect:
    'passez moi|passe moi|passer|transferez moi|transfere moi|transferez|transferer|transfert|connectez moi|connecte moi|connecter|mettez moi|mets moi|mettre|redirigez moi|redirige moi|rediriger|orientez moi|dirigez moi|relayez|escaladez|basculer|basculez|renvoyez|envoyez moi',
  person:
    'quelqu un|quelquun|qqn|personne|gens|equipe|support|service client|service clientele|sav|service|responsable|accueil|standard|collegue|chef|assistance|interlocuteur|assistant|un de vos collegues',
  strong:
    'humain|humaine|humains|etre humain|agents?|conseillers?|conseillere|operateur|operatrice|representants?|employes?|employee|superviseur|manager|gerant|directeur|technicien|technicienne|specialiste|vraie personne|charge de clientele|teleconseiller|commercial|interlocuteur humain|aide humaine|assistance humaine|chat en direct|collaborateur|membre de l equipe|membre de votre equipe|receptionniste',
  around:
    'un|une|le|la|les|l|des|d|de|du|votre|vos|ton|ta|mon|autre|quelconque|s il|vous|te|plait|svp|maintenant|directement|en|relation|contact|ligne|avec|foutu|putain|vrai|vraie|veritable|competent|competente|tout|suite|plutot|aussi|service|client',
  real: 'de reel|de vrai|reel|reelle|humain|humaine|vrai|vraie|veritable|en chair et en os|vivante?|en direct|physique',
  bring:
    'donnez moi|donne moi|passez moi|passe moi|appelez|appelle|amenez moi|envoyez moi|trouvez moi|filez moi|file moi|je veux|je voudrais|j exige|il me faut|me faut',
  call: '(?:rappelez|rappelle|appelez|appelle|contactez|telephonez) moi|(?:que|qu) (?:\\p{L}+ ){0,4}(?:m|me) (?:rappelle|appelle|contacte|reponde|recontacte|telephone|aide)|(?:quelqu un|personne|conseiller|humain|agent) (?:\\p{L}+ ){0,3}(?:m appeler|me rappeler|me contacter|me repondre|m appelle|me rappelle|me reponde|me repond)|etre (?:rappele|rappelee|contacte|contactee)',
  bot: 'bots?|robots?|machines?|chatbots?|ia|ordinateur|automate|repondeur|boite vocale',
  not: 'pas|plus|sans|marre d|marre de|au lieu d|plutot qu|plutot que|aucun|ni|non',
  filler:
    's il vous plait|s il te plait|svp|stp|maintenant|bonjour|merci|tout de suite|non|oui|salut|vite|ok|enfin|juste|urgent',
  more: [
    'je ne veux (?:pas|plus) (?:parler|discuter|echanger) {WORDS}(?:bot|robot|machine|chatbot|ia)',
    '(?:{PERSON}) (?:a qui|avec qui|qui) (?:je (?:puisse|peux) )?(?:parler|discuter|peut m aider|puisse m aider|m aide)',
    '(?:rappelez|rappelle|appelez) moi',
    'personne et (?:pas|non)(?: pas)? (?:a )?(?:un |une )?(?:bot|robot|machine)',
    '(?:que quelqu un|qu un (?:agent|conseiller|humain)) {WORDS}(?:me rappelle|m appelle|me contacte|m aide|me reponde)',
  ],
  vague:
    'agent|conseiller|support|quelqu un|il y a quelqu un|y a quelqu un|personne|service client|quelqu un peut m aider|sav|assistance',
  negated:
    /\b(?:pas|plus|sans|jamais|aucun|aucune|ni|au lieu d|plutot que d|inutile)(?: (?:besoin|envie|de|d|parler|a|avec|un|une|me|passer|vraiment|necessaire|que|je|e|quelqu|l|avoir|forcement|a)){0,6}$|\b(?:hier|apres avoir|quand|j ai deja|j ai|merci de|merci d)(?: (?:deja|parle|discute|eu|pu|avoir)){1,3}(?: \p{L}+){0,2}$/u,
  alike:
    /\b(?:ressources humaines|droits humains|erreurs? humaines?|corps humain|agents? (?:immobiliers?|de (?:voyages?|securite|police)|conservateur|commercial)|frais d agent|user agent|par personne|en personne|pour (?:\d+|deux|trois|quatre|cinq|plusieurs) personnes?|personnes? de contact|personne (?:ne|n)\b|(?:es tu|etes vous|tu es|vous etes|t es|est ce que (?:tu es|vous etes)) (?:un |une )?(?:vrai |vraie |veritable )?(?:humain|humaine|personne|robot|bot|agent|etre humain)(?: reelle?)?|(?:est ce que )?(?:je parle|parle je|je discute) (?:a|avec) (?:un |une )?(?:vrai |vraie )?(?:humain|humaine|personne|robot|bot|machine|agent)(?: reelle?)?)\b/gu,
  apart:
    /\b(?:quand|a quelle heure|quels? (?:sont les )?horaires?|horaires|jusqu a quelle heure)\b|\b(?:clients|utilisateurs|visiteurs)\b.*\b(?:veulent|peuvent|puissent|demandent)\b|\bj ai (?:deja )?(?:parle|eu|discute|contacte|appele)\b|\bpas la peine\b|\bcombien\b|\bcomment (?:ajouter|creer|supprimer|inviter|embaucher|former)\b|\b(?:qu est ce qu|qui est|que fait) (?:un|une|l|le|la)\b|\b(?:ajouter|creer|supprimer|recruter|former|inviter) (?:un|une|des) (?:agents?|conseillers?)\b/u,
});

export const italian = european({
  code: 'it',
  talk: 'parlare|parlo|parli|chattare|conversare|comunicare|contattare|contatto|essere messo in contatto|mettermi in contatto|parlarne|discutere|interagire|dialogare|sentire|essere collegato|messaggiare|telefonare|rivolgermi|chiamare',
  with: 'con|a|al|ad|col|all|alla|un|verso|di|allo',
  want: 'voglio|vorrei|ho bisogno di|bisogno di|mi serve|serve|desidero|preferisco|preferirei|pretendo|dammi|mi dia|datemi|passami|mi passi|passatemi|c e|posso avere|esigo|chiedo|chiedo di|cerco|fammi|mandami|chiamami|mi date|gradirei',
  connect:
    'passami|passatemi|mi passi|passare|passarmi|mettimi in contatto|mi metta in contatto|mettetemi in contatto|mettimi|collegami|collegatemi|mi colleghi|collegare|trasferiscimi|trasferitemi|trasferire|trasferirmi|mi trasferisca|mi trasferisci|inoltra|inoltrami|inoltrare|connettimi|connettetemi|mi connetta|dirottami|indirizzami|girami|girate',
  person:
    'qualcuno|persona|persone|team|squadra|assistenza|servizio clienti|supporto|responsabile|reparto|centralino|collega|capo|assistente|reception|uno di voi|gente',
  strong:
    'umano|umana|umani|essere umano|operatore|operatrice|operatori|agente|agenti|consulente|rappresentante|addetto|addetta|impiegato|impiegata|supervisore|manager|direttore|tecnico|specialista|persona vera|persona reale|assistenza umana|aiuto umano|supporto umano|chat dal vivo|dipendente|incaricato|funzionario|referente|commesso|receptionist|membro del team',
  around:
    'un|uno|una|il|lo|la|l|i|gli|le|del|della|dell|vostro|vostri|tuo|altro|altra|di|per|favore|cortesia|adesso|ora|subito|con|direttamente|vero|vera|maledetto|cazzo|dannato|competente|dal|servizio|clienti|in|carne',
  real: 'reale|reali|umano|umana|vero|vera|in carne e ossa|vivo|viva|dal vivo|fisica',
  bring:
    'dammi|mi dia|datemi|fammi|chiama|chiamate|chiami|mandami|mandatemi|mandate|portami|passami|passatemi|trovami|voglio|vorrei|pretendo|mi serve',
  call: '(?:mi (?:chiami|chiamate|richiami|richiamate|richiama|chiama|contatti|contattate)|(?:potete|puo|puoi|potreste|potrebbe) (?:\\p{L}+ )?(?:richiamarmi|chiamarmi|contattarmi)|richiamatemi|chiamatemi|richiamami|chiamami|contattatemi)|(?:che|qualcuno|persona|operatore) (?:\\p{L}+ ){0,3}(?:mi (?:chiami|richiami|contatti|risponda|aiuti)|chiamarmi|richiamarmi|contattarmi|rispondermi)|essere (?:richiamat[oa]|contattat[oa])',
  bot: 'bots?|robots?|macchin[ae]|chatbots?|ia|computer|risponditore|automatic[oa]',
  not: 'non|no|senza|basta|invece di|anziche|niente|ne',
  filler:
    'per favore|per cortesia|perfavore|grazie|ora|adesso|subito|ciao|salve|no|si|urgente|buongiorno|prego|solo',
  more: [
    'non voglio (?:parlare|chattare|continuare) {WORDS}(?:bot|robot|macchina|chatbot|ia)',
    '(?:{PERSON}) (?:con cui|a cui|che) (?:possa |posso |mi )?(?:parlare|aiuti|possa aiutarmi|aiutare|risponda|risponde)',
    '(?:mi (?:chiami|richiami|richiami)|richiamatemi|chiamatemi|richiamami)',
    'persona e non (?:con )?(?:un |una )?(?:bot|robot|macchina)',
    '(?:posso|potrei|si puo|e possibile) (?:{WORDS})?(?:parlare|avere) (?:con )?{AROUND}{PERSON}',
  ],
  vague:
    'agente|supporto|c e qualcuno|qualcuno|persona|assistenza|servizio clienti|qualcuno puo aiutarmi|assistente|qualcuno li',
  negated:
    /\b(?:non|senza|mai|nessun|nessuno|nessuna|ne|invece di|piuttosto che|anziche)(?: (?:voglio|vorrei|ho|bisogno|di|serve|mi|parlare|con|un|una|uno|necessario|e|che|passare|passarmi|davvero|piu|desidero|occorre|al|il|per forza)){0,6}$|\b(?:ieri|dopo aver|quando|ho gia|gia|grazie per)(?: \p{L}+){0,4}$/u,
  alike:
    /\b(?:risorse umane|diritti umani|errori? uman[oi]|corpo umano|agent[ei] (?:immobiliar[ei]|di (?:viaggio|commercio|polizia)|assicurativ[oi])|commissione dell agente|user agent|a persona|per persona|di persona|per (?:\d+|due|tre|quattro|cinque|piu) persone|person[ae] di contatto|persona (?:fisica|giuridica)|sei (?:un |una |un essere )?(?:umano|umana|persona|robot|bot|vero|reale)(?: vera| reale)?|(?<!c )(?:lei )?e (?:un |una )(?:umano|persona|robot|bot)(?: vera| reale)?|(?:sto |^)(?:parlo|parlando|chattando) con (?:un |una )?(?:umano|umana|persona|robot|bot|macchina|operatore)(?: vera| reale)?)\b/gu,
  apart:
    /\b(?:quando|a che ora|che orari|in che orari|quali orari|orari|fino a che ora)\b|\b(?:clienti|utenti|visitatori)\b.*\b(?:vogliono|possano|possono|chiedono)\b|\bquant[oiae]\b|\bcome (?:aggiungo|creo|elimino|invito|assumo|aggiungere|creare)\b|\b(?:cos e|che cosa fa|chi e) (?:un|una|l|il|la)\b|\b(?:aggiungere|creare|eliminare|assumere|addestrare|invitare) (?:un|una|degli|agenti)\b/u,
});
