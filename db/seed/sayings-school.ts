// What residents write about the way to Mårängsskolan and about Svandammsparken after dark.
import { sayings } from './sayings.ts'

export const schoolSayings = sayings(`
traffic|u|daylight weekday|Mopederna kör på Skolstigen precis när barnen går till skolan. Det är bara en tidsfråga innan någon blir påkörd.|Mopedspärrar i båda ändar.
lighting|u|dark winter|Skolstigen är helt oupplyst genom Hagaskogen. I december går barnen i mörker åt båda hållen.|Belysning längs hela stigen.
traffic|u|weekday|Övergången vid Ängsvägen är livsfarlig på morgonen. Bilarna stannar inte.|Farthinder och skolpolis.
visibility|u||Slyet har vuxit in över stigen så att man inte ser vem som kommer.|Röj två meter på varje sida.
deserted|u|dark weekday|Min åttaåring vågar inte gå ensam genom skogsdungen till Mårängsskolan. Jag förstår henne.
harassment|u|weekday|Äldre elever väntar på de små i dungen och tar deras mössor. Lärarna ser inget eftersom det är utanför skolgården.
traffic|u|daylight weekday|Föräldrar som lämnar med bil vänder mitt på gång- och cykelbanan. Kaos varje morgon kvart i åtta.|En riktig avlämningsplats.
threats|u|weekday|Min son blev nerslagen på väg hem från skolan vid bron över bäcken.
lighting|u|dark winter|Två lampor på hela sträckan mellan Mårängen och skolan, och en av dem är sönder.
visibility|u|autumn|På hösten hänger grenarna så lågt över Hagastigen att man får huka sig. Kusligt för barnen.
disorder|u|weekday|Det samlas mopeder bakom idrottssalen efter skolan. Mina barn tar omvägen.
traffic|u||70-väg utan trottoar sista biten till skolan. Vem tänkte ut det?|Sänk till 30 och bygg trottoar.
deserted|u|weekday|Jag är nio år och jag tycker det är läskigt i skogen för det finns ingen vuxen där.
harassment|u|weekday|Jag går i sjuan. Det är alltid några som ropar saker när man går förbi på Skolstigen.
litter|u||Trasiga flaskor på vägen till skolan. Barnen cyklar sönder däcken.|Sopa varje måndag.
traffic|u|winter weekday|Snön plogas upp på gångbanan så att barnen får gå i körbanan. Varje vinter samma sak.
lighting|u|dark|När fritids stänger klockan fem är stigen svart som natten. Vi går med pannlampor.
visibility|u||Man ser inte bilarna vid utfarten från garagen vid Ringvägen förrän de är framme. Små barn syns inte alls.|Spegel vid utfarten.
other|u|weekday|Vi har startat vandrande skolbuss för att ingen vill låta sina barn gå själva. Bra men sorgligt.
drugs|u|weekday|Jag har sett ungdomar gömma saker under stenarna i dungen. Mitt i skolbarnens väg!
threats|u|weekday|Några större killar kräver pengar av barnen på stigen. Det har hänt tre gånger i vår.
traffic|u|daylight|Elsparkcyklar i 30 km i timmen bland sexåringar.
deserted|u|dark autumn|Jag hämtar alltid efter luciarepetitioner och sådant. Ingen av oss låter barnen gå Skolstigen när det är mörkt.
traffic|u|weekday|Lastbilarna till Verkstan har börjat smita Ringvägen förbi skolan.|Förbjud genomfart.
lighting|u|dark|Varför är parkeringen vid Mårängsskolan upplyst hela natten men inte stigen dit?
other|n|weekday|Jag vet inte om stigen är farlig egentligen, men barnen pratar om den som spökskogen.
traffic|n||Farthindren på Ringvägen hjälper lite, fast bussen skramlar så att tavlorna hänger snett hemma.
meeting_place|s|daylight|Skogsdungen är härlig på helgerna, då plockar vi svamp där med barnen.
visibility|u||Stängslet mot skogen gör att man är instängd på båda sidor. Det finns ingenstans att ta vägen.|Öppna upp ett hål i stängslet halvvägs.
harassment|u|weekday|Tre flickor i klass fem har slutat gå själva till skolan. De blir jagade vid bron.
traffic|u|daylight weekday|Skolbussen stannar på fel sida så att barnen springer över Ringvägen framför den.
lighting|u|dark winter|Reflexvästar räcker inte när det inte finns ljus att reflektera.
deserted|u|dark|Mormor här. Jag följer barnbarnen men orkar inte backen tillbaka i mörkret ensam.
disorder|u|weekday|Det smälls i papperskorgarna vid cykelstället efter skoltid.
visibility|u||Den stora granen vid gångvägens krök måste bort. Det är bakom den de brukar stå.|Fäll granen.
traffic|u|weekday|Det är trångt, halt och bråttom. Cyklar, barnvagnar, mopeder och små barn på samma två meter.|Dela upp gång och cykel.
lighting|u|dark winter|I januari ringde min dotter från stigen och grät. Hon såg ingenting och hörde någon prassla.
traffic|u|weekday|Mopedisterna tutar åt småbarnen för att de ska flytta sig. På en gångväg!
visibility|u|summer|Hundkexen står manshöga vid stigen i juni, ett barn försvinner helt.
deserted|u|weekday|När vi var små gick hela klassen tillsammans. Nu går varje barn ensamt och tittar över axeln.
threats|u|weekday|Min pojke betalade tjugo kronor för att få gå förbi. Tjugo kronor, han är nio.
traffic|u|winter weekday|Backen ner mot Ringvägen blir en isbana och barnen glider ut bland bilarna.|Sand och ett räcke.
lighting|u|dark|Som lärare ser jag barnens lampor hoppa fram genom skogen. Det ser mysigt ut men de är rädda.
other|u|weekday|Vi valde en annan skola bara på grund av skolvägen. Det är ju tokigt.
harassment|u|weekday|Någon har skrivit fula saker om flickor på staketet längs stigen.
disorder|u|dark|Det eldas i dungen på kvällarna och på morgonen får barnen kliva över askan.
visibility|u|dark|Kröken efter bron är värst, där ser man varken framåt eller bakåt.
traffic|u|weekday|Jag är skolvakt på morgnarna. I går räknade jag till fyra mopeder på tio minuter.
`)

