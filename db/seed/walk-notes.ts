// The six safety walks: when, along which crossings, and the notes of the protocol in the order they were made.
// A line is `theme|s, n or u|note`.
export interface WalkPlan {
  name: string
  heldOn: string
  /** local clock when the group set off */
  startHour: number
  through: string
  /** the crossing near which each note was made */
  stops: string
  notes: string
}

export const walkPlans: readonly WalkPlan[] = [
  {
    name: 'Trygghetsvandring Centrum och stationen',
    heldOn: '2024-11-14',
    startHour: 18,
    through: 'H3 S4 JS KS K2 R2 J2',
    stops: 'H3 S4 S4 S4 S4 S4 JS JS JS JS JS JS RS R2 R2 K2 KS JS JS J2',
    notes: `meeting_place|s|Fisktorget: öppet och bra överblick, marschaller utanför restaurangen
lighting|s|Ny belysning på Stationsgatan upplevs jämn
visibility|u|Skyltställ skymmer passagen intill Stortorget
litter|n|Papperskorgar fulla, töms två gånger i veckan
lighting|u|Tre armaturer släckta mellan Storgatan och Rådhusparken
meeting_place|s|Biblioteket har öppet, många ungdomar inne, lugnt
visibility|u|Häck 1,8 m hög vid cykelstället, ingen insyn
disorder|u|Glaskross och burkar på Stationstorget
lighting|u|Taxistolpens lampa ur funktion, felanmäld på plats
harassment|u|Deltagare berättar om kommentarer när de väntar på bussen
deserted|u|Ingen rörelse på torget efter 18.30 trots tågankomst
drugs|u|Påsar i planteringen framför entrén
lighting|u|Trappan mot tunneln mörk, sensor reagerar sent
traffic|n|Oklart var man ska gå på Norrbron under ombyggnaden
visibility|s|Bra sikt över spåren från bron
deserted|u|Bangatan tom, inga fönster mot gatan på 200 meter
theft|u|Två avklippta cykellås på marken
disorder|u|Mopeder korsar torget i hög fart medan gruppen står där
meeting_place|s|Kioskens personal har god kontakt med ungdomarna
lighting|n|Blandade färgtemperaturer på Järnvägsgatan, svårt att känna igen ansikten`,
  },
  {
    name: 'Trygghetsvandring Lotsberget och Lotstunneln',
    heldOn: '2025-04-10',
    startHour: 19,
    through: 'S2 J1 JL KL Lt LM N1',
    stops: 'S2 S2 J1 J1 JL RL RL KL RL RL RL KL RL RL Lt Lt LM LM N1 N1',
    notes: `lighting|s|Esplanaden väl upplyst hela vägen
visibility|n|Allén ska gallras i höst enligt tekniska kontoret
traffic|n|Bred gångbana men cyklar åt båda håll
meeting_place|s|Boulebanan används, samtal med fyra äldre
visibility|u|Slänten ner mot tunneln igenvuxen
lighting|u|Fem av åtta lysrör i Lotstunneln trasiga
litter|u|Klotter på båda väggar, delvis hotfullt
visibility|u|Krök i norra mynningen, ingen spegel
deserted|u|Inga bostäder inom syn- eller hörhåll
threats|u|Deltagare rånad här i januari, vill ha nödtelefon
traffic|u|Moped passerar genom tunneln under stoppet
lighting|u|Rampen mot Bangatan helt utan ljus
litter|n|Rännan rensad samma morgon, annars ofta översvämmad
drugs|u|Kanyl hittad, omhändertagen av vandringsledaren
meeting_place|s|Lotsbergstorget: livsmedelsbutiken öppen till 21, folk i rörelse
visibility|s|Kompassparken öppen efter vinterns gallring
theft|n|Cykelrummen ska få nya dörrar enligt bostadsbolaget
lighting|n|Portlampor med rörelsevakt, tänds sent
disorder|n|Ungdomar spelar musik, vänligt bemötande
meeting_place|s|Hyresgästföreningens lokal välbesökt på torsdagar`,
  },
  {
    name: 'Trygghetsvandring Mårängen och skolvägen',
    heldOn: '2025-10-16',
    startHour: 16,
    through: 'K4 Ma N6 Sa Sb Ea Y4 U5',
    stops: 'K4 Ma Ma Ma Ma N6 N6 Sa Sa Sa Sa Sa Sa Sb Sb Sb Ea Sa Sb U5',
    notes: `traffic|n|Övergången vid Bangatan målas om nästa vecka
meeting_place|s|Ängsparken full av barn, flera föräldrar på bänkarna
visibility|s|Rosenbuskarna nedtagna, stor förbättring
litter|n|Skräp runt återvinningen, töms i morgon
meeting_place|s|Mårängens centrum: kafét har satt ut bord
lighting|n|Lampan vid tvättstugan blinkar
traffic|u|Bilar stannar inte vid övergången på Ängsvägen, räknade till sju av tio
lighting|u|Skolstigen: två stolpar på 400 meter, en fungerar
visibility|u|Sly ända in på stigen på båda sidor
deserted|u|Ingen överblick från vare sig skola eller bostäder
traffic|u|Mopedspår längs hela stigen
harassment|u|Elever i årskurs 4 berättar att de blir stoppade i dungen
visibility|u|Gran vid kröken bildar gömställe
lighting|u|Bron över bäcken mörk redan klockan 17
traffic|u|Bilar vänder på gång- och cykelbanan vid skolan
disorder|n|Cykelstället ommålat av eleverna själva
traffic|u|Ingen trottoar sista 80 meterna på Ringvägen
visibility|u|Stängsel på båda sidor, ingen väg ut från stigen
other|s|Vandrande skolbuss fungerar tre dagar i veckan
lighting|s|Nya armaturer på Björkhagsvägen, jämnt ljus`,
  },
  {
    name: 'Trygghetsvandring Väster och Svandammsparken',
    heldOn: '2025-11-20',
    startHour: 18,
    through: 'S2 H1 Pe Pc Pa Pb Pf S1',
    stops: 'H1 H1 H1 Pe Pe Pc Pc Pa Pa Pa Pb Pb Pb Pf Pf S1 S1 S1 S1 S1',
    notes: `lighting|s|Strandgatan väl upplyst ut mot hamnen
other|s|Boende hälsar från balkong, känner varandra
visibility|n|Häckar mot Esplanaden klippta på ena sidan
traffic|n|Hög fart på en bil av tio enligt mätningen
lighting|u|Ingången till parken från Esplanaden mörk
deserted|u|Ingen möter gruppen i parken under 25 minuter
visibility|u|Rhododendron 3 m hög tätt intill gången
lighting|u|Lyktorna vid dammen lyser uppåt, marken svart
meeting_place|n|Scenen outnyttjad på vintern
other|u|Flera säger att de undviker parken utan att något har hänt dem
visibility|u|Bänkar med ryggen mot buskage
lighting|u|Allén: fyra lampor av nio ur funktion
meeting_place|s|Lekplatsen nyrenoverad, används dagligen
visibility|s|Siktlinje upptagen mot Storgatan
traffic|s|Ny cykelpassage över Storgatan fungerar bra
lighting|s|Villagatorna på Väster har fått nya armaturer
other|s|Grannsamverkan aktiv, skyltar uppsatta
visibility|n|Två häckar över 1,2 m vid utfarter
litter|s|Rent längs hela sträckan
lighting|n|Västerbrogatan: jämnt men svagt ljus`,
  },
  {
    name: 'Trygghetsvandring Österängen och Handelsplatsen',
    heldOn: '2026-03-26',
    startHour: 18,
    through: 'S5 S6 S7 J5 Ka S8',
    stops: 'S5 S5 S6 S6 S6 S7 S7 J5 Ka Ka Ka Ka Ka Ka Ka Ka Ka Ka S8 S8',
    notes: `meeting_place|s|Österängstorget: blomsterhandel och kiosk öppna
lighting|s|Storgatan: bra ljus på båda sidor
traffic|n|Bussfickan skymmer övergången något
visibility|s|Stadsträdgården låg växtlighet, fri sikt
other|n|Tom butikslokal, fönstren täckta
traffic|n|Cykelbanan slutar vid Verkstadsgatan
lighting|n|Kortare mörkt parti vid muren
theft|n|Butiksägare berättar om snatterier, känner sig ändå trygg
lighting|s|Kvarnens parkering: högt placerade lampor, ljust överallt
other|s|Personal ute på parkeringen, hjälper till med vagnar
traffic|n|Svårt att gå rakt över parkeringen
theft|n|Bilinbrott enligt polisen, ingen i gruppen orolig
visibility|s|Öppna ytor, man ser vem som kommer
litter|n|Kundvagnar i diket mot Handelsvägen
meeting_place|s|Korvvagnen en naturlig mötesplats
lighting|s|Varuintagen upplysta även efter stängning
theft|n|Skyltar om bevakning saknas på baksidan
other|s|Deltagarna skulle gå här även senare på kvällen
traffic|n|Lastbilar backar nära gångvägen
visibility|s|Gångvägen mot Österängen röjd i vintras`,
  },
  {
    name: 'Trygghetsvandring Hamnen och Sandhagen',
    heldOn: '2026-05-21',
    startHour: 17,
    through: 'H2 H3 H4 B1 B2 B3 B4',
    stops: 'H2 H3 H3 H3 H4 B1 B1 B1 B2 B2 B2 B2 B3 B3 B3 B3 B4 B4 B4 B4',
    notes: `meeting_place|s|Hamnen: uteserveringar fulla, blandade åldrar
traffic|n|Cyklar och gående trängs på Strandpromenaden
lighting|s|Ny bryggbelysning, bländar inte
litter|n|Fimpar vid glasskiosken
other|s|Livbojar på plats och hela
meeting_place|s|Barnviken: tre familjer badar redan
visibility|n|Vassen hög vid gångbron
lighting|n|Två stolpar lutar efter vinterstormen
visibility|s|Snäckparken öppen och nyklippt
other|s|Pensionärsföreningen har egen nattvandring på lördagar
traffic|n|Hastighetsskylt dold av syren på Sandhagsvägen
traffic|s|Gupp vid skolan har dämpat farten
lighting|n|Grusgången mot stranden saknar ljus men används sällan på kvällen
deserted|n|Sommarhus tomma vintertid, påpekar boende
theft|n|Ett båthusinbrott förra hösten
meeting_place|s|Sandhagens kvartersgård välbesökt
visibility|n|Tallskott på väg upp intill cykelbanan
litter|s|Stranden städad av skolan förra veckan
other|s|Flera säger att de går här sent utan oro
meeting_place|n|Önskemål om bänkar längs Badstigen`,
  },
]
