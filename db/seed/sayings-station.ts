// What residents write about the station in the evening and about Lotstunneln.
import { sayings } from './sayings.ts'

export const stationSayings = sayings(`
lighting|u|dark|Det är mörkt på perrongens bortre ände, man ser inte vem som står där när man kliver av sista tåget.|Fler lampor längst ut på perrongen.
disorder|u|dark weekend|På fredagskvällarna är det skrik och bråk utanför stationen, jag tar hellre en omväg.
threats|u|dark|Jag blev hotad när jag väntade på bussen vid Stationstorget. Ingen personal syntes till.|Personal på plats tills sista tåget har gått.
deserted|u|dark weekday|När kiosken stänger vid sju blir stationen alldeles tom. Då känns det inte bra att stå där ensam.
deserted|u|dark|Sista tåget in är det otäckaste, då är det bara jag och tystnaden på hela Stationstorget.|Kan bussen vänta in sista tåget?
drugs|u|dark|Det säljs något bakom cykelstället på stationen om kvällarna. Alla vet om det men inget händer.
harassment|u|dark|Min dotter får kommentarer nästan varje kväll när hon går av tåget. Hon är sexton år.
disorder|u|dark|Fulla personer i väntsalen gör att vi hellre står ute och fryser.|Håll väntsalen öppen, men med någon som har tillsyn.
lighting|u|dark winter|Två av lyktstolparna vid taxistolpen har varit trasiga sedan i november.|Laga lamporna och tala om vart man anmäler nästa gång.
threats|u|dark weekend|Var med om ett slagsmål precis utanför entrén en lördagskväll. Sedan dess åker jag inte med tåget efter åtta.
visibility|u|dark|Häcken mellan parkeringen och stationshuset är så hög att man inte ser vad som finns bakom.|Klipp ner häcken till midjehöjd.
disorder|u|dark weekend|Stökigt varje helg. Glas på marken, hög musik, folk som knuffas.
theft|u||Har fått två cyklar stulna vid stationen på ett år. Den andra stod fastlåst i stället.|Cykelgarage med lås, tack.
deserted|u|dark|Väntkuren på Stationstorget ligger på fel sida, man står med ryggen mot ett mörkt hörn.|Flytta kuren mot gatan.
litter|u||Krossade rutor och klotter på stationshuset ger känslan att ingen bryr sig.
harassment|u|dark|Det står ofta ett gäng vid trappan och man måste gå mitt igenom. De säger saker efter en.
lighting|u|dark|Gången mellan spår 2 och Bangatan är kolsvart. Jag lyser med mobilen.
drugs|u|dark|Hittade kanyler i planteringen framför stationen. Ungarna brukar balansera på muren där.|Städa planteringen oftare.
disorder|u|dark weekday|Jobbar kväll och går förbi stationen vid halv elva. Det är alltid några som skriker och jag går fort.
threats|u|dark|En person följde efter mig från tåget ända till Järnvägsgatan. Det hände i oktober men det sitter kvar.
deserted|u|dark winter|Vintertid är stationen det värsta stället i hela Fyrskär. Tomt, mörkt och halt.
disorder|u|dark|Mopeder kör rakt över Stationstorget fast det är torg. På kvällen är det som en tävlingsbana.|Sätt upp betongsuggor eller pollare.
other|u|dark|Jag har slutat gå på körövningen på torsdagar eftersom jag måste byta vid stationen på hemvägen.
lighting|u|dark|Lampan över trappan ner till tunneln blinkar. Det är ett halvår sedan jag felanmälde första gången.
harassment|u|dark weekend|Som ung tjej undviker jag stationen efter klockan nio. Det gör alla mina kompisar också.|Mer folk i rörelse, kanske ett kafé som har öppet på kvällen?
disorder|u|dark|Det luktar urin i hissen och i väntsalen. Man vill inte stanna en minut längre än man måste.
visibility|u|dark|Cykelparkeringen ligger gömd bakom stationshuset så ingen ser vad som händer där.|Flytta ställen till framsidan.
theft|u|dark|Någon ryckte min väska när jag stod och läste tidtabellen.
threats|u|dark weekend|Det var knivbråk här i våras, efter det hämtar jag alltid min son med bil.
meeting_place|u|dark|Torget är fint på dagen men efter att butikerna har stängt finns ingen anledning att vara där, utom för dem som vill bråka.|Gör något av torget även på kvällen, matvagn eller liknande.
deserted|u|dark weekday|Går av tåget 21.47 efter jobbet. Inga människor, ingen bevakning, ingen taxi. Jag håller nycklarna i handen.
drugs|u|dark|Öppen handel vid bänkarna till vänster om entrén, framför allt när det har blivit mörkt.
disorder|u|dark summer|På sommarkvällarna sitter ett stort sällskap och dricker på trappan. De är väl snälla men vi äldre vågar inte gå förbi.
lighting|u|dark|Belysningen släcks alldeles för tidigt. Halv ett går ju sista bussen!
other|u|dark|Min man möter mig alltid vid tåget. Så ska det inte behöva vara i en så liten stad.
traffic|n|daylight|Oklart vem som har företräde utanför stationen, bilar och bussar kör huller om buller.|Måla tydligare.
meeting_place|s|daylight weekday|På morgonen är stationen helt okej. Mycket folk, kiosken är öppen och alla nickar åt varandra.
other|n||Vet inte riktigt vad jag tycker om stationen. Dagtid bra, kvällstid undviker jag den.
meeting_place|s|daylight|Personalen i kiosken på stationen är guld värd. När de är där känner jag mig lugn.
disorder|n|dark|Det har blivit lite bättre sedan vakterna började gå här, men det är ojämnt.
lighting|u|dark autumn|Höststormen tog en lampa vid Bangatssidan och nu är trappan upp från tunneln helt svart.
threats|u|dark|Har jobbat som bussförare i tolv år. Hållplatsen vid stationen är den enda där jag låser dörren om mig.
`)

