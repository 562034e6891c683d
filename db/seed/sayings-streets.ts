// What residents write about streets and paths; {gata} becomes the name of the street the point lies on.
import type { Theme } from './model.ts'
import { sayings } from './sayings.ts'

/** Felt unsafe, spread over the whole town. */
export const unsafeStreetSayings = sayings(`
lighting|u|dark|Gatlyktorna på {gata} lyser bara varannan. Det blir svarta hål emellan.|Tänd alla lampor.
lighting|u|dark|Lampan utanför vårt hus på {gata} har varit trasig sedan i höstas.
lighting|u|dark winter|På {gata} är det så mörkt på vintern att jag inte hittar nyckelhålet.
lighting|u|dark|Träden har vuxit in i lyktorna längs {gata}.|Beskär runt lamporna.
lighting|u|dark|Min tonåring vill inte gå ut med hunden på {gata} när det är mörkt.
visibility|u||Häcken i korsningen vid {gata} skymmer sikten totalt, både för bilister och oss som går.|Klipp häcken.
visibility|u|summer|Sommartid är det en vägg av sly längs {gata}.
visibility|u||Man ser inte vem som kommer runt hörnet på {gata}, jag går mitt i gatan i stället.
visibility|u||Containern som står på {gata} sedan i våras skymmer hela trottoaren.|Flytta den.
deserted|u|dark|Efter nio är {gata} helt död. Inte ett ljus i fönstren.
deserted|u|dark|Sista biten hem på {gata} går jag med snabba steg.
deserted|u|dark winter|Halva {gata} står tom på vintern när sommargästerna har åkt. Det känns öde.
disorder|u|dark weekend|Fester och hög musik på {gata} till fyra på morgonen.
disorder|u|summer|A-traktorer kör runt runt på {gata} med basen på max.|Farthinder brukar hjälpa.
disorder|u|dark|Någon ringer på dörrarna på {gata} mitt i natten och springer.
disorder|u|weekend|Smällare kastas in i trädgårdarna på {gata}.
drugs|u|dark|Jag tror att det säljs narkotika från en bil som brukar stå på {gata}.
drugs|u||Hittat små påsar i gräset vid {gata} flera gånger.
threats|u|dark|En granne blev hotad när han sa till några som klottrade på {gata}.
threats|u||Lösa hundar på {gata}, stora sådana. Ägaren bara skrattar.
harassment|u|dark|Bilar saktar in och tutar när man går ensam på {gata}. Obehagligt.
harassment|u||Min vän blev fotograferad av en främling på {gata}.
traffic|u|daylight|Det körs alldeles för fort på {gata}. Det är trettio men ingen bryr sig.|Fartkamera eller gupp.
traffic|u|weekday|Korsningen vid {gata} är obegriplig för barn.
traffic|u|winter|Ingen sandning på {gata}. Min granne bröt höften i februari.|Sanda även sidogatorna.
traffic|u||Trottoaren på {gata} tar slut mitt i ingenting. Med barnvagn är det ut i vägen som gäller.
traffic|u||Mopeder på gångbanan vid {gata}, dag som natt.
traffic|u|daylight|Övergångsstället vid {gata} syns knappt, färgen är bortsliten.|Måla om.
litter|u||Krossat glas och fimpar på {gata}. Känns som att ingen tar ansvar.
litter|u||Elskåpen på {gata} är fulla av klotter med otäcka ord.
litter|u||Sopor dumpas i diket vid {gata}.|Sätt upp en kameraattrapp i alla fall!
theft|u||Inbrott i tre garage på {gata} på en månad.
theft|u|dark|Min cykel blev stulen på {gata} fast den stod på vår egen tomt.
theft|u||Förrådet på {gata} har brutits upp två gånger. Man börjar undra vem som går här om nätterna.
theft|u|summer|När vi var bortresta hade någon varit i trädgården på {gata} och känt på dörrarna.
other|u||Ingen svarar när man ringer kommunen om {gata}. Det gör mig faktiskt mer orolig än själva gatan.
other|u|dark|Jag känner mig helt enkelt inte trygg på {gata} efter att det blivit mörkt. Svårt att förklara varför.
other|u||Det står en bil med trasiga rutor på {gata} sedan i våras.
meeting_place|u||Det finns ingenting för oss unga på {gata} med omnejd. Vi driver runt och folk blir rädda för oss.|En basketkorg!
deserted|u|dark|Kvartersbutiken vid {gata} lades ner och sedan dess är det tyst på ett otrevligt sätt.
lighting|u|dark autumn|Det prasslar i löven och man ser inte handen framför sig på {gata}.
lighting|u|dark|Som rullstolsburen ser jag inte kantstenarna på {gata} i mörkret.|Lägre armaturer vid övergångarna.
visibility|u|dark|Det står parkerade skåpbilar längs hela {gata} så att man går som i en korridor.
disorder|u|dark|Papperskorgar välts och brevlådor sparkas ner längs {gata}.
traffic|u|weekday|Budbilarna på {gata} kör upp på trottoaren utan att se sig för.
threats|u|dark|Jag blev omringad av fyra killar på {gata}. De ville bara skrämmas, sa de.
other|u||Vi har slutat låta barnen cykla själva på {gata}.
theft|u||Någon har stulit bensin ur bilarna på {gata} minst två gånger.
litter|u||Busskuren vid {gata} blir sönderslagen varje månad. Nu är det ingen idé att laga den, säger de.
harassment|u|dark weekday|Blev följd efter bussen hela {gata} fram. Låtsades prata i telefon.
`)

