import { runCommand } from '#lib/platform/command.server.ts'
import { benchCounts } from './bench/counts.ts'
import { benchImport } from './bench/import.ts'
import { benchRendering } from './bench/rendering.ts'
import { benchStart } from './bench/start.ts'

/** One file a suite in scripts/bench/. */
const suites: Record<string, (args: string[]) => Promise<void>> = {
  counts: benchCounts,
  start: benchStart,
  import: benchImport,
  rendering: benchRendering,
}

const firstSuite = 'counts'

await runCommand({
  help: `
npm run bench -- [SUITE]
  Mäter det som utlovas och skriver ut det. / Measures what is promised and prints it.

  counts    antal på kartan i stor skala, mot andra sätt att räkna; den som körs utan namn / counts on the map at scale,
            against other ways of counting; the one that runs when none is named
            [--rows 100k|1m|10m|30m] [--engine embedded|postgres] [--json]
  start     sekunder från npm run demo till första svaret, utan bygge och databas (första gången) och med dem (andra
            gången); tar bort build/ / seconds from npm run demo to its first answer, without a build and database (first
            time) and with them (second time); removes build/
  import    rader i sekunden och minne när en fil med brott läses in / rows a second and memory of a file of crimes
            [--rows 100k|1m] [--engine embedded|postgres] [--real] [--runs N] [--json]
  rendering långa uppgifter i webbläsaren när 10 000 sexhörningar ritas om; kräver npm run build och Chromium / long tasks
            in the browser while 10,000 hexagons are drawn anew; needs npm run build and Chromium
`,
  run: async (given) => {
    const isNamed = given[0] !== undefined && !given[0].startsWith('--')
    const [name = '', ...args] = isNamed ? given : [firstSuite, ...given]
    const suite = Object.hasOwn(suites, name) ? suites[name] : undefined
    if (suite === undefined) {
      const known = Object.keys(suites).join(', ')
      console.error(`Okänd svit; de är: ${known} / Unknown suite; they are: ${known}`)
      return 2
    }
    await suite(args)
    return 0
  },
})
