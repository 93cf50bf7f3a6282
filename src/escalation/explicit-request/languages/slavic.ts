import { european } from './european.ts';

export const polish = european({
  code: 'pl',
  talk: 'dogadac|pogadam|przejac t\\p{L} rozmow\\p{L}|rozmawiac|porozmawiac|rozmowic|pogadac|gadac|mowic|pomowic|czatowac|skontaktowac|kontaktowac|kontakt|polaczyc|rozmowe|rozmowy|rozmowa|pisac|popisac|zadzwonic|pogadam|porozmawiam|polaczenie|polaczenia|skontaktuje|polacze|skonsultowac',
  with: 'z|ze|do|od|na|przez',
  want: 'chce|chcialbym|chcialabym|chce miec|potrzebuje|prosze o|poprosze|poprosze o|wole|wolalbym|wolalabym|zadam|daj mi|dajcie mi|dajcie|daj|niech|czy jest|jest tu|jest tam|czy moge|moge|wezwij|zawolaj|zawolajcie|domagam sie|szukam|dawaj|poprosilbym o|przyslijcie',
  connect:
    'polacz|polaczcie|prosze polaczyc|polaczyc|przelacz|przelaczcie|przelaczyc|przekieruj|przekierujcie|przekierowac|przekaz|przekazcie|przekazac|skieruj|skierowac|polaczenie|oddaj',
  person:
    'komus|kims|ktos|kogos|osoba|osobe|osoby|ludzmi|ludzie|zespolem|zespol|wsparciem|supportem|obsluga|obsluga klienta|obsluge|biurem|dzialem|szefem|kierownikiem|kolega|asystentem|asystent|kim|recepcja|pomoca techniczna|infolinia|was',
  strong:
    'czlowiek\\p{L}{0,3}|konsul\\p{L}{0,2}n?t\\p{L}{0,3}|agent(?:em|a|owi)?|pracowni(?:k|c)\\p{L}{0,4}|przedstawiciel\\p{L}{0,3}|operator\\p{L}{0,3}|kierowni(?:k|c)\\p{L}{0,3}|menedzer\\p{L}{0,3}|menadzer\\p{L}{0,3}|szef(?:em|a|owi)?|opiekun(?:em|a|owi|ka)?|admin\\p{L}{0,8}|obslug\\p{L}{0,2} klienta|zyw\\p{L}{1,3} (?:czlowiek\\p{L}{0,2}|osob\\p{L}{1,2})|czlowiekiem|czlowieka|czlowiek|czlowiekowi|konsultantem|konsultanta|konsultant|konsultantka|konsultantke|agentem|agenta|agent|pracownikiem|pracownika|pracownik|przedstawicielem|przedstawiciela|przedstawiciel|operatorem|operatora|operator|doradca|doradcy|doradce|menedzerem|menedzera|kierownikiem|kierownika|przelozonym|przelozonego|specjalista|specjaliste|technikiem|czat na zywo|ludzka pomoc|pomoc czlowieka|zywego czlowieka|kontakt z czlowiekiem|rozmowa z konsultantem|ekspertem',
  around:
    'jakims|jakiegos|jakas|jakis|tym|waszym|twoim|innym|innego|inna|prosze|teraz|natychmiast|zaraz|wreszcie|z|ze|z obslugi|klienta|dzialu|kompetentnym|kompetentna|bezposrednio|z biura|cholernym|mnie|od|was',
  real: 'prawdziwym|prawdziwego|prawdziwa|prawdziwy|zywym|zywego|zywa|zywy|realnym|realna|realnego|ludzkim|z krwi i kosci|fizyczna',
  bring:
    'daj|dajcie|dajcie mi|daj mi|dawaj|dawac|dawac mi|dawajcie|wezwij|wezwijcie|zawolaj|zawolajcie|wolaj|poprosze|poprosze o|prosze o|przyslij|przyslijcie|sprowadz|dac mi|chce|chcialbym|chcialabym|potrzebuje|zadam',
  call: '(?:oddzwoncie|zadzwoncie|oddzwon|zadzwon|prosze o telefon|prosze o kontakt|prosze o oddzwonienie)|(?:niech|zeby|aby|moglby|mogl|moglaby|czy) (?:\\p{L}+ ){0,5}(?:oddzwoni|zadzwoni|oddzwonil|zadzwonil|oddzwonic|zadzwonic|skontaktuje|odezwie|odpowie|odpisze)(?: \\p{L}+){0,2}',
  bot: 'bot(?:a|em|ami|y|ow|owi)?|robot(?:a|em|ami|y|ow|owi)?|maszyn\\p{L}*|automat(?:u|em|ami|y|ow|owi)?|chatbot\\p{L}*|ai|komputer\\p{L}*|sztuczn\\p{L}+ inteligencj\\p{L}+',
  not: 'nie|bez|zamiast|zadn\\p{L}+',
  filler: 'prosze|teraz|natychmiast|czesc|dzien dobry|dziekuje|nie|tak|pilne|halo|szybko|tylko|od razu|hej',
  more: [
    'nie chce (?:rozmawiac|gadac|pisac) {WORDS}(?:botem|robotem|maszyna|automatem|ai)',
    '(?:{PERSON}) (?:z kim|z ktorym|z ktora|kto) (?:moge |moglbym |moze )?(?:porozmawiac|rozmawiac|mi pomoze|pomoc)',
    '(?:oddzwoncie|zadzwoncie|niech ktos zadzwoni|niech ktos do mnie zadzwoni|prosze o telefon)',
    'czlowiekiem a nie (?:z )?(?:botem|robotem)',
  ],
  vague:
    'obsluga|agent|konsultant|wsparcie|czy ktos tam jest|jest tam ktos|jest ktos|ktos|osoba|obsluga klienta|czy ktos moze mi pomoc|support',
  negated:
    /\b(?:nie|bez|nigdy|zamiast|zaden|zadnego|zadnej)(?: (?:chce|potrzebuje|musze|trzeba|potrzeba|rozmawiac|porozmawiac|z|ze|zadnym|zadnego|zadnej|mnie|lacz|przelaczaj|laczyc|wole|juz|prosze|kontaktu|kontaktowac|sie|polaczenia|prawdziwym|mi)){0,6}$|\b(?:wczoraj|po rozmowie|kiedy|juz|dziekuje za)(?: \p{L}+){0,4}$/u,
  alike:
    /\b(?:zasoby ludzkie|zasobow ludzkich|prawa czlowieka|praw czlowieka|blad ludzki|agent(?:em|a)? (?:nieruchomosci|ubezpieczeniowy\w*|turystyczny\w*)|oplata agenta|user agent|na osobe|dla (?:\p{L}+ )?osob|osobiscie|(?:jestes|czy jestes|pan jest|czy to) (?:prawdziwym |zywym |prawdziwy |zywy )?(?:czlowiekiem|osoba|botem|robotem|czlowiek|bot|konsultantem)|(?:czy )?(?:rozmawiam|pisze|gadam) (?:teraz )?z (?:prawdziwym |zywym )?(?:czlowiekiem|osoba|botem|robotem|konsultantem))\b/gu,
  apart:
    /\b(?:kiedy|o ktorej|w jakich godzinach|godziny|do ktorej|jak dlugo)\b|\b(?:klienci|uzytkownicy|goscie)\b.*\b(?:chca|moga|mogli|prosza)\b|\bile\b|\bczy bot moze\b|\bjak (?:dodac|utworzyc|usunac|zaprosic|zatrudnic)\b|\b(?:dodac|utworzyc|usunac|zatrudnic|zaprosic|przeszkolic) (?:nowego |nowych )?(?:agenta|agentow|konsultanta|pracownika)\b/u,
});