/** Felt safe or not decided, spread over the whole town. */
export const calmStreetSayings = sayings(`
other|s||Bor på {gata} sedan 1987 och har aldrig varit orolig en enda kväll.
other|s||Vi har grannsamverkan på {gata} och det fungerar. Alla hejar.
meeting_place|s|summer|Gatufesten på {gata} är en tradition vi är stolta över.
lighting|s|dark|Bra belysning på {gata} sedan lamporna byttes. Tack för det.
visibility|s||Fint klippta häckar längs {gata}, man ser långt.
traffic|s|daylight|Sedan {gata} blev gångfartsområde leker barnen ute igen.
meeting_place|s||På {gata} sitter det alltid någon på en bänk och pratar. Sånt är värt mycket.
other|s||Lugnt och skönt på {gata}. Önskar fler hade det så.
other|s|dark|Går hem från kvällspasset via {gata} och känner mig trygg hela vägen.
traffic|s|weekday|Barnen cyklar själva till skolan längs {gata}. Bra cykelbana.
meeting_place|s|daylight|Gubbarna som spelar boule vid {gata} borde få medalj.
other|s||{gata} är världens bästa gata att växa upp på tycker jag (10 år).
litter|s||Det är rent och snyggt på {gata}, någon plockar skräp varje morgon. Tack, vem du än är!
lighting|s|dark winter|Adventsstjärnor i alla fönster på {gata}. Man går gärna en extra sväng.
other|s||Nyinflyttad på {gata} och har redan blivit bjuden på kaffe tre gånger.
visibility|s||Utsikten från {gata} är öppen åt alla håll, det gör en lugn.
meeting_place|s|weekend|Loppisen längs {gata} i maj fick alla att komma ut och prata.
traffic|s||Farthindren på {gata} var en bra idé. Nu kör folk som folk.
other|s|daylight|Min pappa är dement och går vilse ibland. På {gata} finns det alltid någon som hjälper honom hem.
deserted|s|dark|Tyst på kvällen på {gata}, men på ett bra sätt.
other|n||Jag har inte så mycket att säga om {gata}. Det är en vanlig gata.
lighting|n|dark|Ljuset på {gata} är väl okej, men det kunde vara jämnare.
traffic|n|daylight|Vet inte om det körs för fort på {gata} eller om det bara låter så.
other|n||Ibland känns {gata} bra, ibland inte. Beror på vem man möter.
deserted|n|dark|Det är tomt på {gata} om kvällarna men det är det väl överallt.
visibility|n||Buskarna vid {gata} är höga. Fint för fåglarna men man ser inget.
litter|n||Lite skräpigt på {gata} efter helgerna, annars bra.
disorder|n|weekend|Ungdomarna på {gata} låter en del men de är ju bara unga.
theft|n||Hört talas om inbrott på {gata} men vi har klarat oss.
meeting_place|n||Det skulle behövas något att göra vid {gata}.|En bänk och ett träd räcker långt.
traffic|n|winter|Plogningen på {gata} är sådär. Ibland perfekt, ibland inte alls.
other|n||Har bara bott på {gata} i två månader, återkommer.
`)

/** A second sentence that fits almost anything, used now and then. */
export const closings: readonly string[] = [
  'Tack för att ni frågar.',
  'Hoppas att någon läser det här.',
  'Jag har sagt det förut och säger det igen.',
  'Mina grannar tycker likadant.',
  'Hör gärna av er om ni vill veta mer.',
  'Bra att man får säga sitt.',
  'Vi pratade om det på årsmötet också.',
  'Det är min uppriktiga åsikt.',
  'Ursäkta eventuella stavfel.',
  'Det är i alla fall så jag upplever det.',
  'Jag är nog inte ensam om att tycka så.',
  'Ville bara få det sagt.',
  'Så är det, åtminstone för mig.',
  'Jag hoppas att det kommer till nytta.',
]

/** What some residents ask for when they have nothing more particular in mind. */
export const plainSuggestions: Readonly<Partial<Record<Theme, readonly string[]>>> = {
  lighting: ['Bättre belysning.', 'Byt de trasiga lamporna snabbare.', 'Starkare lampor och tätare mellan stolparna.'],
  visibility: ['Röj så att man ser längre.', 'Klipp buskarna två gånger om året.'],
  deserted: [
    'Något som drar folk även på kvällen.',
    'Nattvandrare borde gå här.',
    'Att någon patrullerar på kvällarna.',
  ],
  disorder: ['Ordningsvakter på helgerna.', 'Fler vuxna ute på kvällarna.'],
  drugs: ['Att polisen visar sig oftare.', 'Fältassistenter som pratar med ungdomarna.'],
  threats: ['Kamera eller vakter.', 'Polis till fots.'],
  harassment: ['Prata om det i skolan.', 'Mer folk och mer ljus.'],
  traffic: ['Farthinder.', 'Lägre hastighet.', 'Stäng för mopeder.'],
  litter: ['Fler papperskorgar.', 'Städa oftare.'],
  theft: ['Bättre cykelställ.', 'Starta grannsamverkan.'],
}
