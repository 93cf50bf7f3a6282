/** Function words by language: they say nothing about a topic, and tell in which language a text is written. */
const LISTS: Readonly<Record<string, string>> = {
  en:
    'a about again all also always am an and any are aren as at be because been before being but by can cannot cant could couldn d did ' +
    'didn do does doesn doing don dont else ever every for from get gets getting give go goes got had has hasn have haven having he ' +
    'hello help her here hey hi him his how however i id if im in into is isn it its ive just know let like ll m many may me might more ' +
    'most much must my myself need no not now of on one only or our out please possible re really s shall she should shouldn so some somebody ' +
    'someone something still such t tell than arent couldnt didnt doesnt hasnt havent isnt shouldnt wasnt wouldnt ill lets thats youre theres thank thanks that the their them then there these they thing this those through to too us ve ' +
    'very want was wasn way we were what whats when where whether which while who whose why will with without won wont would wouldn you ' +
    'your yours',
  de:
    'aber alle allem allen aller alles als also am an auch auf aus bei beim bin bis bist bitte da damit dann das dass dein deine dem den der ' +
    'deren des dessen die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines er es euch euer etwas fur ' +
    'gab gibt hab habe haben hallo hat hatte hatten hier ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ins ist ja jede jeder jedes kann ' +
    'kein keine keinen konnen konnte man mehr mein meine meinem meinen meiner mich mir mit mochte muss mussen nach nicht nichts noch nun nur ob ' +
    'oder ohne schon sehr sein seine seinem seinen seiner sich sie sind so soll sollte sondern uber um und uns unser unsere unter viel vom von ' +
    'vor wann war waren warum was weil welche welchem welchen welcher welches wem wen wenn wer werde werden wie wieso will wir wird wo wollen ' +
    'wurde wurden zu zum zur zwischen danke',
  es:
    'a al algo algun alguna algunas alguno algunos ante antes aqui asi aun aunque bajo cada como con contra cual cuales cuando cuanto ' +
    'cuantos de del desde donde dos el ella ellas ellos en entre era eran eres es esa esas ese eso esos esta estaba estan estar estas este esto ' +
    'estos estoy fue fueron gracias ha habia hacer hace hacia han hasta hay he hola la las le les lo los mas me mi mis mucho muy nada ni no nos ' +
    'nosotros nuestra nuestro o os otra otro otros para pero poco por porque puede pueden puedo que quien quienes quiero se sea segun ser si sido ' +
    'sin sobre son soy su sus tambien tan tanto te tengo tiene tienen todo todos tu tus un una unas uno unos usted ustedes y ya yo favor necesito',
  fr:
    'a afin ai ainsi alors apres au aucun aussi autre aux avait avant avec avez avoir beaucoup bonjour c ca car ce ceci cela celle celui ces ' +
    'cet cette ceux chaque chez ci comme comment d dans de deja depuis des deux doit donc dont du elle elles en encore entre es est et etait ' +
    'etaient ete etes etre eu faire fait faut il ils j je jusqu l la le les leur leurs lors lui m ma mais me meme merci mes moi moins mon n ne ni ' +
    'non nos notre nous on ont ou par parce pas peu peut peux plus pour pourquoi puis puisje qu quand que quel quelle quelles quels qui quoi s sa ' +
    'sans se sera ses si son sont souhaite sous suis sur svp t ta te tes toi ton tous tout toute tres tu un une va vers veux voici vos votre voudrais ' +
    'vous y',
  it:
    'a ad agli ai al alla alle allo anche ancora avere aveva c che chi ci ciao come con cosa cui da dagli dai dal dalla dalle dei del della delle ' +
    'dello di dopo dove due e ed era erano essere fa fare fra gli grazie ha hai hanno ho i il in io l la le lei li lo loro lui ma me mi mia mie ' +
    'miei mio molto ne negli nei nel nella nelle no noi non nostra nostro o ogni ora per perche piu poi posso potrei prima pu puo qual quale quali ' +
    'quando quanti quanto quella quelle quelli quello questa queste questi questo qui quindi sara se sei senza si sia sono sopra sta stata stato ' +
    'su sua sue sugli sui sul sulla suo suoi tra tu tua tue tuo tuoi tutti tutto un una uno vi voglio voi vorrei vostra vostro favore',
  nl:
    'aan al alle als altijd ben bent bij daar dan dat de deze die dit doch doen dus een eens en er ge geen graag haar had hadden hallo heb hebben ' +
    'heeft hem het hier hij hoe hun ik in is ja je jij jouw jullie kan kun kunnen maar mag me meer men met mij mijn moet moeten na naar niet niets ' +
    'nog nu of om omdat onder ons onze ook op over te tegen toch toen tot uit uw van veel via voor waar waarom wanneer want waren was wat we welke ' +
    'wel werd wie wij wil worden wordt zal ze zelf zich zij zijn zo zonder zou bedankt',
  pt:
    'a ainda algo alguem alguma alguns ante antes ao aos apos aquela aquele aqui as ate cada com como contra da das de dela dele deles depois do ' +
    'dos e ela elas ele eles em entre era eram essa esse esta estao estar estas estava este estes eu faz fazer foi foram ha isso isto ja la lhe ' +
    'mais mas me mesmo meu meus minha minhas muito na nao nas nem no nos nossa nosso num numa o obrigado ola onde os ou outra outro para pela pelas ' +
    'pelo pelos pode podem por porque posso preciso qual quais quando quanto que quem quero se sem ser sera seu seus sim so sobre sua suas tambem ' +
    'tao tem tenho ter teu toda todas todo todos tu tua um uma umas uns voce voces vos',
  sv:
    'alla allt am an and andra att av bara blev bli blir da dar de dem den denna deras dess dessa det detta dig din dina ditt du dar efter ej eller en ' +
    'er era ett fick finns for fran fa far ga ha had hade han har hej hon honom hur i icke in inte jag ju kan kunde man med mellan men mig min mina ' +
    'mitt mot mycket maste nar ni nu nagon nagot nagra och om oss pa sedan sig sin sina sitt ska skulle som sa sadan tack till under upp ut utan vad ' +
    'var vara varfor varit varje vem vi vid vilka vilken vilket vill vart at over',
};

/** Languages that have a list, with their function words without accents. */
export const STOP_WORDS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(LISTS).map(([language, words]) => [language, new Set(words.split(' '))]),
);
