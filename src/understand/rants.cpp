#include "understand/rants.hpp"

#include <string_view>

#include "understand/phrase_list.hpp"

namespace heed::understand {

namespace {

// Each is said of or to a company; what one also says of the weather is not here.
constexpr std::string_view phrases =
    // Of a named account
    "never again @user|done with @user|hate @user|@user is trash|@user is garbage|@user thieves|"
    "@user clowns|@user pathetic|@user scammers|@user incompetent|@user useless|@user nie wieder|"
    "nie wieder @user|plus jamais @user|nunca mas @user|mai piu @user|nunca mais @user|"
    "nooit meer @user|"
    // English
    "worst ~ company|worst ~ service|worst ~ support|worst ~ airline|worst ~ bank|worst ~ provider|"
    "worst ~ network|worst ~ store|worst ~ shop|worst ~ app|worst ~ website|worst ~ courier|"
    "worst ~ brand|worst ~ customer|worst ~ carrier|you people|you guys ~ suck|you suck|you lot|"
    "shame on you|ashamed of yourselves|you should be ashamed|done with you|"
    "done with this company|done with your|sick of you|sick of your|sick of this company|"
    "fed up with you|fed up with your|fed up with this company|lost a ~ customer|lost me as|"
    "lost my business|lost my custom|my business elsewhere|my money elsewhere|"
    "never ~ using you|never ~ buying from|never ~ buy from|never ~ use you|never ~ shop with|"
    "never ~ fly with|never ~ flying with|never ~ order from|never ~ ordering from|"
    "joke of a company|company is a ~ joke|useless ~ company|pathetic ~ company|terrible company|"
    "awful company|horrible company|disgusting company|garbage company|trash company|"
    "shit company|crap company|scam company|hate this company|hate your company|hate you guys|"
    "hate you all|bunch of ~ thieves|bunch of ~ crooks|bunch of ~ scammers|"
    "bunch of ~ clowns|bunch of ~ idiots|bunch of ~ liars|incompetent ~ company|fuck you|"
    "fuck your|screw you|go to hell|rot in hell|you are thieves|you are crooks|you are liars|"
    "you are scammers|you are ~ useless|you are ~ pathetic|you are a ~ joke|you're ~ useless|"
    "you're ~ pathetic|you're a ~ joke|goodbye forever|good riddance|"
    // German
    "schlechteste* ~ firma|schlechteste* ~ service|schlechteste* ~ laden|schlechteste* ~ anbieter|"
    "schlechteste* ~ unternehmen|schlechteste* ~ kundenservice|schlimmste* ~ firma|saftladen|"
    "drecksladen|scheissladen|drecksverein|saustall|servicewuste|schamt euch|schamen sie sich|"
    "nie wieder bei euch|nie wieder bei ihnen|nie wieder mit euch|nie wieder ~ bestell*|"
    "nie mehr bei euch|nie mehr bei ihnen|kunden verloren|kunde verloren|fertig mit euch|"
    "fertig mit ihnen|nase voll von euch|nase voll von ihnen|satt mit euch|euch kann man|"
    "ihr konnt mich|ihr seid ~ letzte|ihr seid ~ unfahig*|ihr seid ~ witz|ihr seid ~ lachhaft|"
    "ihr abzocker|betrugerverein|abzockerverein|so ein sauhaufen|verein von|leckt mich|"
    // French
    "pire ~ entreprise|pire ~ service|pire ~ compagnie|pire ~ societe|pire ~ operateur|"
    "pire ~ banque|pire ~ site|honte a vous|vous devriez avoir honte|vous etes ~ nuls|"
    "vous etes ~ nul|vous etes des|plus jamais chez vous|plus jamais avec vous|"
    "plus jamais ~ command*|bande de ~ voleurs|bande d'incapables|bande de ~ nuls|"
    "bande d'escrocs|bande d'arnaqueurs|bande de clowns|perdu un client|perdu une cliente|"
    "marre de vous|boite de merde|service de merde|entreprise de merde|allez vous faire|"
    "foutez de|moquez de|c'est fini avec vous|"
    // Spanish
    "peor ~ empresa|peor ~ compania|peor ~ servicio|peor ~ atencion|peor ~ banco|"
    "peor ~ aerolinea|sois unos|son unos ~ ladrones|son unos ~ inutiles|son unos ~ sinverguenzas|"
    "son una ~ verguenza|son una ~ basura|son una ~ porqueria|sois una ~ verguenza|"
    "sois una ~ basura|dais asco|dan asco|dais pena|dan pena|panda de ~ ladrones|"
    "panda de ~ inutiles|perdido un cliente|perdido una clienta|perdieron un cliente|"
    "harto de vosotros|harta de vosotros|harto de ustedes|harta de ustedes|"
    "nunca mas con vosotros|nunca mas con ustedes|nunca mas ~ compr*|empresa de mierda|"
    "servicio de mierda|vayanse a la|iros a la|que os den|"
    // Italian
    "peggior* ~ azienda|peggior* ~ servizio|peggior* ~ compagnia|peggior* ~ assistenza|"
    "peggior* ~ banca|peggior* ~ operatore|vergognatevi|dovreste vergognarvi|fate schifo|"
    "fate pena|fate ridere|siete ~ ladri|siete ~ incapaci|siete ~ buffoni|siete ~ vergogna|"
    "siete dei ladri|massa di ~ ladri|massa di ~ incapaci|branco di ~ incapaci|perso un cliente|"
    "perso una cliente|mai piu con voi|mai piu da voi|stufo di voi|stufa di voi|"
    "azienda di merda|servizio di merda|andate a quel|"
    // Portuguese
    "pior ~ empresa|pior ~ servico|pior ~ atendimento|pior ~ operadora|pior ~ banco|"
    "voces sao ~ lixo|voces sao ~ vergonha|voces sao ~ pessimos|voces sao ~ ladroes|"
    "voces sao ~ incompetentes|sao uns ~ ladroes|sao uma ~ vergonha|tenham vergonha|"
    "cambada de ~ ladroes|bando de ~ ladroes|bando de ~ incompetentes|perderam um cliente|"
    "perderam uma cliente|farto de voces|farta de voces|cansei de voces|"
    "nunca mais ~ compr*|nunca mais com voces|empresa de merda|servico de merda|vao se|"
    // Dutch
    "slechtste ~ bedrijf|slechtste ~ service|slechtste ~ winkel|slechtste ~ klantenservice|"
    "slechtste ~ provider|schaam jullie|schaam je|jullie zijn ~ oplichters|"
    "jullie zijn ~ waardeloos|jullie zijn ~ dieven|jullie zijn ~ schande|nooit meer bij jullie|"
    "nooit meer met jullie|nooit meer ~ bestel*|klant kwijt|klant verloren|klaar met jullie|"
    "zat van jullie|genoeg van jullie|waardeloos bedrijf|waardeloze ~ club|kutbedrijf|"
    "stelletje ~ oplichters|stelletje ~ dieven|stelletje prutsers";

// Things going wrong, as people name them in a word or two.
constexpr std::string_view troubles =
    // English
    "hour* of delay|minutes of delay|another delay|another ~ delay|delay again|delayed again|"
    "hours late|minutes late|days late|weeks late|only ~ weeks for|only ~ days for|"
    "only ~ hours for|slow clap|is down again|down again|crashed again|broken again|lost my|"
    "losing my|lost again|cancelling my|canceling my|cancelled my|canceled my|cancelled again|"
    "ruined my|breaking my|broke my|charging me twice|charged me twice|overcharging|"
    "wasting my|wasted my|ignoring me|ignoring my|hanging up on|just what i needed|"
    "exactly what i needed|no internet|no heating|no hot water|outage|on hold for|still waiting|"
    "stuck in|stranded|never arrived|did not arrive|didn't arrive|didn't show|"
    // German
    "stunden verspatung|minuten verspatung|wieder verspatung|wieder zu spat|wieder kaputt|"
    "wieder ausgefallen|fallt wieder aus|schon wieder|nicht angekommen|verloren gegangen|"
    "kein internet|wieder kein|hat mir gerade noch gefehlt|genau das hat|stunden in der|"
    // French
    "heures de retard|minutes de retard|encore une panne|encore en panne|encore en retard|"
    "toujours pas recu|jamais arrive|perdu mon|perdu ma|annule mon|pas d'internet|"
    "il ne manquait plus|"
    // Spanish
    "horas de retraso|minutos de retraso|otra vez sin|otra vez ~ tarde|perder mi|perdido mi|"
    "cancelar mi|cancelado mi|nunca llego|lo que me faltaba|"
    // Italian
    "ore di ritardo|minuti di ritardo|ancora in ritardo|di nuovo ~ guasto|perso la mia|"
    "perso il mio|cancellato il mio|mai arrivato|proprio quello che mi|"
    // Portuguese
    "horas de atraso|minutos de atraso|outra vez sem|de novo sem|perder a minha|perdido a minha|"
    "cancelar o meu|nunca chegou|era so o que|"
    // Dutch
    "uur vertraging|minuten vertraging|weer vertraging|weer te laat|weer kapot|alweer ~ storing|"
    "nooit aangekomen|kwijt geraakt|precies wat ik nodig";

// And put right again, or told as the lesser part.
constexpr std::string_view reliefs =
    "but|though|although|despite|however|fixed|solved|resolved|sorted|refund*|replaced|apolog*|"
    "help*|aber|trotz*|obwohl|geholfen|hilfe|hilfsbereit*|gelost|erstatt*|ersetzt|mais|malgre|"
    "resolu*|rembours*|aide*|pero|aunque|ayuda*|resuelto|reembolso*|solucion*|ma|nonostante|"
    "aiuto|risolto|rimbors*|mas|apesar|ajuda*|resolvido|reembols*|maar|ondanks|geholpen|"
    "opgelost|terugbetaal*";

}  // namespace

std::vector<std::size_t> breaking_words(std::span<const FastWord> words) {
    static const PhraseList list(phrases);
    return list.find(folded_words(words));
}

std::vector<std::size_t> unthanked_words(std::span<const FastWord> words) {
    static const PhraseList wrong(troubles);
    static const PhraseList righted(reliefs);
    const auto folded = folded_words(words);
    auto found = wrong.find(folded);
    if (!found.empty() && !righted.find(folded).empty()) found.clear();
    return found;
}

}  // namespace heed::understand