export const russian = european({
  code: 'ru',
  talk: 'пагаварить|поговорит|разговора|поговорить|говорить|разговаривать|пообщаться|общаться|побеседовать|связаться|связи|связь|соединиться|переговорить|чат|поговорю|написать|позвонить|диалог|разговор|проконсультироваться|консультация|поболтать|обратиться|пообщатся',
  with: 'с|со|к|на|от|у',
  want: 'хочу|хотел бы|хотела бы|хотелось бы|мне нужен|мне нужна|мне нужно|нужен|нужна|нужно|надо|требую|предпочитаю|дайте|дай|дайте мне|дай мне|позовите|позови|пригласите|можно|можно мне|могу ли я|есть ли|есть|позвать|ищу|желаю|прошу|пусть|зови|подключите|подключи|дозовитесь',
  connect:
    'соедините|соедини|соединить|переведите|переведи|перевести|переключите|переключи|переключить|свяжите|свяжи|связать|передайте|передай|передать|подключите|подключи|направьте|перенаправьте|переадресуйте|отправьте|переведите меня',
  person:
    'кем нить|кого нить|кто нить|кем то|кем нибудь|кто то|кто нибудь|кого то|кого нибудь|лицо|лицом|люди|людьми|людей|командой|поддержкой|поддержку|поддержка|техподдержкой|техподдержку|службой поддержки|службу поддержки|отделом|начальством|начальником|коллегой|администратором|ассистентом|вами|кем либо|рецепцией|ресепшен',
  strong:
    'человек\\p{L}{0,2}|оператор\\p{L}{0,3}|а?пиратор\\p{L}{0,2}|сотрудник\\p{L}{0,3}|менеджер\\p{L}{0,3}|агент(?:а|ом|у)?|представител\\p{L}{1,3}|консультант\\p{L}{0,3}|специалист\\p{L}{0,3}|начальни(?:к|ц)\\p{L}{0,3}|начальств\\p{L}{1,2}|руковод(?:ител|ств)\\p{L}{1,3}|администрац\\p{L}{1,2}|старш(?:его|ий|им|ую)|кожан(?:ого|ый)|жив(?:ого|ой|ую|ым) (?:поддержк\\p{L}|техподдержк\\p{L}|человек\\p{L}{0,2})|человеком|человека|человек|человеку|оператором|оператора|оператор|оператору|сотрудником|сотрудника|сотрудник|сотруднику|менеджером|менеджера|менеджер|агентом|агента|агент|представителем|представителя|представитель|консультантом|консультанта|консультант|специалистом|специалиста|специалист|специалисту|работником|руководителем|руководителя|руководство|супервайзером|живой чат|помощь человека|живого|живым|экспертом|администратора|управляющим|админа',
  around:
    'каким нибудь|каким то|какого нибудь|какой нибудь|вашим|вашего|твоим|другим|другого|другой|пожалуйста|сейчас|немедленно|срочно|наконец|с|со|из|поддержки|службы|клиентами|отдела|компетентным|напрямую|меня|мне|бы|лично|уже|любым|техническим|обычным|старшим',
  real: 'живую|живая|реальную|живым|живого|живой|живому|реальным|реального|реальный|настоящим|настоящего|настоящий|нормальным|нормального|нормальный|живые|живыми|настоящему',
  bring:
    'дайте|дай|дайте мне|давай|давай сюда|давайте|зови|зовите|позови|позовите|пригласите|пригласи|вызови|вызовите|требую|подключи|подключите|верните|где|хочу|мне нужен|мне нужна|нужен|нужна|тащи',
  call: '(?:перезвоните|перезвони|позвоните|позвони|наберите|наберите меня|свяжитесь со мной|напишите мне)(?: мне)?|(?:пусть|чтобы|чтоб|может|хочу чтобы) (?:\\p{L}+ ){0,6}(?:позвонит|перезвонит|свяжется|ответит|отвечал|ответил|напишет|позвонил|перезвонил|связался|поможет|объяснит)',
  bot: 'бот(?:а|ом|у|ами|ы|ов)?|робот(?:а|ом|у|ами|ы|ов)?|машин\\p{L}*|автоответчик\\p{L}*|автомат\\p{L}*|чатбот\\p{L}*|ии|программ\\p{L}*|железяк\\p{L}*|компьютер\\p{L}*',
  not: 'не|без|вместо|никаких',
  filler:
    'а|пожалуйста|сейчас|срочно|здравствуйте|привет|спасибо|немедленно|нет|да|быстро|ок|только|алло|добрый день|плиз|пж',
  more: [
    'не хочу (?:говорить|разговаривать|общаться) {WORDS}(?:ботом|роботом|машиной|программой|ии)',
    '(?:{PERSON}) (?:с кем|кто|с которым) (?:я )?(?:могу |можно |мог бы )?(?:поговорить|говорить|поможет|помог)',
    '(?:перезвоните|позвоните мне|пусть мне перезвонят|наберите меня)',
    'человеком а не (?:с )?(?:ботом|роботом)|человека а не (?:бота|робота)',
    '(?:с )?(?:живым|живого|реальным) (?:человеком|человека)',
  ],
  vague:
    'агент|поддержка|кто нибудь|есть кто|есть кто нибудь|кто нибудь есть|тут есть кто|ктото|лицо|сотрудник|мне кто нибудь поможет|кто нибудь может помочь|техподдержка|менеджер',
  negated:
    /(?<![\p{L}])(?:не|без|никогда|вместо|ни)(?: (?:хочу|нужен|нужно|нужна|надо|требуется|говорить|разговаривать|соединяйте|переводите|зовите|с|со|мне|меня|переключайте|обязательно|никакой|живой|оператор|к|на|общаться|звать|больше|соединять)){0,6}$|(?<![\p{L}])(?:вчера|после|когда|уже|спасибо за)(?: \p{L}+){0,4}$/u,
  alike:
    /(?<![\p{L}])(?:человеческие ресурсы|отдел кадров|права человека|прав человека|человеческая ошибка|человеческий фактор|агент(?:у|а|ом)? по недвижимости|страховой агент|страхового агента|агентство \p{L}+|комиссия агента|user agent|на человека|для (?:\p{L}+ )?человек|менеджер паролей|(?:ты|вы) (?:настоящий |живой |реальный )?(?:человек|бот|робот|оператор)|(?:я )?(?:говорю|разговариваю|общаюсь) (?:сейчас )?с (?:живым |реальным |настоящим )?(?:человеком|ботом|роботом|оператором))(?![\p{L}])/gu,
  apart:
    /(?<![\p{L}])(?:когда|во сколько|до скольки|в какие часы|часы работы|график)(?![\p{L}])|(?<![\p{L}])(?:клиенты|пользователи|посетители|гости)(?![\p{L}]).*(?:хотят|могут|могли|просят)|(?<![\p{L}])не (?:нужен|нужна|нужны|надо|нужно)(?![\p{L}])|(?<![\p{L}])сколько(?![\p{L}])|(?<![\p{L}])как (?:добавить|создать|удалить|пригласить|нанять|обучить)(?![\p{L}])|(?<![\p{L}])(?:добавить|создать|удалить|нанять|пригласить|обучить) (?:нового |новых )?(?:агента|агентов|оператора|сотрудника)(?![\p{L}])/u,
});