export const parkSayings = sayings(`
lighting|u|dark|Svandammsparken är vacker på dagen men efter mörkrets inbrott går jag aldrig in där.|Belys gången runt dammen.
visibility|u|dark|Rhododendronbuskarna är stora som hus. Vem som helst kan stå där inne.|Beskär ordentligt.
deserted|u|dark|Parken är folktom efter klockan sex. Jag går runt hela kvarteret för att slippa.
deserted|u|dark winter|Inget har hänt mig, men jag är rädd varje gång jag går genom Svandammsparken på vintern.
lighting|u|dark|Gammaldags lyktor som bara lyser på sig själva. Stämningsfullt på vykort, otäckt i verkligheten.|Byt till lampor som lyser upp marken.
visibility|u|dark|Man ser inte från ena sidan av parken till den andra. Träden har fått växa vilt.
other|u|dark|Alla i trappuppgången säger åt varandra att inte gå genom parken. Jag vet inte när det började.
deserted|u|dark|Hör steg bakom mig fast ingen är där. Hjärtat i halsgropen varje gång.
lighting|u|dark autumn|I oktober när löven ligger kvar på träden är det becksvart under allén.
visibility|u|dark|Bänkarna står med ryggen mot buskarna. Ingen vill väl sitta så?|Vänd bänkarna mot dammen.
deserted|u|dark weekday|Går med hunden sista rundan. Förr gick vi runt dammen, nu håller vi oss på Esplanaden.
other|u|dark|Jag läste om ett överfall i en park i en annan stad och sedan dess tar jag bilen till mina väninnor.
lighting|u|dark|Mellan bron och scenen finns inte en enda lampa som fungerar.
threats|u|dark|Det känns som att någon ska hoppa fram. Jag vet att det nog inte är så, men känslan finns där.
visibility|u|dark|Murgrönan har tagit över hela staketet. Det var mycket öppnare förr.
deserted|u|dark|När kaféet i parken lade ner försvann alla människor.|Få hit en kiosk igen.
lighting|u|dark winter|Jag joggar men undviker Svandammsparken från november till mars.
visibility|u||Den södra ingången är som en tunnel av grönt. Fint på bild men jag tvekar varje gång.
other|u|dark|Min mamma på 82 vågar inte gå hem från syföreningen genom parken. Det blir taxi för 300 meter.
deserted|u|dark|Ankorna är enda sällskapet på kvällen.
lighting|u|dark|Belysningen är släckt på andra sidan dammen, har varit så hela hösten.|Laga!
litter|u|dark|Tomflaskor vid scenen ibland. Ser aldrig någon där men man undrar vilka det är.
visibility|u|dark|Lekplatsen är omgiven av en hög häck. Jag hinner inte se vart barnen tar vägen när det skymmer.
deserted|u|dark weekday|Genvägen genom parken sparar mig sju minuter till jobbet. Jag tar den aldrig före soluppgången.
harassment|u|dark|Det satt en man på bänken och stirrade. Han gjorde inget men jag gick därifrån.
other|u|dark|Vi har aldrig haft något problem här, men ändå låser vi om oss och tittar ut mot parken. Rädslan sitter i.
lighting|u|dark|Snubblade på en rot för att jag inte såg var jag satte fötterna.
deserted|u|dark|Som nyinflyttad blev jag varnad för parken av tre olika grannar första veckan.
meeting_place|s|daylight summer|Midsommarfirandet i Svandammsparken är årets höjdpunkt, hela stan är där.
meeting_place|s|daylight|Matar änderna med barnbarnen varje söndag. Dagtid är parken underbar.
meeting_place|s|daylight spring|När magnolian blommar finns det ingen finare plats på hela ön.
other|n|dark|Är parken farlig? Ingen aning, jag känner ingen som råkat ut för något. Men mörk är den.
meeting_place|n|daylight|Trivs på dagen, går inte dit på kvällen. Vet inte vad jag ska kryssa i.
visibility|u|dark|Det lilla skjulet vid dammen skymmer hela stigen.|Riv skjulet eller flytta det.
lighting|u|dark|Måste allén vara så mörk? Jag förstår att fladdermössen trivs, men det gör inte jag.
deserted|u|dark|Studiecirkeln slutar nio. Vi går i samlad tropp genom parken, fem pensionärer med stavar.
`)
