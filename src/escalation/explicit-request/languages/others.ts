import { hintsOf, type Language, pattern } from '../language.ts';

const turkishParts = {
  STRONG:
    'insan(?:la|a|i|in|dan)?|gercek kisi\\p{L}*|canli deste\\p{L}*|adam|yetkiliy\\p{L}*|insanla|insana|insani|canli (?:destek|biri|birisi|kisi|temsilci|insan|birine|biriyle)\\p{L}*|temsilci\\p{L}*|musteri (?:temsilci|hizmet)\\p{L}*|yetkili\\p{L}*|operator\\p{L}*|danisman\\p{L}*|calisan\\p{L}*|personel\\p{L}*|mudur\\p{L}*|yonetici\\p{L}*|uzman\\p{L}*|gorevli\\p{L}*|destek ekib\\p{L}*|agent\\p{L}*|ajan\\p{L}*|insan destek|gercek (?:bir )?(?:insan|kisi|biri)\\p{L}*|eleman\\p{L}*',
  WEAK: 'biri|biriyle|birisiyle|birine|birisi|birisine|kisi\\p{L}*|ekip\\p{L}*|ekibi\\p{L}*|destek\\p{L}*|birileri\\p{L}*|siz\\p{L}*|resepsiyon\\p{L}*|musteri hizmetleri\\p{L}*',
  BOT: '(?:bot|robot|makine|yapay zeka|otomatik (?:cevap|yanit|mesaj)|chatbot)\\p{L}*',
  TALK: 'gorus\\p{L}*|konus\\p{L}*|bagla\\p{L}*|yonlendir\\p{L}*|aktar\\p{L}*|yazis\\p{L}*|iletisim\\p{L}*|ulas\\p{L}*|irtibat\\p{L}*|sohbet\\p{L}*|baglan\\p{L}*|devret\\p{L}*',
  WANT: 'istiyorum|istiyom|isterim|lazim|ihtiyacim|gerek|gerekiyor|ver|verin|bul|bulun|cagir|cagirin|rica|tercih|olsun|var mi|verir misiniz|alabilir miyim|gonderin|talep',
  ANY: '(?:\\p{L}+ ){0,3}',
};

/** Turkish puts the person first, with the ending that says what of them. */
export const turkish: Language = {
  code: 'tr',
  hints: hintsOf([turkishParts.STRONG, turkishParts.WEAK, turkishParts.BOT, 'arayin arasin ara']),
  clear: [
    '(?:{STRONG}|{WEAK}) {ANY}(?:{TALK})',
    '(?:{TALK}) {ANY}(?:{STRONG})',
    '(?:{STRONG}) {ANY}(?:{WANT})',
    '^(?:lutfen |merhaba |bir |bana |hemen ){0,3}(?:{STRONG})(?: lutfen| hemen| simdi| istiyorum| lazim){0,3}$',
    '(?:{BOT}) (?:konusmak|gorusmek|yazismak) istemiyorum',
    '(?:{BOT}) (?:konusmam|gorusmem|yazismam)',
    '(?:bagla|baglasana|cagir|cagirin|ver|verin|getir|bul) (?:\\p{L}+ )?(?:biri\\p{L}*|adam\\p{L}*|insan\\p{L}*)',
    '(?:biri\\p{L}*|adam|insan|anlayan biri\\p{L}*) (?:\\p{L}+ ){0,2}(?:ver|bagla|cagir|getir|verin|baglayin|cagirin)',
    '(?:biri|insan|kisi|temsilci|personel\\p{L}*|yetkili|eleman)\\p{L}* (?:\\p{L}+ ){0,3}(?:cevap versin|yazsin|arasin|ararsa|anlatsin|yanitlasin|ilgilensin|baksin|donus yapsin|gelsin|yardim etsin)',
    'insan yok mu',
    '(?:beni (?:geri )?arayin|beni biri arasin|biri beni arasin)',
  ].map((text) => pattern(turkishParts, text)),
  against: [
    '(?:{BOT}) (?:\\p{L}+ )?(?:istemiyor\\p{L}*|degil|istemem|yerine) (?:\\p{L}+ ){0,3}(?:{STRONG}|{WEAK})',
  ].map((text) => pattern(turkishParts, text)),
  vague: [
    '^(?:temsilci|destek|biri var mi|kimse var mi|kimse yok mu|orada biri var mi|biri|agent|musteri hizmetleri|biri yardim edebilir mi|biri bana yardim edebilir mi)$',
  ].map((text) => pattern({}, text)),
  negated: /(?:yerine|degil|olmadan|dun|once)(?: \p{L}+){0,2}$/u,
  alike:
    /\b(?:insan kaynaklari\p{L}*|insan haklari\p{L}*|insan hatasi|emlak(?:ci)?\p{L}* (?:danisman|ajan)\p{L}*|sigorta acentesi|seyahat acentesi|user agent|kisi basi\p{L}*|(?:sen|siz) (?:gercek (?:bir )?|bir )?(?:insan|robot|bot|kisi)\p{L}*|(?:gercek )?(?:bir )?insan mi(?:sin|siniz)|insanla mi (?:konus|gorus)\p{L}*|temsilci ucreti|agent ucreti|robot mu\p{L}*|(?:bot|robot|makine)\p{L}* mi? ?(?:mu |mi )?(?:konusuyorum|yaziyorum|gorusuyorum)(?: insanla mi)?|insanla mi|kisiler\p{L}*|(?:calisan|temsilci|yonetici|kullanici)lar\p{L}*)\b/gu,
  apart:
    /(?:istemiyorum|gerek yok|gerekmiyor|lazim degil|ihtiyacim yok|istemem|baglama\b|baglamayin|aktarmayin|gerek kalmadi)|\b(?:ne zaman|saat kacta|saat kaca|hangi saatler\p{L}*|calisma saat\p{L}*|kac|is ariyorum|alim(?:iniz)? var|gorebil\p{L}*|gorur mu)\b|\b(?:musterilerim\p{L}*|kullanicilar\p{L}*|ziyaretciler\p{L}*)\b|\bnasil (?:ekle|olustur|sil|davet)\p{L}*/u,
};

