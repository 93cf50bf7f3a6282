import { stem } from './stem.ts';

/**
 * Words that customers and help pages use for the same thing, by language; a semicolon ends a group. Kept to what holds in most
 * products: what holds in one alone is learnt from its articles.
 */
const GROUPS: Readonly<Record<string, string>> = {
  en: `
    delete remove erase; remove uninstall; delete deactivate close terminate; cancel stop end terminate;
    cancel unsubscribe; create make new add; add insert attach; change edit modify alter update;
    change switch; adjust change configure; settings preferences options configuration;
    configure setup set; photo picture image; picture screenshot; movie film video; clip video;
    mail email message; message text sms; phone telephone mobile cellphone smartphone;
    laptop computer pc notebook; app application program software; website site webpage page;
    link url address; login signin log; logout signout; register signup enrol join;
    password passcode pin passphrase; username login handle; account profile; user member person people;
    friend contact; buy purchase order; bought purchased; price cost fee charge;
    cheap discount offer deal; coupon voucher promo discount; pay payment; bill invoice receipt;
    refund reimburse reimbursement; refund return; replace exchange swap;
    broken defective faulty damaged; error bug problem issue fault trouble; fail failed crash;
    fix repair solve resolve troubleshoot; work function; start begin launch open run;
    stop quit exit close; enable activate on; disable deactivate off; show display view see;
    hide conceal invisible; watch view; find locate search look; locate location place position;
    get obtain receive; send submit forward; deliver delivery ship shipping shipment dispatch;
    parcel package shipment; late delay delayed; fast quick speed; slow lag; connect link pair join;
    disconnect unpair; wireless wifi wlan; internet network web online; copy duplicate clone;
    save store keep; backup archive save; restore recover recovery; export download save; import upload;
    upload post publish; share publish; block ban; private privacy; secure security safe protect;
    allow permit let enable; permission access right; prevent avoid stop; restrict limit;
    maximum limit max; minimum min; size dimension; large big; small little tiny; long length duration;
    far distance; measure distance length; sort order arrange; filter sort; list table;
    spreadsheet sheet excel; document doc file; folder directory; text word letter; font typeface letter;
    format formatting style; write type enter; subtitle caption transcription transcript;
    sound audio volume; mute silence silent; screen display monitor; television tv; remote controller;
    cable cord wire; battery power charge; button key; automatic automatically auto; schedule plan;
    appointment booking reservation; calendar schedule; reminder notification alert; notify alert inform;
    repeat recurring loop; language translation; translate translation; answer reply respond response;
    question query; comment remark; rate rating review; like favorite favourite; contact reach call;
    support help service; staff team employee; company business organization organisation firm;
    admin administrator owner; invite invitation; trial test demo; upgrade update; version release;
    plan subscription membership; expire expiry expiration; valid validity; guarantee warranty;
    verify confirm validate check; check inspect test; transfer move migrate; merge combine unite;
    split divide separate; convert transform turn; different distinct; example sample; shop store;
    city town; country nation; money cash; instalment installment emi; withdraw withdrawal;
    win winnings prize; tax gst vat; shortcut hotkey; quit leave exit; die death dead;
    kid child children; hint tip; guide manual instruction tutorial; info information detail`,
  de: `
    löschen entfernen; kündigen stornieren abbrechen beenden; ändern bearbeiten anpassen aktualisieren;
    einstellung konfiguration option; einrichten konfigurieren installieren; bild foto;
    mail email nachricht; handy smartphone telefon mobiltelefon; anmelden einloggen login;
    abmelden ausloggen; registrieren anmelden; passwort kennwort; konto account profil;
    benutzer nutzer anwender; kaufen bestellen bestellung; preis kosten gebühr; rabatt gutschein;
    zahlen bezahlen zahlung; rechnung beleg quittung; erstattung rückerstattung;
    rückgabe rücksendung retoure umtausch; kaputt defekt; fehler problem störung;
    reparieren beheben lösen; starten öffnen; aktivieren einschalten; deaktivieren ausschalten;
    anzeigen zeigen sehen; suchen finden; senden schicken verschicken versenden; lieferung versand;
    paket sendung; verbinden koppeln; wlan wifi; internet netzwerk netz; kopieren duplizieren;
    speichern sichern; herunterladen download exportieren; hochladen upload importieren;
    ton audio lautstärke; bildschirm display monitor; fernseher tv; termin buchung reservierung;
    benachrichtigung erinnerung; hilfe support kundendienst kundenservice; firma unternehmen;
    abo abonnement vertrag; garantie gewährleistung; bestätigen prüfen überprüfen; anleitung handbuch`,
  es: `
    eliminar borrar quitar suprimir; cancelar anular; cambiar modificar editar actualizar;
    ajuste configuración opción preferencia; configurar instalar; foto imagen fotografía;
    correo email mensaje; móvil celular teléfono; acceder entrar ingresar login;
    registrarse inscribirse registro; contraseña clave; cuenta perfil; usuario cliente;
    comprar pedir pedido compra; precio costo coste tarifa; descuento cupón oferta; pagar pago abonar;
    factura recibo; reembolso devolución; roto defectuoso dañado; error problema fallo;
    arreglar reparar solucionar resolver; abrir iniciar; activar habilitar encender;
    desactivar deshabilitar apagar; mostrar ver visualizar; buscar encontrar; enviar mandar;
    envío entrega; paquete envío; conectar vincular; copiar duplicar; guardar almacenar;
    descargar exportar; subir cargar importar; sonido audio volumen; pantalla monitor;
    televisor televisión tv; cita reserva; aviso notificación recordatorio; ayuda soporte asistencia;
    empresa compañía; suscripción plan; comprobar verificar confirmar; guía manual instrucciones`,
  fr: `
    supprimer effacer retirer; annuler résilier; changer modifier éditer;
    paramètre réglage configuration option; configurer installer; photo image;
    mail email courriel message; téléphone portable mobile; connexion connecter identifier;
    inscription inscrire enregistrer; compte profil; utilisateur client;
    acheter commander commande achat; prix coût tarif; remise réduction coupon promotion;
    payer paiement régler; facture reçu; remboursement rembourser; retour échange;
    cassé défectueux abîmé; erreur problème panne; réparer résoudre; ouvrir lancer démarrer;
    activer allumer; désactiver éteindre; afficher voir montrer; chercher trouver rechercher;
    envoyer expédier; livraison expédition envoi; colis paquet; copier dupliquer;
    sauvegarder enregistrer; télécharger exporter; son audio volume; écran affichage moniteur;
    téléviseur télévision tv; rendez réservation; rappel notification alerte; aide support assistance;
    société entreprise; abonnement forfait; vérifier confirmer; guide manuel notice`,
};

/** By language, each stem with the stems of its groups. */
const BY_STEM: ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>> = new Map(
  Object.entries(GROUPS).map(([language, groups]) => {
    const byStem = new Map<string, Set<string>>();
    for (const group of groups.split(';')) {
      const stems = group
        .trim()
        .split(' ')
        .map((word) => stem(word, language));
      for (const one of stems) {
        const others = byStem.get(one) ?? new Set();
        byStem.set(one, others);
        for (const other of stems) if (other !== one) others.add(other);
      }
    }
    return [language, byStem];
  }),
);

/** Stems of words that mean nearly the same as the word with a stem. */
export function synonymsOf(stemmed: string, language: string): ReadonlySet<string> {
  return BY_STEM.get(language)?.get(stemmed) ?? NONE;
}

const NONE: ReadonlySet<string> = new Set();