export const tunnelSayings = sayings(`
lighting|u|dark|Lotstunneln är mörk även mitt på dagen. Hälften av lysrören fungerar inte.|Byt till starka lampor som inte går att slå sönder.
deserted|u|dark|Jag springer alltid genom Lotstunneln. Det har jag gjort sedan jag flyttade hit för sex år sedan.
threats|u|dark|En kompis blev rånad i tunneln i vintras. De väntade i andra änden.
visibility|u|dark|Man ser inte vad som finns runt kröken när man går ner i tunneln. Det är det som är det otäcka.|Sätt upp en stor spegel.
litter|u||Det är klotter, skräp och glasbitar i hela Lotstunneln. Jag får bära min hund.
drugs|u|dark|Det står ofta några och röker i tunneln. Luften är så tjock att man mår illa.
harassment|u|dark|Fick skällsord ropade efter mig i tunneln när jag var på väg hem från träningen.
lighting|u|dark winter|Vintertid går jag hellre den långa vägen över Västerbrogatan än genom tunneln under järnvägen.
other|u|dark|Vi boende på Lotsberget har ingen annan väg till stan. Gör något åt tunneln, snälla.|Bygg en bro i stället, eller bredda tunneln.
visibility|u||Buskarna vid mynningen på norra sidan är så täta att vem som helst kan stå där.|Ta bort buskarna helt, plantera låga blommor.
traffic|u|daylight|Mopeder kör i full fart genom gångtunneln. Min mamma blev nästan påkörd med rullatorn.|Grindar i båda ändar.
deserted|u|dark weekday|Kommer hem vid elva från kvällspasset. Tunneln är den del av vägen jag tänker på hela kvällen.
threats|u|dark weekend|Det var ett gäng som spärrade vägen genom tunneln en lördag. Vi fick vända.
lighting|u|dark|Är det meningen att lamporna i Lotstunneln ska vara gröna? Man ser ut som ett spöke och ser ingenting.
litter|u||Det rinner vatten från taket och luktar kiss. Ingenstans i kommunen är det så äckligt som där.
disorder|u|dark|De skjuter raketer inne i tunneln långt efter nyår. Smällarna hörs hem till oss.
harassment|u|dark|Jag är 14 och måste gå genom tunneln från fotbollen. Det är läskigt när det står äldre killar där och stirrar.
deserted|u|dark|Ingen hör en om något händer där nere. Jag ringer alltid någon när jag går igenom.
drugs|u|dark|Nålar i rännan på södra sidan. Barnen från förskolan går där på dagarna!
visibility|u|dark|Trappan och rampen ligger dolda från gatan. Ingen bilist ser vad som händer.
threats|u|dark|Blev av med telefonen i tunneln, två personer på moped. Anmält, nedlagt.
lighting|u|dark autumn|Så fort klockan ställs om till vintertid går jag inte där längre. Rampen från Bangatan är värst.
other|u|dark|Har bott här i fyrtio år. Förr målade skolbarnen tunneln, då var den fin. Nu är den bara otäck.|Låt skolan måla om den.
litter|u||Klottret saneras inte. Samma fula ord har suttit där sedan i maj.
deserted|u|dark|När tåget går över hör man ingenting annat. Då vågar jag inte gå in.
harassment|u|dark weekend|Folk på väg hem från krogen står och kissar i tunneln. Som kvinna går man inte igenom då.
lighting|u|dark|Sensorlamporna reagerar för sent, man är mitt i tunneln innan det tänds.
visibility|u||Det är för smalt. Möter man någon går det inte att hålla avstånd.|Bredda tunneln och ta bort pelarna.
threats|u|dark|Min son på tolv år blev av med sin jacka där. Han vill inte gå till simskolan mer.
other|u|dark|Hemtjänsten har fått order om att inte gå ensamma genom tunneln. Det säger väl allt.
litter|n|daylight|Dagtid är tunneln sliten men det går an. På kvällen har jag inte provat.
lighting|n|dark|Kommunen bytte några lampor i mars. Bättre, men är det tillräckligt?
traffic|u|daylight|Cyklar kommer i hög fart utför rampen och man hinner inte undan.|En mittlinje så att gående och cyklar skiljs åt.
deserted|u|dark winter|Isigt på rampen och inget räcke på ena sidan. Man fastnar där nere i mörkret.
disorder|u|dark|Ungdomar festar i tunneln när det regnar. Högtalare, ölburkar, skrik.
lighting|u|dark|Jag ser dåligt och vågar inte gå genom Lotstunneln utan ledsagare.|Ledstråk och jämn belysning, tack.
`)
