/**
 * One import in a process of its own, so that its memory is its own: the product's import function on the database its
 * environment names. Takes the request as JSON and prints the measurement as JSON; scripts/bench/import.ts starts it.
 */
import { readFileSync, writeFileSync } from 'node:fs'

import { openDatabase } from '#lib/database/open.server.ts'
import { importPoints } from '#lib/imports/commands.server.ts'
import type { ImportRequest } from '#lib/imports/import.ts'
import { readConfig } from '#lib/platform/config.ts'
import type { ImportRun } from './import.ts'

const request = JSON.parse(process.argv[2] ?? '') as ImportRequest & { source: 'crime' }
const database = await openDatabase(readConfig(process.env).database)
try {
  const idle = memoryNow()
  const ended = { understood: 0, checked: 0 }
  const started = performance.now()
  const report = await importPoints(database, request, ({ step }) => {
    if (step === 'understood' || step === 'checked') ended[step] = performance.now()
  })
  const finished = performance.now()
  const run: ImportRun = {
    rows: report.rowsRead,
    added: report.added,
    seconds: (finished - started) / 1000,
    understand: (ended.understood - started) / 1000,
    check: (ended.checked - ended.understood) / 1000,
    write: (finished - ended.checked) / 1000,
    peakMegabytes: (memoryPeak() - idle) / 1024,
  }
  console.log(JSON.stringify(run))
} finally {
  await database.close()
}

/** Kilobytes of resident memory, the embedded engine's thread included; from here on the peak is counted anew. */
function memoryNow(): number {
  globalThis.gc?.()
  writeFileSync('/proc/self/clear_refs', '5')
  return statusOf('VmRSS')
}

function memoryPeak(): number {
  return statusOf('VmHWM')
}

function statusOf(name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readFileSync('/proc/self/status', 'utf8'))?.[1])
}
