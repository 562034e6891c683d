// Invented-generic street names by district theme, taken in order.
const list = (text: string): readonly string[] => text.trim().split(/\s*,\s*/u)

export const streetNames: Readonly<Record<string, readonly string[]>> = {
  centre:
    list(`Kyrkogatan, Köpmangatan, Skolgatan, Repslagargatan, Rådhusgatan, Tullgatan, Västra Långgatan, Östra Långgatan,
    Prästgatan, Bagaregatan, Kungsgatan, Drottninggatan, Kaptensgatan, Skeppargatan, Sjömansgatan, Packhusgatan,
    Brogatan, Torggatan, Trädgårdsgatan, Slottsgatan, Borgmästargatan, Lilla Tvärgatan, Hantverkargatan, Garvaregatan,
    Smala gränd, Tobaksgränd, Fiskargränd, Klostergatan, Nygatan, Gamla Hamngatan, Vallgatan, Teatergatan`),
  west: list(`Lotsvägen, Styrmansvägen, Matrosvägen, Rorsmansvägen, Seglarvägen, Ankarvägen, Kättingvägen, Kölvägen, Relingsvägen,
    Akterstigen, Förstigen, Durkvägen, Skeppsvägen, Briggvägen, Skonertvägen, Galeasvägen, Barkvägen, Jollevägen, Mastvägen,
    Segelmakarvägen, Ruffstigen, Babordsvägen, Styrbordsvägen, Skotvägen, Kajutstigen, Bogvägen, Stagvägen, Lovartsvägen,
    Bomstigen, Klyvarvägen, Fockvägen, Rodervägen, Storseglet, Tampstigen`),
  fishing: list(`Strömmingsvägen, Torskvägen, Sikvägen, Flundrevägen, Gäddvägen, Abborrvägen, Nätvägen, Ryssjevägen,
    Sumpvägen, Notvägen, Rökerivägen, Bodgränd, Salteristigen, Skötvägen, Ekestigen, Kroksstigen, Flötesstigen, Makrillvägen,
    Idvägen, Ålvägen, Laxvägen, Öringvägen, Braxenvägen`),
  east: list(`Smedjegatan, Snickargatan, Skräddargatan, Sadelmakargatan, Tunnbindargatan, Urmakargatan, Krukmakargatan,
    Bokbindargatan, Guldsmedsgatan, Vävargatan, Färgaregatan, Kopparslagarvägen, Glasmästarvägen, Timmermansvägen, Muraregatan,
    Målarvägen, Hattmakarvägen, Handskmakarvägen, Korgmakarvägen, Stolmakarvägen, Hjulmakarvägen, Kakelvägen, Tegelvägen,
    Spinnarvägen, Tryckarvägen, Spiselvägen, Bleckslagarvägen, Gördelmakarvägen, Svarvarvägen, Perukmakarvägen, Sömmerskevägen,
    Filtmakarvägen, Ljusstöparvägen, Bagarstigen, Gelbgjutarvägen, Formarvägen`),
  works: list(
    `Svetsarvägen, Gjutarvägen, Lastvägen, Maskinvägen, Drivremsvägen, Elementvägen, Terminalvägen, Turbinvägen`,
  ),
  sand: list(`Snäckvägen, Musselvägen, Tångvägen, Bärnstensvägen, Klapperstensvägen, Sanddynsvägen, Strandrågsvägen, Vågvägen, Dyningsvägen,
    Brisvägen, Solvindsvägen, Badstrandsvägen, Korallvägen, Pärlvägen, Sjöstjärnevägen, Maskrosvägen, Martornsvägen,
    Saltängsvägen, Lagunvägen, Revvägen, Bränningsvägen, Rispvägen, Sandkornsvägen, Grusvägen, Måsvägen, Tärnvägen, Ejdervägen,
    Svallvägen, Stenstigen, Krusvågsvägen, Kvällsbrisvägen, Strandvialsvägen, Havtornsvägen, Sälvägen, Skrakvägen, Strandängsvägen,
    Vågbrytarvägen, Sandslottsvägen, Skumvägen, Kobbvägen, Skärvägen, Grynnvägen, Tidvattensvägen, Blåstångsvägen, Havsutsikten`),
  north:
    list(`Lindgatan, Almgatan, Lönngatan, Askgatan, Kastanjegatan, Oxelgatan, Hägggatan, Rönngatan, Björkgatan, Aspgatan,
    Hasselvägen, Bokvägen, Ekvägen, Enbärsvägen, Slånvägen, Hagtornsvägen, Syrenvägen, Fläderstigen, Popelvägen, Alvägen,
    Videvägen, Sälgvägen, Olvonvägen, Lärkträdsvägen, Granvägen, Tallvägen, Plommonvägen, Körsbärsvägen, Päronvägen, Äppelvägen,
    Vinbärsvägen, Krusbärsvägen, Hallonvägen, Björnbärsvägen, Nypongatan, Benvedsvägen, Avenboksvägen, Mullbärsvägen,
    Kvittenvägen, Fikonstigen, Magnoliavägen, Forsythiavägen, Klematisvägen, Pilvägen`),
  meadow:
    list(`Smörblommevägen, Blåklocksvägen, Prästkragevägen, Rödklövervägen, Åkervindevägen, Ängssyrevägen, Gullvivevägen,
    Kattfotsvägen, Backtimjansvägen`),
  pilot: list(
    `Kompassvägen, Sextantvägen, Loggvägen, Sjökortsvägen, Lodvägen, Båkvägen, Prickvägen, Lanternvägen, Enslinjevägen`,
  ),
  birch:
    list(`Koltrastvägen, Bofinksvägen, Talgoxevägen, Sädesärlevägen, Svalvägen, Göktytevägen, Lärkvägen, Gransångarvägen,
    Nötväckevägen, Trädkryparvägen, Domherrevägen, Steglitsvägen, Grönsiskevägen, Näktergalsvägen, Rödhakevägen, Blåmesvägen,
    Trastvägen, Hackspettvägen, Gärdsmygsvägen, Kungsfågelvägen, Sidensvansvägen, Ärtsångarvägen, Järnsparvsvägen, Starvägen,
    Rödstjärtsvägen, Svartmesvägen`),
  church: list(`Kyrkbacken, Sockenvägen, Tingsvägen, Tiondevägen, Skiftesvägen, Ladugårdsvägen, Hagvägen, Gärdesvägen,
    Komministervägen, Bystigen, Åkervägen, Stenmursvägen, Gathusvägen`),
}
