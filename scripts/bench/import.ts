import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'

import { openDatabase } from '#lib/database/open.server.ts'
import type { Engine } from '#lib/database/database.ts'
import { importBoundaries } from '#lib/imports/boundary-commands.server.ts'
import { readCommandLine } from '#lib/imports/command-line.server.ts'
import { projectRoot } from '#lib/platform/project-root.server.ts'
import type { TestServer } from '../../tests/support/installation.ts'
import { createInstallation } from '../../tests/support/installation.ts'
import { withServer } from './server.ts'
import { writeBoundary, writeBox, writeCrimes } from './import-file.ts'
import { describeMachine } from './machine.ts'

/** What one import took; seconds, and megabytes of resident memory above the idle process. */
export interface ImportRun {
  rows: number
  added: number
  seconds: number
  understand: number
  check: number
  write: number
  peakMegabytes: number
}

interface Bench {
  file: string
  rows: number
  engine: Engine
  runs: ImportRun[]
}

const rowChoices: Record<string, number> = { '10k': 10_000, '100k': 100_000, '1m': 1_000_000 }
const bars: Record<Engine, number> = { postgres: 30_000, embedded: 8000 }
const memoryBar = 500
const realFile = '../shared/data/uk-police-london-burglary/london-burglary-2010-12_2025-02.compact.csv.gz'
const runFile = join(import.meta.dirname, 'import-run.ts')

/** Rows a second of the import, end to end, each run in a process and a database of its own. */
export async function benchImport(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      rows: { type: 'string', default: '100k' },
      engine: { type: 'string' },
      real: { type: 'boolean', default: false },
      runs: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
    },
  })
  const engines: Engine[] = values.engine === undefined ? ['postgres', 'embedded'] : [values.engine as Engine]
  const folder = mkdtempSync(join(tmpdir(), 'fokuskartan-bench-'))
  try {
    const task = values.real ? londonTask(folder) : await madeTask(folder, rowChoices[values.rows] ?? 100_000)
    if (!values.json) console.log(`${describeMachine()}\n`)
    for (const engine of engines) {
      const runs = await withServer(engine, (server) => repeat(Number(values.runs), () => measure(server, task)))
      const bench: Bench = { file: task.name, rows: runs[0]?.rows ?? 0, engine, runs }
      console.log(values.json ? JSON.stringify({ ...bench, machine: describeMachine() }) : describe(bench))
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Task {
  name: string
  boundary: string
  /** As npm run import is called. */
  command: string[]
}

async function madeTask(folder: string, rows: number): Promise<Task> {
  const path = join(folder, 'crimes.csv')
  await writeCrimes(path, rows)
  return { name: `${rows} made crimes`, boundary: writeBoundary(folder), command: ['crimes', path, '--trial'] }
}

function londonTask(folder: string): Task {
  const path = join(projectRoot(), realFile)
  if (!existsSync(path)) throw new Error(`the real file is not here: ${realFile}`)
  return {
    name: 'burglaries in London (real)',
    boundary: writeBox(folder, '9991', [-1, 51, 1, 52]),
    command: ['crimes', path, '--trial', '--set', 'offence=Burglary'],
  }
}

async function repeat<Result>(times: number, work: () => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  for (let time = 0; time < times; time += 1) results.push(await work())
  return results
}

async function measure(server: TestServer, { boundary, command }: Task): Promise<ImportRun> {
  const asked = readCommandLine(command)
  if (!('request' in asked)) throw new Error(`not an import: ${command.join(' ')}`)
  const installation = await createInstallation(server)
  try {
    const database = await openDatabase(installation.config)
    const columns = { columns: {}, srid: null, layer: null, dryRun: false }
    await importBoundaries(database, { path: boundary, fileName: 'boundary', ...columns })
    await database.close()
    const env = { ...process.env, ...installation.environment }
    const nodeOptions = ['--expose-gc', ...(process.env['BENCH_NODE_OPTIONS'] ?? '').split(' ').filter(Boolean)]
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [...nodeOptions, runFile, JSON.stringify(asked.request)],
      {
        env,
      },
    )
    return JSON.parse(stdout) as ImportRun
  } finally {
    await installation.remove()
  }
}

function describe({ file, engine, runs }: Bench): string {
  const speeds = runs.map(({ rows, seconds }) => rows / seconds).sort((a, b) => a - b)
  const median = speeds[Math.floor(speeds.length / 2)] ?? 0
  const peak = Math.max(...runs.map(({ peakMegabytes }) => peakMegabytes))
  const best = runs.reduce((one, other) => (other.seconds < one.seconds ? other : one))
  const phases = (['understand', 'check', 'write'] as const).map((phase) => `${phase} ${best[phase].toFixed(1)} s`)
  return [
    `import, ${file}, ${engine}: ${best.rows} rows read, ${best.added} added`,
    `  best ${whole(speeds.at(-1))} rows/s, median ${whole(median)} of ${runs.length}  (bar: ${bars[engine]})`,
    `  ${phases.join(', ')} in the best`,
    `  ${peak.toFixed(0)} MB above idle at most  (bar: ${memoryBar})`,
  ].join('\n')
}

function whole(number = 0): string {
  return Math.round(number).toString()
}
