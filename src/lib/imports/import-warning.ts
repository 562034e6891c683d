import { formatNumber } from '#lib/languages/format.ts'

import type { CheckedFile } from './checked-file.ts'
import { statesMunicipality } from './file-problem.ts'
import type { ImportRequest } from './import.ts'
import { incidentWords } from './incident-report.ts'
import type { Words } from './reason.ts'
import { maximumKeptReasons } from './refusal.ts'

/** What a person should know of a file beside its counts. */
export function warningsOf(
  { acceptPartial, dryRun, kind }: Pick<ImportRequest, 'acceptPartial' | 'dryRun' | 'kind'>,
  checked: CheckedFile,
  axesCorrected: boolean,
): Words[] {
  const { refused, refusedNowhere, keptRefusals } = checked
  const isCut = [...keptRefusals.values()].some(({ reasons }) => reasons >= maximumKeptReasons)
  return [
    ...(kind === 'incident-reports' ? [incidentWords] : []),
    ...(checked.outside > 0 && !checked.anyInside ? [nothingInside] : []),
    ...(axesCorrected ? [correctedAxes] : []),
    ...(refused > 0 && !acceptPartial ? [refusesFile] : []),
    ...(refusedNowhere > 0 && !dryRun ? [keptNowhere(refusedNowhere)] : []),
    ...(isCut ? [keptBound] : []),
  ]
}

const nothingInside = {
  sv: 'Inget läge i filen ligger inom någon kommuns gräns. Kontrollera referenssystemet och kolumnerna.',
  en: 'No position in the file is inside any boundary. Check the reference system and the columns.',
  command: { sv: '--crs, --map', en: '--crs, --map' },
}

export const correctedAxes: Words = {
  sv: 'Koordinatkolumnerna är omkastade i filen: bara åt andra hållet hamnar lägena i kommunen. De är lästa så.',
  en: 'The columns of coordinates are exchanged in the file: only the other way round do positions lie in the municipality. They are read so.',
}

const refusesFile = {
  sv: 'Filen har rader som inte går att läsa in. Hela filen avvisas, om ni inte väljer att läsa in resten.',
  en: 'The file has rows that cannot be imported. The whole file is refused, unless you choose to import the rest.',
  command: { sv: '--accept-partial läser in resten', en: '--accept-partial imports the rest' },
}

function keptNowhere(rows: number): Words {
  return {
    sv: `${formatNumber(rows, 'sv')} avvisade rader har inget läge, så deras kommun går inte att veta. Ingen kommuns logg har dem.`,
    en: `${formatNumber(rows, 'en')} refused rows have no position, so their municipality cannot be known. No municipality's log has them.`,
    command: statesMunicipality,
  }
}

const keptBound = {
  sv: `Loggen sparar de första ${formatNumber(maximumKeptReasons, 'sv')} orsakerna. Ett prov ger alla.`,
  en: `The log keeps the first ${formatNumber(maximumKeptReasons, 'en')} reasons. A dry run gives all of them.`,
  command: { sv: '--dry-run --refused FIL.csv', en: '--dry-run --refused FILE.csv' },
}