const arabicParts = {
  PERSON:
    'دعم|دعم فني|شخص|انسان|بشر|بشري|موظف|موظفه|ممثل|وكيل|مسؤول|مسوول|مدير|مشرف|مندوب|احد|حد|حدا|احدهم|واحد|فريق الدعم|الدعم|خدمه العملاء|خدمه الزبائن|الدعم الفني|اخصائي|خبير|مستشار|عامل|موظفين|انسان حقيقي|شخص حقيقي|الموظف|المدير|المسؤول|المسوول|المشرف|ايجنت|مشغل|ممثلي|كائن بشري|ادمي|بني ادم',
  BOT: '(?:ال)?(?:روبوت|بوت|اله|برنامج|رد الي|ردود اليه|روبو|ذكاء اصطناعي)',
  STRONG:
    'بني ادم|البشر|احد من البشر|شخصا حقيقيا|الدعم الفني|خدمه عملاء|موظف حقيقي|انسان|بشر|بشري|موظف|موظفه|ممثل|شخص حقيقي|وكيل|مدير|مشرف|مندوب|مسؤول|مسوول|خدمه العملاء|انسان حقيقي|ادمي|موظف حقيقي|دعم بشري|مساعده بشريه|كائن بشري|مستشار',
  TALK: 'التحدث|اتحدث|احكي|اكلم|الكلام|اتكلم|التكلم|التواصل|اتواصل|اتصل|الاتصال|محادثه|التخاطب|نتكلم|نتحدث|احكى|كلموني|مكالمه|دردشه|الحديث|تحدث|تكلم|محادثة|الدردشه|مخاطبه|التحدث مباشره',
  WANT: 'اريد|ابغي|ابي|عايز|عاوز|بدي|ودي|احتاج|محتاج|ارغب|افضل|اطلب|هل يمكنني|ممكن|هل يوجد|هل هناك|في|فيه|اعطني|اعطوني|هات|هاتوا|لازم|عاوزه|عايزه|محتاجه|احتاج الي|هل يمكن|اتمني|نبي|اود',
  CONNECT:
    'حولني|حولوني|حولني الي|تحويلي|حول|صلني|صلوني|وصلني|وصلوني|اوصلني|ربطني|اربطني|انقلني|انقلوني|توصيلي|تحويل|اتصلني|نقلي|خليني|دعني|دعوني|وصليني|حوليني',
  ANY: '(?:\\p{L}+ ){0,3}',
  WITH: '(?:مع |الي |ل|علي |ب|بال|لل|عل|وي)?',
};

