// Named places: `name|kind|district s t`, or `name|kind|crossing`, or `name|kind|x y` in metres.
export const placeLines = `
Fyrskärs station|station|RS
Stationstorget|square|centre2 0.875 0.9
Stortorget|square|quay2 0.625 0.917
Fisktorget|square|quay2 0.625 0.083
Österängstorget|square|east1 0.5 0.375
Norra torget|square|north3 0.625 0.625
Lotsbergstorget|square|pilot1 0.635 0.6
Mårängens centrum|square|meadow1 0.605 0.42
Stadsbiblioteket|library|quay2 0.85 0.88
Lotsbergets bibliotek|library|pilot1 0.68 0.66
Rådhuset|town_hall|quay2 0.4 0.945
Tingshuset|town_hall|centre3 0.3 0.45
Kulturhuset Magasinet|culture|centre2 0.6 0.88
Fyrskärs kyrka|church|quay1 0.5 0.73
Sockenkyrkan|church|church 0.5 0.35
Norrkyrkan|church|north4 0.2 0.62
Kyrkogården|cemetery|quay1 0.42 0.71
Svandammsparken|park|west2 0.52 0.5
Rådhusparken|park|centre3 0.3 0.3
Stadsträdgården|park|east3 0.5 0.4
Norrängsparken|park|sports 0.5 0.25
Lindparken|park|north2 0.375 0.375
Björkhagsparken|park|birch2 0.46 0.5
Snäckparken|park|sand1 0.52 0.5
Hantverksparken|park|east2 0.6 0.62
Seglarparken|park|west1 0.45 0.5
Ängsparken|park|meadow1 0.5 0.75
Klöverparken|park|meadow2 0.5 0.5
Kompassparken|park|pilot1 0.32 0.25
Fyrparken|park|pilot2 0.52 0.39
Utsiktsparken|park|pilot3 0.46 0.68
Sockenparken|park|church 0.5 0.42
Norrängens IP|sports|sports 0.5 0.75
Ishallen|sports|sports 0.2 0.84
Idrottshallen|sports|sports 0.8 0.82
Sandhagens bollplan|sports|sand3 0.5 0.42
Lotsbergets bollplan|sports|pilot3 0.75 0.35
Norrskolan|school|north4 0.64 0.5
Östra skolan|school|east4 0.44 0.57
Sandhagsskolan|school|sand2 0.53 0.62
Fyrskärs gymnasium|school|north1 0.5 0.62
Fiskarskolan|school|fishing 0.52 0.66
Björkhagsskolan|school|birch1 0.65 0.47
Lotsbergsskolan|school|pilot2 0.82 0.66
Mårängsskolan|school|2510 930
Vårdcentralen Norr|health_centre|north3 0.62 0.81
Vårdcentralen Hamnen|health_centre|quay3 0.3 0.25
Tandkliniken|health_centre|centre1 0.5 0.5
Fyrskärs hamn|harbour|0 -1345
Fiskehamnen|harbour|-640 -1880
Småbåtshamnen|harbour|520 -1560
Färjeläget|harbour|4040 -190
Sandvikens badstrand|beach|2760 -2380
Norrvikens strand|beach|-110 2660
Västvikens strand|beach|-3440 160
Barnviken|beach|745 -1830
Badhuset|sports|2560 -2150
Stationstunneln|tunnel|RS
Lotstunneln|tunnel|RL
Mårtunneln|tunnel|R3
Handelsplatsen Kvarnen|retail|works 0.66 0.62
Byggvaruhuset|shop|works 0.87 0.47
Stormarknaden|shop|works 0.5 0.45
Mårängens livs|shop|meadow1 0.605 0.35
Lotsbergets livs|shop|pilot1 0.64 0.69
Hamnlivs|shop|quay2 0.2 0.17
Handelsboden|shop|church 0.7 0.5
Norra livs|shop|north3 0.3 0.5
Björkhagens närköp|shop|birch1 0.9 0.2
Sandhagens närköp|shop|sand2 0.2 0.57
Österlivs|shop|east3 0.5 0.8
Apoteket vid torget|shop|quay2 0.76 0.75
Bokhandeln|shop|centre2 0.25 0.2
Järnhandeln|shop|centre1 0.66 0.2
Varuhuset Ankaret|shop|centre2 0.5 0.3
Blomsterhandeln|shop|east1 0.34 0.3
Cykelverkstaden|shop|north2 0.75 0.25
Fiskhallen|shop|90 -1320
Västers livs|shop|west1 0.75 0.6
Bageriet i hörnet|shop|centre3 0.6 0.4
Kolonialen|shop|quay1 0.33 0.33
Fiskarlivs|shop|fishing 0.75 0.4
Klöverkiosken|shop|meadow2 0.7 0.5
Utsiktskiosken|shop|pilot3 0.5 0.5
Kvartersbutiken Linden|shop|north1 0.34 0.25
Mårängens bostadsområde|housing_estate|meadow1 0.5 0.62
Lotsbergets bostadsområde|housing_estate|pilot2 0.5 0.5
Smörblomman|housing_estate|meadow1 0.25 0.5
Prästkragen|housing_estate|meadow1 0.8 0.5
Blåklockan|housing_estate|meadow2 0.25 0.5
Rödklövern|housing_estate|meadow2 0.8 0.5
Kompassen|housing_estate|pilot1 0.3 0.5
Sextanten|housing_estate|pilot2 0.3 0.5
Loggen|housing_estate|pilot3 0.3 0.4
Ängens lekplats|playground|meadow1 0.45 0.62
Klöverlekplatsen|playground|meadow2 0.46 0.6
Fyrlekplatsen|playground|pilot2 0.45 0.4
Kompasslekplatsen|playground|pilot1 0.38 0.3
Dammlekplatsen|playground|west2 0.7 0.66
Snäcklekplatsen|playground|sand1 0.45 0.52
Lindlekplatsen|playground|north2 0.42 0.43
Björklekplatsen|playground|birch2 0.4 0.5
Hantverkslekplatsen|playground|east2 0.68 0.6
Trädgårdslekplatsen|playground|east3 0.4 0.3
Sockenlekplatsen|playground|church 0.42 0.36
Förskolan Snäckan|preschool|sand3 0.33 0.66
Förskolan Ankaret|preschool|west1 0.2 0.3
Förskolan Humlan|preschool|meadow1 0.15 0.7
Förskolan Fjärilen|preschool|meadow2 0.85 0.3
Förskolan Lotsen|preschool|pilot3 0.2 0.7
Förskolan Båken|preschool|pilot1 0.8 0.3
Förskolan Kastanjen|preschool|north5 0.4 0.5
Förskolan Talgoxen|preschool|birch1 0.3 0.6
Förskolan Flundran|preschool|fishing 0.3 0.4
Förskolan Verktygslådan|preschool|east4 0.7 0.3
Förskolan Torget|preschool|centre1 0.3 0.6
Gäststugan|hotel|quay3 0.1 0.1
Hotell Fyren|hotel|centre3 0.1 0.9
Räddningsstationen|fire_station|works 0.2 0.2
Polishuset|police|centre3 0.5 0.6
Återvinningscentralen|recycling|works 0.12 0.7
Vattentornet|landmark|birch2 0.7 0.8
Södra uddens fyr|landmark|2840 -3375
Kalkbrottets museum|museum|-2765 2515
Sjöfartsmuseet|museum|quay1 0.7 0.12
Sandhagens kvartersgård|culture|sand2 0.75 0.3
Fritidsgården Prick|culture|pilot2 0.2 0.62
Seniorgården|culture|north5 0.6 0.3
Föreningshuset Klövern|culture|meadow2 0.3 0.42
`

/** Bus stops are named after the street that meets the main street there. */
export const busStopSpacing = 420
