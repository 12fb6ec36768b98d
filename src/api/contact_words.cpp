#include "api/contact_words.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.hpp"

namespace heed::api {
namespace {

constexpr std::size_t accepted_max = 20;  ///< more choices of a browser are not looked at

constexpr std::array languages = {
    ContactWords{
        .code = "en",
        .direction = "ltr",
        .name = "Your name",
        .email = "Your e-mail address",
        .email_hint = "So that we know who you are when you write again.",
        .message = "What can we do for you?",
        .message_hint = "Please leave out passwords and card numbers.",
        .send = "Send message",
        .privacy = "We use what you write here only to answer you.",
        .privacy_link = "How we handle your data",
        .error = "Error",
        .problems = "Your message has not been sent yet",
        .name_missing = "Please tell us your name.",
        .name_long = "Please shorten your name to 100 characters.",
        .email_missing = "Please enter your e-mail address.",
        .email_bad = "Please enter a full e-mail address, like anna@example.org.",
        .message_missing = "Please write a message.",
        .message_long = "Your message has {} characters; please shorten it to {}.",
        .trap = "Something filled in a field that people do not see. We emptied it: please send "
                "your message again.",
        .too_fast = "That was very quick. Please look over your message and send it again.",
        .expired = "This page was open for a long time. Your text is still here: please send it "
                   "again.",
        .too_many = "Many messages are coming in. Your text is still here: please send it again in "
                    "{} seconds.",
        .unavailable = "We could not store your message just now. Your text is still here: please "
                       "send it again in a moment.",
        .status = "Your conversation with us",
        .arrived = "We have your message, and a person will read it.",
        .late = "We need longer than usual, and we are sorry. You are not forgotten.",
        .taken = "{} is taking care of this.",
        .answered = "{} has answered. Is anything still open? Write to us below.",
        .solved = "We believe this is solved. If it is not, write to us below.",
        .within_hour = "You usually hear from us within an hour.",
        .within_minutes = "You usually hear from us within {} minutes.",
        .within_hours = "You usually hear from us within {} hours.",
        .keep = "Our answer will appear on this page. Bookmark it now, and keep its address to "
                "yourself: whoever has it can read along.",
        .own_tab = "Open this page in its own tab",
        .again = "Look for news",
        .messages = "Messages",
        .you = "You",
        .taken_back = "This message was removed.",
        .more = "Add a message",
        .more_hint = "It goes to the same people.",
        .send_more = "Send message",
        .not_found = "There is nothing here",
        .no_form = "This contact page does not exist, or not any more. Please look for the current "
                   "one on the company's website.",
        .no_status = "This link leads to no conversation. Please check that you copied all of it.",
        .trouble = "This page cannot be shown just now. Please try again in a moment.",
    },
    ContactWords{
        .code = "de",
        .direction = "ltr",
        .name = "Ihr Name",
        .email = "Ihre E-Mail-Adresse",
        .email_hint = "Damit wir Sie wiedererkennen, wenn Sie noch einmal schreiben.",
        .message = "Was können wir für Sie tun?",
        .message_hint = "Bitte keine Passwörter oder Kartennummern.",
        .send = "Nachricht senden",
        .privacy = "Was Sie hier schreiben, nutzen wir nur, um Ihnen zu antworten.",
        .privacy_link = "So gehen wir mit Ihren Daten um",
        .error = "Fehler",
        .problems = "Ihre Nachricht ist noch nicht gesendet",
        .name_missing = "Bitte nennen Sie uns Ihren Namen.",
        .name_long = "Bitte kürzen Sie Ihren Namen auf 100 Zeichen.",
        .email_missing = "Bitte geben Sie Ihre E-Mail-Adresse an.",
        .email_bad = "Bitte geben Sie eine vollständige E-Mail-Adresse an, zum Beispiel "
                     "anna@example.org.",
        .message_missing = "Bitte schreiben Sie eine Nachricht.",
        .message_long = "Ihre Nachricht hat {} Zeichen; bitte kürzen Sie sie auf {}.",
        .trap = "Etwas hat ein Feld ausgefüllt, das Menschen nicht sehen. Wir haben es geleert: "
                "Bitte senden Sie noch einmal.",
        .too_fast = "Das ging sehr schnell. Bitte sehen Sie noch einmal über Ihre Nachricht und "
                    "senden Sie sie erneut.",
        .expired = "Diese Seite war lange offen. Ihr Text ist noch da: Bitte senden Sie ihn noch "
                   "einmal.",
        .too_many = "Gerade kommen viele Nachrichten an. Ihr Text ist noch da: Bitte senden Sie "
                    "ihn in {} Sekunden noch einmal.",
        .unavailable = "Wir konnten Ihre Nachricht gerade nicht speichern. Ihr Text ist noch da: "
                       "Bitte senden Sie ihn gleich noch einmal.",
        .status = "Ihr Gespräch mit uns",
        .arrived = "Ihre Nachricht ist da, und ein Mensch wird sie lesen.",
        .late = "Wir brauchen länger als sonst, das tut uns leid. Sie sind nicht vergessen.",
        .taken = "{} kümmert sich darum.",
        .answered = "{} hat geantwortet. Ist noch etwas offen? Schreiben Sie uns unten.",
        .solved = "Wir glauben, das ist gelöst. Wenn nicht, schreiben Sie uns unten.",
        .within_hour = "Meist hören Sie innerhalb einer Stunde von uns.",
        .within_minutes = "Meist hören Sie innerhalb von {} Minuten von uns.",
        .within_hours = "Meist hören Sie innerhalb von {} Stunden von uns.",
        .keep = "Unsere Antwort erscheint auf dieser Seite. Setzen Sie jetzt ein Lesezeichen, und "
                "behalten Sie die Adresse für sich: Wer sie hat, kann mitlesen.",
        .own_tab = "Diese Seite in einem eigenen Tab öffnen",
        .again = "Nach Neuem sehen",
        .messages = "Nachrichten",
        .you = "Sie",
        .taken_back = "Diese Nachricht wurde entfernt.",
        .more = "Nachricht hinzufügen",
        .more_hint = "Sie geht an dieselben Menschen.",
        .send_more = "Nachricht senden",
        .not_found = "Hier ist nichts",
        .no_form = "Diese Kontaktseite gibt es nicht oder nicht mehr. Bitte suchen Sie die "
                   "aktuelle auf der Website des Unternehmens.",
        .no_status = "Dieser Link führt zu keinem Gespräch. Bitte prüfen Sie, ob Sie ihn ganz "
                     "kopiert haben.",
        .trouble = "Diese Seite kann gerade nicht gezeigt werden. Bitte versuchen Sie es gleich "
                   "noch einmal.",
    },
    ContactWords{
        .code = "fr",
        .direction = "ltr",
        .name = "Votre nom",
        .email = "Votre adresse e-mail",
        .email_hint = "Pour vous reconnaître si vous nous écrivez à nouveau.",
        .message = "Que pouvons-nous faire pour vous ?",
        .message_hint = "Merci de n’indiquer ni mot de passe ni numéro de carte.",
        .send = "Envoyer le message",
        .privacy = "Ce que vous écrivez ici nous sert uniquement à vous répondre.",
        .privacy_link = "Comment nous traitons vos données",
        .error = "Erreur",
        .problems = "Votre message n’est pas encore envoyé",
        .name_missing = "Merci d’indiquer votre nom.",
        .name_long = "Merci de raccourcir votre nom à 100 caractères.",
        .email_missing = "Merci d’indiquer votre adresse e-mail.",
        .email_bad = "Merci d’indiquer une adresse e-mail complète, comme anna@example.org.",
        .message_missing = "Merci d’écrire un message.",
        .message_long = "Votre message compte {} caractères ; merci de le raccourcir à {}.",
        .trap = "Un champ invisible a été rempli. Nous l’avons vidé : merci d’envoyer votre "
                "message à nouveau.",
        .too_fast = "C’était très rapide. Merci de relire votre message et de l’envoyer à nouveau.",
        .expired = "Cette page est restée ouverte longtemps. Votre texte est toujours là : merci "
                   "de l’envoyer à nouveau.",
        .too_many = "Beaucoup de messages arrivent en ce moment. Votre texte est toujours là : "
                    "merci de l’envoyer à nouveau dans {} secondes.",
        .unavailable = "Nous n’avons pas pu enregistrer votre message. Votre texte est toujours "
                       "là : merci de l’envoyer à nouveau dans un instant.",
        .status = "Votre échange avec nous",
        .arrived = "Nous avons bien reçu votre message, et une personne va le lire.",
        .late = "Nous mettons plus de temps que d’habitude, et nous en sommes désolés. Nous ne "
                "vous oublions pas.",
        .taken = "{} s’en occupe.",
        .answered = "{} a répondu. Reste-t-il une question ? Écrivez-nous ci-dessous.",
        .solved = "Nous pensons que c’est réglé. Sinon, écrivez-nous ci-dessous.",
        .within_hour = "Nous répondons en général en moins d’une heure.",
        .within_minutes = "Nous répondons en général en moins de {} minutes.",
        .within_hours = "Nous répondons en général en moins de {} heures.",
        .keep = "Notre réponse paraîtra sur cette page. Ajoutez-la dès maintenant à vos favoris et "
                "gardez son adresse pour vous : qui la connaît peut tout lire.",
        .own_tab = "Ouvrir cette page dans un nouvel onglet",
        .again = "Voir s’il y a du nouveau",
        .messages = "Messages",
        .you = "Vous",
        .taken_back = "Ce message a été retiré.",
        .more = "Ajouter un message",
        .more_hint = "Il sera lu par les mêmes personnes.",
        .send_more = "Envoyer le message",
        .not_found = "Il n’y a rien ici",
        .no_form = "Cette page de contact n’existe pas ou plus. Vous trouverez la bonne sur le "
                   "site de l’entreprise.",
        .no_status = "Ce lien ne mène à aucun échange. Merci de vérifier qu’il est complet.",
        .trouble = "Cette page ne peut pas être affichée. Merci de réessayer dans un instant.",
    },
    ContactWords{
        .code = "es",
        .direction = "ltr",
        .name = "Tu nombre",
        .email = "Tu correo electrónico",
        .email_hint = "Para reconocerte si vuelves a escribirnos.",
        .message = "¿Qué podemos hacer por ti?",
        .message_hint = "No incluyas contraseñas ni números de tarjeta.",
        .send = "Enviar mensaje",
        .privacy = "Usamos lo que escribes aquí solo para responderte.",
        .privacy_link = "Cómo tratamos tus datos",
        .error = "Error",
        .problems = "Tu mensaje aún no se ha enviado",
        .name_missing = "Dinos tu nombre, por favor.",
        .name_long = "Acorta tu nombre a 100 caracteres, por favor.",
        .email_missing = "Escribe tu correo electrónico, por favor.",
        .email_bad = "Escribe un correo completo, como anna@example.org.",
        .message_missing = "Escribe un mensaje, por favor.",
        .message_long = "Tu mensaje tiene {} caracteres; acórtalo a {}, por favor.",
        .trap = "Algo rellenó un campo que las personas no ven. Lo hemos vaciado: envía tu mensaje "
                "otra vez, por favor.",
        .too_fast = "Ha sido muy rápido. Repasa tu mensaje y envíalo otra vez, por favor.",
        .expired = "Esta página estuvo abierta mucho tiempo. Tu texto sigue aquí: envíalo otra "
                   "vez, por favor.",
        .too_many = "Están llegando muchos mensajes. Tu texto sigue aquí: envíalo otra vez en {} "
                    "segundos, por favor.",
        .unavailable = "No hemos podido guardar tu mensaje. Tu texto sigue aquí: envíalo otra vez "
                       "en un momento, por favor.",
        .status = "Tu conversación con nosotros",
        .arrived = "Tenemos tu mensaje y una persona lo leerá.",
        .late = "Tardamos más de lo habitual y lo sentimos. No te hemos olvidado.",
        .taken = "{} se ocupa de esto.",
        .answered = "{} ha respondido. ¿Queda algo pendiente? Escríbenos abajo.",
        .solved = "Creemos que está resuelto. Si no es así, escríbenos abajo.",
        .within_hour = "Normalmente respondemos en menos de una hora.",
        .within_minutes = "Normalmente respondemos en menos de {} minutos.",
        .within_hours = "Normalmente respondemos en menos de {} horas.",
        .keep = "Nuestra respuesta aparecerá en esta página. Guárdala ahora en tus marcadores y no "
                "compartas su dirección: quien la tenga puede leerlo todo.",
        .own_tab = "Abrir esta página en otra pestaña",
        .again = "Ver si hay novedades",
        .messages = "Mensajes",
        .you = "Tú",
        .taken_back = "Este mensaje se ha retirado.",
        .more = "Añadir un mensaje",
        .more_hint = "Lo leerán las mismas personas.",
        .send_more = "Enviar mensaje",
        .not_found = "Aquí no hay nada",
        .no_form = "Esta página de contacto no existe o ya no existe. Busca la actual en la web de "
                   "la empresa.",
        .no_status = "Este enlace no lleva a ninguna conversación. Comprueba que lo copiaste "
                     "entero.",
        .trouble = "Esta página no se puede mostrar ahora. Inténtalo de nuevo en un momento.",
    },
    ContactWords{
        .code = "it",
        .direction = "ltr",
        .name = "Il tuo nome",
        .email = "Il tuo indirizzo e-mail",
        .email_hint = "Per riconoscerti se ci scrivi di nuovo.",
        .message = "Che cosa possiamo fare per te?",
        .message_hint = "Non indicare password o numeri di carta.",
        .send = "Invia il messaggio",
        .privacy = "Usiamo ciò che scrivi qui solo per risponderti.",
        .privacy_link = "Come trattiamo i tuoi dati",
        .error = "Errore",
        .problems = "Il tuo messaggio non è ancora stato inviato",
        .name_missing = "Scrivi il tuo nome.",
        .name_long = "Accorcia il tuo nome a 100 caratteri.",
        .email_missing = "Scrivi il tuo indirizzo e-mail.",
        .email_bad = "Scrivi un indirizzo e-mail completo, come anna@example.org.",
        .message_missing = "Scrivi un messaggio.",
        .message_long = "Il tuo messaggio ha {} caratteri; accorcialo a {}.",
        .trap = "Qualcosa ha compilato un campo che le persone non vedono. Lo abbiamo svuotato: "
                "invia di nuovo il messaggio.",
        .too_fast = "È stato molto veloce. Rileggi il messaggio e invialo di nuovo.",
        .expired = "Questa pagina è rimasta aperta a lungo. Il tuo testo è ancora qui: invialo di "
                   "nuovo.",
        .too_many = "Stanno arrivando molti messaggi. Il tuo testo è ancora qui: invialo di nuovo "
                    "tra {} secondi.",
        .unavailable = "Non siamo riusciti a salvare il messaggio. Il tuo testo è ancora qui: "
                       "invialo di nuovo tra poco.",
        .status = "La tua conversazione con noi",
        .arrived = "Abbiamo ricevuto il tuo messaggio e una persona lo leggerà.",
        .late = "Ci serve più tempo del solito, ci dispiace. Non ti abbiamo dimenticato.",
        .taken = "Se ne occupa {}.",
        .answered = "{} ha risposto. C’è ancora qualcosa? Scrivici qui sotto.",
        .solved = "Crediamo che sia risolto. Se non lo è, scrivici qui sotto.",
        .within_hour = "Di solito rispondiamo entro un’ora.",
        .within_minutes = "Di solito rispondiamo entro {} minuti.",
        .within_hours = "Di solito rispondiamo entro {} ore.",
        .keep = "La nostra risposta apparirà in questa pagina. Salvala ora tra i preferiti e non "
                "condividerne l’indirizzo: chi lo ha può leggere tutto.",
        .own_tab = "Apri questa pagina in un’altra scheda",
        .again = "Controlla se ci sono novità",
        .messages = "Messaggi",
        .you = "Tu",
        .taken_back = "Questo messaggio è stato rimosso.",
        .more = "Aggiungi un messaggio",
        .more_hint = "Lo leggeranno le stesse persone.",
        .send_more = "Invia il messaggio",
        .not_found = "Qui non c’è nulla",
        .no_form = "Questa pagina di contatto non esiste o non esiste più. Cerca quella attuale "
                   "sul sito dell’azienda.",
        .no_status = "Questo link non porta a nessuna conversazione. Controlla di averlo copiato "
                     "per intero.",
        .trouble = "Questa pagina non può essere mostrata ora. Riprova tra poco.",
    },
    ContactWords{
        .code = "pt",
        .direction = "ltr",
        .name = "O seu nome",
        .email = "O seu e-mail",
        .email_hint = "Para sabermos quem é quando voltar a escrever.",
        .message = "O que podemos fazer por si?",
        .message_hint = "Por favor, não indique senhas nem números de cartão.",
        .send = "Enviar mensagem",
        .privacy = "Usamos o que escreve aqui apenas para lhe responder.",
        .privacy_link = "Como tratamos os seus dados",
        .error = "Erro",
        .problems = "A sua mensagem ainda não foi enviada",
        .name_missing = "Por favor, indique o seu nome.",
        .name_long = "Por favor, encurte o seu nome para 100 caracteres.",
        .email_missing = "Por favor, indique o seu e-mail.",
        .email_bad = "Por favor, indique um e-mail completo, como anna@example.org.",
        .message_missing = "Por favor, escreva uma mensagem.",
        .message_long = "A sua mensagem tem {} caracteres; por favor, encurte-a para {}.",
        .trap = "Algo preencheu um campo que as pessoas não veem. Esvaziámo-lo: por favor, envie "
                "a mensagem de novo.",
        .too_fast = "Foi muito rápido. Por favor, reveja a mensagem e envie-a de novo.",
        .expired = "Esta página esteve aberta muito tempo. O seu texto continua aqui: por favor, "
                   "envie-o de novo.",
        .too_many = "Estão a chegar muitas mensagens. O seu texto continua aqui: por favor, "
                    "envie-o de novo dentro de {} segundos.",
        .unavailable = "Não conseguimos guardar a sua mensagem. O seu texto continua aqui: por "
                       "favor, envie-o de novo dentro de momentos.",
        .status = "A sua conversa connosco",
        .arrived = "Recebemos a sua mensagem, e uma pessoa vai lê-la.",
        .late = "Precisamos de mais tempo do que é habitual, e lamentamos. Não nos esquecemos de "
                "si.",
        .taken = "{} está a tratar disto.",
        .answered = "{} respondeu. Ainda falta alguma coisa? Escreva-nos abaixo.",
        .solved = "Cremos que está resolvido. Se não estiver, escreva-nos abaixo.",
        .within_hour = "Normalmente respondemos no prazo de uma hora.",
        .within_minutes = "Normalmente respondemos no prazo de {} minutos.",
        .within_hours = "Normalmente respondemos no prazo de {} horas.",
        .keep = "A nossa resposta aparecerá nesta página. Guarde-a já nos favoritos e não partilhe "
                "o endereço: quem o tiver pode ler tudo.",
        .own_tab = "Abrir esta página num separador próprio",
        .again = "Ver se há novidades",
        .messages = "Mensagens",
        .you = "Você",
        .taken_back = "Esta mensagem foi removida.",
        .more = "Acrescentar uma mensagem",
        .more_hint = "Será lida pelas mesmas pessoas.",
        .send_more = "Enviar mensagem",
        .not_found = "Não há nada aqui",
        .no_form = "Esta página de contacto não existe ou já não existe. Procure a atual no site "
                   "da empresa.",
        .no_status = "Este link não leva a nenhuma conversa. Verifique se o copiou por inteiro.",
        .trouble = "Esta página não pode ser mostrada agora. Tente de novo dentro de momentos.",
    },
    ContactWords{
        .code = "nl",
        .direction = "ltr",
        .name = "Uw naam",
        .email = "Uw e-mailadres",
        .email_hint = "Zo herkennen we u als u ons nog eens schrijft.",
        .message = "Wat kunnen we voor u doen?",
        .message_hint = "Vermeld geen wachtwoorden of kaartnummers.",
        .send = "Bericht versturen",
        .privacy = "Wat u hier schrijft, gebruiken we alleen om u te antwoorden.",
        .privacy_link = "Zo gaan we met uw gegevens om",
        .error = "Fout",
        .problems = "Uw bericht is nog niet verstuurd",
        .name_missing = "Vul uw naam in.",
        .name_long = "Kort uw naam in tot 100 tekens.",
        .email_missing = "Vul uw e-mailadres in.",
        .email_bad = "Vul een volledig e-mailadres in, zoals anna@example.org.",
        .message_missing = "Schrijf een bericht.",
        .message_long = "Uw bericht telt {} tekens; kort het in tot {}.",
        .trap = "Iets heeft een veld ingevuld dat mensen niet zien. We hebben het leeggemaakt: "
                "verstuur uw bericht nog eens.",
        .too_fast = "Dat ging erg snel. Kijk uw bericht na en verstuur het nog eens.",
        .expired = "Deze pagina stond lang open. Uw tekst staat er nog: verstuur hem nog eens.",
        .too_many = "Er komen veel berichten binnen. Uw tekst staat er nog: verstuur hem over {} "
                    "seconden nog eens.",
        .unavailable = "We konden uw bericht nu niet bewaren. Uw tekst staat er nog: verstuur hem "
                       "zo meteen nog eens.",
        .status = "Uw gesprek met ons",
        .arrived = "We hebben uw bericht, en een mens gaat het lezen.",
        .late = "Het duurt langer dan gewoonlijk, dat spijt ons. We zijn u niet vergeten.",
        .taken = "{} is ermee bezig.",
        .answered = "{} heeft geantwoord. Is er nog iets? Schrijf ons hieronder.",
        .solved = "We denken dat dit is opgelost. Zo niet, schrijf ons hieronder.",
        .within_hour = "Meestal hoort u binnen een uur van ons.",
        .within_minutes = "Meestal hoort u binnen {} minuten van ons.",
        .within_hours = "Meestal hoort u binnen {} uur van ons.",
        .keep = "Ons antwoord verschijnt op deze pagina. Maak er nu een bladwijzer van en houd het "
                "adres voor uzelf: wie het heeft, kan meelezen.",
        .own_tab = "Deze pagina in een eigen tabblad openen",
        .again = "Kijken of er nieuws is",
        .messages = "Berichten",
        .you = "U",
        .taken_back = "Dit bericht is verwijderd.",
        .more = "Bericht toevoegen",
        .more_hint = "Het gaat naar dezelfde mensen.",
        .send_more = "Bericht versturen",
        .not_found = "Hier is niets",
        .no_form = "Deze contactpagina bestaat niet of niet meer. Zoek de huidige op de website "
                   "van het bedrijf.",
        .no_status = "Deze link leidt naar geen gesprek. Controleer of u hem helemaal hebt "
                     "gekopieerd.",
        .trouble = "Deze pagina kan nu niet worden getoond. Probeer het zo meteen nog eens.",
    },
    ContactWords{
        .code = "ar",
        .direction = "rtl",
        .name = "اسمك",
        .email = "بريدك الإلكتروني",
        .email_hint = "لنتعرّف عليك عندما تكتب إلينا مرة أخرى.",
        .message = "كيف يمكننا مساعدتك؟",
        .message_hint = "من فضلك لا تكتب كلمات مرور أو أرقام بطاقات.",
        .send = "إرسال الرسالة",
        .privacy = "نستخدم ما تكتبه هنا للرد عليك فقط.",
        .privacy_link = "كيف نتعامل مع بياناتك",
        .error = "خطأ",
        .problems = "لم تُرسَل رسالتك بعد",
        .name_missing = "من فضلك اكتب اسمك.",
        .name_long = "من فضلك اختصر اسمك إلى 100 حرف.",
        .email_missing = "من فضلك اكتب بريدك الإلكتروني.",
        .email_bad = "من فضلك اكتب عنوان بريد كاملاً، مثل anna@example.org.",
        .message_missing = "من فضلك اكتب رسالة.",
        .message_long = "عدد حروف رسالتك {}؛ من فضلك اختصرها إلى {}.",
        .trap = "مُلئ حقل لا يراه الناس. أفرغناه: من فضلك أرسل رسالتك مرة أخرى.",
        .too_fast = "كان ذلك سريعاً جداً. من فضلك راجع رسالتك وأرسلها مرة أخرى.",
        .expired = "بقيت هذه الصفحة مفتوحة وقتاً طويلاً. نصّك ما زال هنا: من فضلك أرسله مرة أخرى.",
        .too_many = "تصلنا رسائل كثيرة الآن. نصّك ما زال هنا: من فضلك أرسله مرة أخرى بعد {} ثانية.",
        .unavailable =
            "لم نتمكن من حفظ رسالتك الآن. نصّك ما زال هنا: من فضلك أرسله مرة أخرى بعد قليل.",
        .status = "محادثتك معنا",
        .arrived = "وصلتنا رسالتك، وسيقرؤها شخص من فريقنا.",
        .late = "نحتاج وقتاً أطول من المعتاد ونعتذر عن ذلك. لم ننسَك.",
        .taken = "تولّى {} هذا الأمر.",
        .answered = "وصلك رد من {}. هل بقي شيء؟ اكتب إلينا أدناه.",
        .solved = "نعتقد أن الأمر قد حُلّ. إن لم يكن كذلك فاكتب إلينا أدناه.",
        .within_hour = "عادةً يصلك ردّنا خلال ساعة.",
        .within_minutes = "عادةً يصلك ردّنا خلال {} دقيقة.",
        .within_hours = "عادةً يصلك ردّنا خلال {} ساعة.",
        .keep =
            "سيظهر ردّنا في هذه الصفحة. احفظها الآن في المفضلة، ولا تشارك عنوانها: فمن يملكه يمكنه "
            "قراءة كل شيء.",
        .own_tab = "فتح هذه الصفحة في علامة تبويب خاصة",
        .again = "التحقق من وجود جديد",
        .messages = "الرسائل",
        .you = "أنت",
        .taken_back = "أُزيلت هذه الرسالة.",
        .more = "إضافة رسالة",
        .more_hint = "ستصل إلى الأشخاص أنفسهم.",
        .send_more = "إرسال الرسالة",
        .not_found = "لا يوجد شيء هنا",
        .no_form =
            "صفحة الاتصال هذه غير موجودة أو لم تعد موجودة. ابحث عن الصفحة الحالية في موقع الشركة.",
        .no_status = "لا يقود هذا الرابط إلى أي محادثة. تأكد من أنك نسخته كاملاً.",
        .trouble = "لا يمكن عرض هذه الصفحة الآن. حاول مرة أخرى بعد قليل.",
    },
    ContactWords{
        .code = "he",
        .direction = "rtl",
        .name = "השם שלך",
        .email = "כתובת הדוא״ל שלך",
        .email_hint = "כדי שנזהה אותך כשנשמע ממך שוב.",
        .message = "במה נוכל לעזור?",
        .message_hint = "נא לא לכתוב סיסמאות או מספרי כרטיס.",
        .send = "שליחת ההודעה",
        .privacy = "מה שנכתב כאן משמש אותנו רק כדי לענות לך.",
        .privacy_link = "כך אנחנו מטפלים במידע שלך",
        .error = "שגיאה",
        .problems = "ההודעה שלך עדיין לא נשלחה",
        .name_missing = "נא לכתוב את שמך.",
        .name_long = "נא לקצר את השם ל-100 תווים.",
        .email_missing = "נא לכתוב כתובת דוא״ל.",
        .email_bad = "נא לכתוב כתובת דוא״ל מלאה, כמו anna@example.org.",
        .message_missing = "נא לכתוב הודעה.",
        .message_long = "בהודעה {} תווים; נא לקצר אותה ל-{}.",
        .trap = "משהו מילא שדה שאנשים אינם רואים. רוקנו אותו: נא לשלוח את ההודעה שוב.",
        .too_fast = "זה היה מהיר מאוד. נא לעבור על ההודעה ולשלוח אותה שוב.",
        .expired = "הדף היה פתוח זמן רב. הטקסט שלך עדיין כאן: נא לשלוח אותו שוב.",
        .too_many = "מגיעות כעת הודעות רבות. הטקסט שלך עדיין כאן: נא לשלוח אותו שוב בעוד {} שניות.",
        .unavailable =
            "לא הצלחנו לשמור את ההודעה כעת. הטקסט שלך עדיין כאן: נא לשלוח אותו שוב בעוד רגע.",
        .status = "השיחה שלך איתנו",
        .arrived = "קיבלנו את הודעתך, ומישהו מהצוות יקרא אותה.",
        .late = "זה לוקח לנו יותר זמן מהרגיל, ואנו מצטערים. לא שכחנו אותך.",
        .taken = "הטיפול בפנייה אצל {}.",
        .answered = "התקבלה תשובה מאת {}. נשאר משהו פתוח? אפשר לכתוב לנו למטה.",
        .solved = "אנחנו חושבים שזה נפתר. אם לא, אפשר לכתוב לנו למטה.",
        .within_hour = "בדרך כלל עונים אצלנו תוך שעה.",
        .within_minutes = "בדרך כלל עונים אצלנו תוך {} דקות.",
        .within_hours = "בדרך כלל עונים אצלנו תוך {} שעות.",
        .keep = "התשובה שלנו תופיע בדף הזה. כדאי לשמור אותו עכשיו בסימניות ולא לשתף את כתובתו: מי "
                "שמחזיק בה יכול לקרוא הכול.",
        .own_tab = "פתיחת הדף בלשונית נפרדת",
        .again = "בדיקה אם יש חדש",
        .messages = "הודעות",
        .you = "ההודעה שלך",
        .taken_back = "ההודעה הזאת הוסרה.",
        .more = "הוספת הודעה",
        .more_hint = "היא תגיע לאותם אנשים.",
        .send_more = "שליחת ההודעה",
        .not_found = "אין כאן דבר",
        .no_form = "דף יצירת הקשר הזה אינו קיים, או שאינו קיים עוד. אפשר למצוא את הדף הנוכחי באתר "
                   "החברה.",
        .no_status = "הקישור הזה אינו מוביל לשום שיחה. כדאי לבדוק שהועתק במלואו.",
        .trouble = "אי אפשר להציג את הדף כעת. נא לנסות שוב בעוד רגע.",
    },
};

/// "de-AT;q=0.8" is German.
const ContactWords* find_language(std::string_view tag) {
    const auto code = lower_ascii(trim(tag.substr(0, tag.find_first_of("-_;"))));
    const auto found = std::ranges::find(languages, std::string_view{code}, &ContactWords::code);
    return found == languages.end() ? nullptr : &*found;
}

/// Of "de-AT;q=0.8": 800. 1000 where nothing is said, 0 for what cannot be read.
int weight_of(std::string_view choice) {
    const auto at = choice.find("q=");
    if (at == std::string_view::npos) return 1000;
    const auto text = choice.substr(at + 2);
    if (text.starts_with('1')) return 1000;
    if (!text.starts_with("0.")) return 0;
    const auto digits = text.substr(2, 3);
    int value = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    for (auto length = read.ptr - digits.data(); length < 3; ++length)
        value *= 10;
    return value;
}

const ContactWords* first_choice(std::string_view accept) {
    const ContactWords* best = nullptr;
    int best_weight = 0;
    for (std::size_t i = 0; i < accepted_max && !accept.empty(); ++i) {
        const auto choice = accept.substr(0, accept.find(','));
        accept.remove_prefix(std::min(choice.size() + 1, accept.size()));
        const auto* found = find_language(choice);
        const int weight = weight_of(choice);
        if (found == nullptr || weight <= best_weight) continue;
        best = found;
        best_weight = weight;
    }
    return best;
}

}  // namespace

std::span<const ContactWords> contact_languages() {
    return languages;
}

const ContactWords& contact_words(std::string_view asked, std::string_view accept_language,
                                  std::string_view otherwise) {
    if (const auto* found = find_language(asked)) return *found;
    if (const auto* found = first_choice(accept_language)) return *found;
    if (const auto* found = find_language(otherwise)) return *found;
    return languages.front();
}

}  // namespace heed::api