/** Arabic, with the particles that are written together with the next word. */
export const arabic: Language = {
  code: 'ar',
  // Particles are written together with the next word, so that no beginning tells.
  hints: new Set(),
  clear: [
    '(?:{TALK}) {ANY}{WITH}(?:ال)?(?:{PERSON})',
    '(?:{WANT}) {ANY}(?:ال)?(?:{STRONG})',
    '(?:{CONNECT}) {ANY}{WITH}(?:ال)?(?:{PERSON})',
    '^(?:مرحبا |لو سمحت |من فضلك |السلام عليكم |رجاء ){0,2}(?:{STRONG})(?: حقيقي| من فضلك| لو سمحت| رجاء| الان| فورا){0,3}$',
    'لا اريد (?:التحدث|الكلام|التكلم|اتحدث|اتكلم) {ANY}(?:روبوت|بوت|اله|برنامج|الروبوت|البوت)',
    '(?:اتصلوا بي|اتصلوا علي|اتصل بي|كلموني|دقوا علي|رنوا علي)',
    '(?:حد|احد|احدا|شخص|موظف|واحد|الموظف|مسوول|مندوب) {ANY}(?:يكلمني|يتصل بي|يتصل|يرد علي|يجاوبني|يتواصل معي|يرد|يساعدني ليس روبوت|يكلمني ضروري)',
    '(?:عطني|اعطني|اعطيني|عطوني|هات|هاتلي|هاتوا|هاتولي|نادولي|نادي|نادوا|جيب|جيبلي|جيبوا|وين|خلي|خلوا|ابعتلي|ارسلوا لي) {ANY}(?:ال)?(?:{STRONG}|احد)',
    '(?:{STRONG}) {ANY}(?:{TALK}|{WANT}|{CONNECT}|اكلمهم|اكلمه)',
    '(?:اشتكي|نهضر|ارمس|اهدر|نحكي) {ANY}(?:مع |ل)?(?:شي |لحد )?(?:{PERSON})',
  ].map((text) => pattern(arabicParts, text)),
  against: [
    '(?:لا|مش|مو|ما|مب|ماشي|بلاش|بدون) (?:\\p{L}+ ){0,2}(?:{BOT}) (?:\\p{L}+ ){0,3}(?:{STRONG}|احد|حد)',
    '(?:{STRONG}|حد|احد|واحد) {ANY}(?:مو|مش|ماشي|ليس|وليس|مب|لا|غير) (?:مع )?(?:{BOT})',
  ].map((text) => pattern(arabicParts, text)),
  vague: [
    '^(?:حد هنا|موظف|وكيل|الدعم|هل يوجد احد|هل من احد|في حد|في احد|احد|هل هناك احد|خدمه العملاء|شخص|هل يمكن لاحد مساعدتي|دعم)(?: هنا| هناك)?$',
  ].map((text) => pattern({}, text)),
  negated:
    /(?<![\p{L}])(?:لا|لست|ليس|بدون|لم|لن|مش|مو|ما|بدلا من|دون|بعد|عندما|امس|ماني|غير)(?: (?:اريد|احتاج|ابغي|ابي|عايز|عاوز|محتاج|بدي|حاجه|بحاجه|ل|الي|التحدث|اتحدث|اتكلم|الكلام|مع|داعي|تحولني|تحويلي|ان|بحاجة|لل|يلزم|ارغب|في|لا|التكلم|حاليا|يوجد|هناك)){0,5}$/u,
  alike:
    /(?<![\p{L}])(?:الموارد البشريه|موارد بشريه|حقوق الانسان|خطا بشري|وكيل (?:عقاري|عقارات|سفر|تامين|عقار)|الوكيل العقاري|رسوم الوكيل|عموله الوكيل|لكل شخص|هل انت (?:انسان|شخص|بشر|روبوت|بوت|حقيقي)(?: حقيقي| ام| او)?|(?:هل |انا )(?:انا )?(?:اتحدث|اكلم|اتكلم) (?:الان )?مع (?:شخص|انسان|روبوت|بوت|موظف|اله)(?: حقيقي| ام| او| الي)?|انت (?:انسان|روبوت|بوت|بشر))(?![\p{L}])/gu,
  apart:
    /(?<![\p{L}])(?:متي|ما هي ساعات|ساعات العمل|في اي ساعه|مواعيد|اوقات|كم)(?![\p{L}])|(?<![\p{L}])(?:العملاء|عملائي|زبائني|المستخدمين|المستخدمون|زواري)(?![\p{L}]).*(?:يريدون|التحدث|يتحدث)|(?<![\p{L}])كيف (?:اضيف|انشئ|احذف|ادعو|اوظف|اعين)(?![\p{L}])|(?<![\p{L}])(?:من هو|ما هو|ماذا يفعل)(?![\p{L}])/u,
};

