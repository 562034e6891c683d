// What residents write about kinds of places; {plats} becomes the name of the nearest one. Mostly safe places: what
// is felt unsafe outside the planted patterns lies along the streets, so that it spreads evenly.
import { sayings, type Saying } from './sayings.ts'

export const placeSayings: Readonly<Record<string, readonly Saying[]>> = {
  library: sayings(`
meeting_place|s||Biblioteket är min favoritplats i hela stan. Alltid någon att prata med.
meeting_place|s|weekday|Vi pensionärer läser tidningen på biblioteket varje förmiddag. Lugnt och varmt.
meeting_place|s||Jag pluggar på biblioteket för där är det tyst och personalen är schysst.|Öppet längre på söndagar!
meeting_place|s|dark|Till och med på kvällarna känns det bra vid biblioteket, det lyser så fint från fönstren.
other|s||Här får man sitta hur länge man vill utan att köpa något. Sådana ställen finns det för få av.
meeting_place|s|winter|Sagostunden på lördagar har räddat vår vinter. Tack!
meeting_place|s|weekday|Språkkaféet på torsdagar är jättebra, man lär känna folk från hela stan.
lighting|s|dark|Gården framför biblioteket är väl upplyst och det är alltid folk där.
meeting_place|s||Läxhjälpen på biblan är bäst. De som jobbar där kan våra namn.
other|s||Bibliotekarierna har koll utan att vara stränga. Ungdomarna sköter sig.`),
  square: sayings(`
meeting_place|s|daylight|På torgdagarna är {plats} precis som ett torg ska vara: blommor, fisk och grannar som pratar.
meeting_place|s|daylight summer|Sätter mig på {plats} med en glass och tittar på folk. Det är lycka.
meeting_place|s|daylight weekend|Lördagsmarknaden på {plats} drar ut hela stan. Då känner man sig hemma.|Fler torgdagar på våren.
meeting_place|s|daylight|Bänkarna på {plats} är nya och står i solen. Mycket bra gjort av kommunen.
meeting_place|s|winter|Julmarknaden på {plats} var så mysig i år, marschaller överallt.
lighting|s|dark|Den nya belysningen på {plats} gör stor skillnad. Mera sådant!
meeting_place|n||{plats} känns lite bortglömt, varken bra eller dåligt.|Plantera träd i stora krukor.
traffic|n|daylight|Ska bilar få köra på {plats} eller inte? Skyltarna säger olika saker.
meeting_place|s|daylight|Barnen kan springa fritt på {plats} medan vi fikar.
meeting_place|s|weekday|Torghandlarna vid {plats} hälsar alltid. Man blir sedd.`),
  beach: sayings(`
meeting_place|s|daylight summer|Bästa badet på hela ön! Barnfamiljer, äldre, alla samsas.
meeting_place|s|daylight summer|Långgrunt och lätt att ha koll på barnen. Vi är här från juni till september.
other|s|daylight|Går min morgonpromenad längs vattnet året om och känner mig alltid trygg.
meeting_place|s|summer|Kiosken vid badet håller koll på allt som händer. Saknar den på vintern.
other|s|daylight winter|Vinterbadarna är ett härligt gäng, man blir välkomnad direkt.|En bastu vore pricken över i.
litter|n|summer|Fint bad men papperskorgarna räcker inte till när det är varmt.|Två tunnor till.
lighting|n|dark|Vi brukar grilla vid stranden i augusti, men vägen hem är mörk.
meeting_place|s|summer|Livräddarna på {plats} är jättebra och pratar med alla ungdomar.
other|s||Sitter på klipporna och tittar på båtarna. Ingenstans är det så lugnt.
meeting_place|s|daylight spring|Första kaffet på stranden i april är min högtid.`),
  park: sayings(`
meeting_place|s|daylight|{plats} är välskött och öppen, man ser vem som kommer.
meeting_place|s|daylight spring|Vitsipporna i {plats} gör mig glad varje vår.
meeting_place|s|daylight|Vår lilla park, {plats}, är full av barnvagnar på förmiddagarna. Trevligt.
meeting_place|s|summer|Allsången i {plats} förra sommaren var succé, gör om det!
visibility|s|daylight|Bra att ni gallrade i {plats}, nu ser man rakt igenom.
meeting_place|n||Skulle använda {plats} mer om det fanns toalett.|Toalett och vattenpost.
other|s|daylight|Hundägarna i {plats} känner varandra och håller ett öga på allt.
meeting_place|n|daylight|Går igenom {plats} ibland. Har inget särskilt att säga, den är väl bra.`),
  playground: sayings(`
meeting_place|s|daylight|Lekplatsen vid {plats} är toppen, staket hela vägen runt och bra bänkar.
meeting_place|s|daylight|Min bror och jag leker på {plats} varje dag efter skolan.
meeting_place|s|daylight weekend|Alltid andra föräldrar att prata med vid {plats}.
litter|n||Lekplatsen {plats} är fin men sanden behöver bytas.|Ny sand.
meeting_place|s|summer|Parkleken på {plats} i somras var helt fantastisk, ledarna såg alla barn.
other|s|daylight|Gungorna på {plats} är nya och hela. Barnbarnen vill aldrig gå hem.`),
  sports: sayings(`
meeting_place|s|weekday|Ungdomarna i föreningen tar hand om varandra på {plats}. Där är tryggt.
meeting_place|s|dark winter|Ishallen är öppen sent och det är alltid någon vuxen där.|Mer allmänhetens åkning på lördagskvällar.
lighting|s|dark|Bra ljus på planen, vi kan spela till nio på kvällen.
meeting_place|s||Spontanfotbollen på {plats} är det bästa på hela veckan.
other|s|weekday|Tränar på {plats} tre gånger i veckan. Vaktmästaren har full koll.
traffic|n|weekend|Parkeringen vid {plats} är kaotisk på matchdagar men folk är glada.`),
  harbour: sayings(`
meeting_place|s|summer|Hamnen på sommaren är full av folk och liv till långt in på natten. Helt okej.
meeting_place|s|daylight|Tar en sväng till {plats} varje dag och pratar med fiskarna.
lighting|s|dark|Nya lamporna på bryggan lyser lagom, man ser både stjärnor och fötterna.
other|s||Båtgrannarna vid {plats} håller ett öga på varandras båtar. Bättre än alla larm.
meeting_place|s|daylight weekend|Räkor på kajen, det är semester även för oss som bor här.
litter|n||Lite skräpigt kring containrarna vid {plats} men annars fint.`),
  shop: sayings(`
meeting_place|s||Handlaren på {plats} känner alla barn vid namn.
meeting_place|s|weekday|Närbutiken {plats} är hjärtat här. Stänger den så flyttar jag.
other|s||Man kan hämta paket, köpa mjölk och få en pratstund på {plats}. Tryggt så det räcker.
disorder|n||Ibland hänger ungdomarna utanför {plats} men de flyttar på sig om man ber dem.
meeting_place|s|dark|Skönt att {plats} har öppet till nio så att det lyser på gatan.`),
  retail: sayings(`
traffic|n|daylight|Handelsplatsen är okej men svårt att korsa parkeringen till fots.|Gångväg rakt över.
meeting_place|s|daylight|Stora parkeringar, bra ljus, mycket folk. Jag känner mig trygg på Kvarnen.
other|s|daylight weekend|Vi veckohandlar på Handelsplatsen Kvarnen och har aldrig haft något problem.
lighting|s|dark|Det är alltid ljust och rörligt på Kvarnens parkering.
meeting_place|n||Kvarnen är praktiskt. Trevligt är väl inte ordet, men inte otryggt heller.
other|s|weekday|Jobbar i kassan på Kvarnen. Vi har vakt och mår bra på jobbet.`),
  church: sayings(`
meeting_place|s|weekday|Soppluncherna i församlingshemmet samlar folk i alla åldrar.
other|s||Jag går till kyrkogården nästan varje dag. Fridfullt och välskött.
meeting_place|s|winter|Julkonserten i {plats}, då känner man att man hör ihop.
lighting|s|dark|Fasadbelysningen på {plats} lyser upp hela backen.`),
  school: sayings(`
meeting_place|s|weekday|Rastvakterna på {plats} har gula västar och syns överallt. Bra!
meeting_place|s|weekday|Fritids på {plats} är en trygg plats för våra barn.
traffic|n|weekday|Fundersam över hur det ska gå med trafiken när {plats} byggs ut.
other|s|weekday|Jag går på {plats} och alla är snälla mot varandra i min klass.
meeting_place|s|weekend|Vi lånar gympasalen på {plats} på söndagar. Hela kvarteret kommer.`),
  health_centre: sayings(`
other|s|weekday|Personalen på vårdcentralen är lugn och vänlig, även i väntrummet.
meeting_place|n|weekday|Entrén till {plats} är lite svår att hitta, annars bra.|Större skylt.`),
  culture: sayings(`
meeting_place|s|weekend|Konserterna i Magasinet gör att det finns vanligt folk ute på kvällarna. Det märks.
meeting_place|s|dark|Ungdomskvällarna på Kulturhuset är det enda roliga på fredagar, mer sånt!
meeting_place|s||Fritidsledarna på Magasinet är bra på att prata med oss.
other|s|weekday|Vävstugan, kören och kaféet under samma tak. Där är alla välkomna.`),
  station: sayings(`
meeting_place|n|weekday|Pendlar varje dag. På morgonen bra, på kvällen har jag ingen åsikt för då åker jag bil.`),
}
