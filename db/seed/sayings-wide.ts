// What residents write about a whole area ({område}), the whole kommun, or no place at all.
import { sayings } from './sayings.ts'

export const areaSayings = sayings(`
other|s||Jag trivs i {område}. Nära till allt och snälla grannar.
other|u|dark|Generellt känns {område} otryggt på kvällarna, svårt att peka ut en enda punkt.
lighting|u|dark winter|Hela {område} är för mörkt på vintern. Gå en runda och se själva.|En ordentlig genomgång av all belysning.
traffic|u||Det körs för fort i hela {område}.|30 på alla gator, inte bara vissa.
meeting_place|n||I {område} saknas en samlingsplats. Folk går in och stänger dörren.|Ett kvartershus.
disorder|u|weekend|Det är stökigt i {område} när skolorna slutar och veckan efter.
other|s||{område} har blivit mycket lugnare de senaste åren.
litter|u||Nedskräpningen i {område} har ökat, särskilt kring återvinningen.|Töm oftare.
theft|u||Många inbrott i {område} förra hösten. Man blir vaksam.
meeting_place|s|summer|Odlingslotterna i {område} har gjort att vi pratar med varandra.
deserted|u|dark|Efter att bussen drogs in är {område} som utdött om kvällarna.|Kvällsturen måste tillbaka.
other|n||Hör mycket om {område} men jag har själv aldrig upplevt något.
drugs|u||Det talas om narkotika bland ungdomarna i {område}. Vi föräldrar behöver stöd.
meeting_place|s||Föreningslivet i {område} är fantastiskt. Det bär hela området.
visibility|u||Planteringarna i {område} har inte skötts på flera år.
other|s||Växte upp i {område} och har nu flyttat tillbaka med mina egna barn. Inget går upp mot det.
harassment|u|dark|Vi tjejer i {område} åker hem tillsammans, aldrig ensamma.
traffic|n||Undrar hur ni tänkt med parkeringarna i {område}.
meeting_place|u||Fritidsgården i {område} har stängt halva veckan. Då hamnar ungdomarna i trapphusen.|Öppet alla vardagar.
other|s|daylight|Nattvandrarna i {område} gör skillnad, heja dem!
lighting|n|dark|Lamporna i {område} är bytta på vissa gator men inte andra, varför?
litter|s||Vårstädningen i {område} var lyckad. Femtio personer kom!
`)

export const municipalitySayings = sayings(`
other|s||På det stora hela är Fyrskär en trygg plats att bo på.
other|u||Det har blivit hårdare i hela kommunen. Folk hälsar inte längre.
meeting_place|n||Vi behöver fler ställen där gamla och unga möts.|Öppna skolornas matsalar för pensionärer.
traffic|u||Mopederna är ett problem i hela Fyrskär, inte bara på en plats.
lighting|u|dark winter|Kommunen släcker för att spara el. Det är fel sak att spara på.|Dimra i stället för att släcka.
other|n||Svårt att svara på om jag är trygg. Det beror på klockan och vem man är.
disorder|u||Poliserna syns aldrig till fots. Det räcker inte att köra förbi.|Gående poliser på torsdag till lördag.
other|s||Bra att kommun och polis frågar oss tillsammans!
theft|u||Cykelstölderna är så vanliga att ingen längre orkar anmäla.|Märk cyklar gratis på torget.
meeting_place|s||Fyrskär är litet nog för att man ska känna igen varandra och det är vår styrka.
litter|u||Skräpet längs stigarna skämmer ut hela ön.
harassment|u|dark|Hela stan känns olika för den som är ung tjej. Planera för oss också.
other|n||Jag läser mest om elände i tidningen men ser sällan något själv.
drugs|u||Börja prata om droger redan i femman. Det har kommit hit också.
traffic|u|winter|Halkbekämpningen är under all kritik i hela kommunen.
other|s||Har bott i storstad i tjugo år. Här låser jag inte ens cykeln.
meeting_place|u||Allt stänger klockan sex. Då är det klart att det blir tomt och otäckt.|Låt kvällsöppna affärer stå gratis på torget.
deserted|u|dark|Inga bussar efter tio gör att man får gå hem ensam, var man än bor.|Nattbuss fredag och lördag.
`)

export const placelessSayings = sayings(`
other|n||Jag vill bara säga att det är bra att ni gör den här undersökningen.
other|u||Mest rädd är jag för att ramla, faktiskt. Inte för folk.
other|u||Det är inte platser som gör mig otrygg utan sådant som skrivs på nätet.
other|s||Jag är sällan rädd. Man får inte låta rädslan bestämma.
meeting_place|n||Ge oss ungdomar någonstans att vara som inte kostar pengar.|En lokal med soffor och pingisbord.
other|u||Blev uppringd av bedragare som lät som banken. Det vill jag varna andra äldre för.
traffic|u||Elsparkcyklar på trottoaren, oavsett var, är det värsta jag vet.
other|n||Hur får vi veta vad ni gör med svaren?
harassment|u||Killar som ropar. Överallt. Det är tröttsamt.
other|s||Mina grannar är min trygghet.
lighting|u|dark|Mörkret i sig är otäckt, det spelar ingen roll var.
disorder|n||Ungdomar är inte farliga för att de är många. Sluta sätta likhetstecken.
other|s||Det tryggaste som finns är en tänd lampa i ett fönster.
theft|u||Någon kom in och sa sig vara från hemtjänsten. Tänk på att kräva legitimation.
`)