const hindiParts = {
  PERSON:
    'इंसान|इन्सान|व्यक्ति|आदमी|मनुष्य|एजेंट|एजेन्ट|प्रतिनिधि|मैनेजर|प्रबंधक|कर्मचारी|ऑपरेटर|किसी|कोई|कस्टमर केयर|कस्टमर सर्विस|ग्राहक सेवा|सपोर्ट टीम|सपोर्ट|टीम|अधिकारी|सुपरवाइजर|सुपरवाइज़र|ह्यूमन|सलाहकार|विशेषज्ञ|स्टाफ|बंदा|बंदे|सीनियर|senior|insaan|insan|aadmi|admi|vyakti|agent|kisi|koi|manager|human|representative|person|bande|banda|customer care|pratinidhi|customer service|operator|executive|staff|team',
  BOT: '(?:bots?|robots?|machine|computer|ai|बॉट|रोबोट|मशीन|कंप्यूटर)',
  STRONG:
    'बंदा|बंदे|asli aadmi|asli admi|bande|banda|senior|adhikari|अधिकारी|सीनियर|agnt|aadmi|insano?|इंसान|इन्सान|असली व्यक्ति|असली इंसान|एजेंट|एजेन्ट|प्रतिनिधि|मैनेजर|प्रबंधक|ऑपरेटर|कस्टमर केयर|ग्राहक सेवा|ह्यूमन|असली आदमी|insaan|insan|agent|asli banda|asli insaan|human|representative|customer care|manager|operator',
  TALK: 'transfr|करा\\p{M}*|samjha\\p{L}*|फोन|फ़ोन|phone|बात|बातें|बातचीत|चैट|संपर्क|सम्पर्क|कनेक्ट|कॉल|जोड़\\p{L}*\\p{M}*\\p{L}*|जुड़\\p{L}*|ट्रांसफर|बोलना|मिलाओ|मिलवा\\p{L}*|कनैक्ट|baat|bat|baatcheet|chat|connect|sampark|call|transfer|jod\\p{L}*|milao|milwa\\p{L}*',
  WANT: 'चाहिए|चाहता|चाहती|चाहते|दो|दीजिए|दें|बुला\\p{L}*\\p{M}*|ज़रूरत|जरूरत|भेज\\p{L}*\\p{M}*|मांग\\p{L}*|chahiye|chaiye|chahie|chahta|chahti|do|dijiye|bulao|bulaiye|zaroorat|jarurat|bhejo|dedo|de do',
  ANY: '(?:[\\p{L}\\p{M}]+ ){0,4}',
};

/** Hindi, in its own script and in Latin letters, as it is typed. */
export const hindi: Language = {
  code: 'hi',
  hints: hintsOf([hindiParts.PERSON, hindiParts.STRONG, hindiParts.BOT, 'कॉल फोन फ़ोन call phone']),
  clear: [
    '(?:{PERSON}) {ANY}(?:{TALK})',
    '(?:{STRONG}) {ANY}(?:{WANT})',
    '(?:{TALK}|मुझे|mujhe|मुझको) {ANY}(?:{STRONG}) (?:से|को|se|ko|चाहिए|chahiye) ?',
    '(?:connect|transfer|talk|speak) (?:me |karo |karao )?(?:to |with )?(?:{STRONG})',
    '^(?:कृपया |please |नमस्ते |एक |ek |pls ){0,3}(?:{STRONG})(?: कृपया| प्लीज| please| pls| चाहिए| chahiye){0,2}$',
    '(?:मुझे|mujhe) (?:कॉल|फोन|call|phone) [\\p{L}\\p{M}]+',
    '(?:मुझे|mujhe) (?:फोन|कॉल|call|phone) (?:करे|करें|kare)',
    '(?:{STRONG}) (?:को|ko|हो|se|से) [\\p{L}\\p{M}]*(?:बुला|ला|bula|lao|do|दो)[\\p{L}\\p{M}]*',
    '(?:मशीन|रोबोट|बॉट|bot|robot) से (?:बात )?(?:नहीं|nahi) (?:करनी|करना|karni|karna)',
    '(?:मुझे|mujhe) (?:वापस |wapas )?(?:कॉल|फोन|फ़ोन|call|phone) (?:करें|करो|कीजिए|kare|karo|kijiye)',
  ].map((text) => pattern(hindiParts, text)),
  against: [
    '(?:{BOT}) (?:[\\p{L}\\p{M}]+ ){0,3}(?:नहीं|नही|nahi|nahin|nhi|नको|mat) (?:[\\p{L}\\p{M}]+ ){0,3}(?:{STRONG}|किसी|कोई|koi|kisi)',
    '(?:{BOT}) se (?:[\\p{L}\\p{M}]+ ){0,2}(?:nahi|nhi|nahin) (?:[\\p{L}\\p{M}]+ ?){1,2}$',
  ].map((text) => pattern(hindiParts, text)),
  vague: [
    '^(?:एजेंट|agent|कोई है|कोई है क्या|koi hai|koi hai kya|सपोर्ट|support|क्या कोई है|कोई|koi|कोई मदद कर सकता है|कोई मेरी मदद कर सकता है)$',
  ].map((text) => pattern({}, text)),
  negated: /(?:नहीं|मत|nahi|nahin|mat)$|(?:बिना|के बजाय|bina|कल|kal)(?: [\p{L}\p{M}]+){0,2}$/u,
  alike:
    /(?:मानव संसाधन|मानव अधिकार|मानवाधिकार|मानवीय (?:भूल|त्रुटि)|(?:रियल एस्टेट|बीमा|ट्रैवल|यात्रा|प्रॉपर्टी) (?:एजेंट|agent)|एजेंट (?:शुल्क|फीस|कमीशन|आईडी|नंबर)|agent (?:fees?|id|code|number)|user agent|प्रति व्यक्ति|(?:क्या )?(?:आप|तुम) (?:एक )?(?:असली )?(?:इंसान|इन्सान|रोबोट|बॉट|व्यक्ति|मनुष्य|मशीन)(?: हैं| हो| है)?|kya (?:aap|tum) (?:ek )?(?:asli )?(?:insaan|insan|robot|bot|human)(?: hain| ho| hai)?|(?:क्या )?(?:मैं )?(?:किसी )?(?:असली )?(?:इंसान|बॉट|रोबोट|व्यक्ति) से बात कर (?:रहा|रही) (?:हूं|हूँ))/gu,
  apart:
    /(?:नहीं चाहिए|की (?:ज़रूरत|जरूरत) नहीं|नहीं करनी|नहीं चाहता|नहीं चाहती|मत जोड़|nahi chahiye|zaroorat nahi|jarurat nahi|nahi karni|nahin chahiye)(?!.*(?:इंसान|insaan|insan|agent|एजेंट).*(?:चाहिए|chahiye)$)|(?:कब|कितने बजे|समय क्या|किस समय|kab|kitne baje|timing)|(?:ग्राहकों|मेरे ग्राहक|यूज़र्स|users|customers ko)|कैसे (?:जोड़|बना|हटा)|(?:कितने|kitne|kitna|कितना|kaise set|कैसे सेट)|(?:call|phone|कॉल|फोन) (?:मत|mat|na|nahi)|(?:देख सकता|देख सकते|dekh sakta|mere customers)/u,
};
