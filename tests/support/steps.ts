import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { delimiter, join, resolve } from 'node:path'

import { findPostgres } from './postgres-server.ts'
import { skippedBanner } from './skipped.ts'

/** The steps of `npm test`: what each runs, and how its passes and failures are counted. */

const root = resolve(import.meta.dirname, '../..')
const results = join(root, 'test-results')

export interface Step {
  name: string
  what: string
  run(): Promise<Outcome>
}

export interface Outcome {
  passed: number
  failed: number
  /** Banners of what could not be tested here. */
  skipped: string[]
}

type Command = readonly [program: string, ...options: string[]]

const paraglide: Command = [
  'paraglide-js',
  'compile',
  '--project=./src/lib/languages/project.inlang',
  '--outdir=./src/lib/languages/compiled',
  ...['--strategy', 'url', 'baseLocale'],
  '--emit-ts-declarations',
  '--silent',
]

export const steps: readonly Step[] = [
  commandStep('prepare', 'generated types and messages', [['svelte-kit', 'sync'], paraglide]),
  commandStep('check', 'types', [['svelte-check', '--fail-on-warnings']]),
  commandStep('lint', 'ESLint and Prettier', [
    ['eslint', '.'],
    ['prettier', '--check', '--log-level=warn', '.'],
  ]),
  { name: 'unit', what: 'unit, architecture and document tests', run: () => runVitest('unit') },
  { name: 'embedded', what: 'database tests on the embedded engine', run: () => runVitest('embedded') },
  { name: 'postgres', what: 'database tests on PostgreSQL + PostGIS', run: runPostgres },
  commandStep('build', 'the product', [['vite', 'build', '--logLevel=warn']]),
  { name: 'browser', what: 'browser tests', run: runPlaywright },
]

/** A step without tests of its own counts as one: passed when every command ends with 0, all of which are run. */
function commandStep(name: string, what: string, commands: readonly Command[]): Step {
  const run = async () => {
    let failed = 0
    for (const command of commands) if ((await runCommandLine(command)) !== 0) failed = 1
    return { passed: 1 - failed, failed, skipped: [] }
  }
  return { name, what, run }
}

async function runPostgres(): Promise<Outcome> {
  const found = findPostgres()
  if (found.found) return runVitest('postgres')
  return { passed: 0, failed: 0, skipped: [skippedBanner('database tests on PostgreSQL + PostGIS', found.reason)] }
}

interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  testResults: { name: string; status: string; assertionResults: { status: string; fullName: string }[] }[]
}

async function runVitest(project: string): Promise<Outcome> {
  const file = resultFile(`${project}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const code = await runCommandLine(['vitest', 'run', '--project', project, ...reporters])
  const report = readJson<VitestReport>(file)
  if (report === null) return { passed: 0, failed: 1, skipped: [] }
  const unloaded = report.testResults.filter(
    (result) => result.status === 'failed' && result.assertionResults.length === 0,
  )
  const failed = report.numFailedTests + unloaded.length
  const skipped = report.testResults.flatMap((result) =>
    result.assertionResults.filter(({ status }) => status !== 'passed' && status !== 'failed'),
  )
  return {
    passed: report.numPassedTests,
    // An error outside every test, in a teardown for instance, shows in the exit code alone.
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: bannerOf(
      project,
      skipped.map(({ fullName }) => fullName),
    ),
  }
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number }
}

async function runPlaywright(): Promise<Outcome> {
  const file = resultFile('browser.json')
  // Playwright asks its workers for colour; Node then warns of a NO_COLOR that says otherwise, once a process.
  const environment = { PLAYWRIGHT_JSON_OUTPUT_NAME: file, NO_COLOR: undefined, FORCE_COLOR: '0' }
  const code = await runCommandLine(['playwright', 'test', '--reporter=list,json'], environment)
  const report = readJson<PlaywrightReport>(file)
  if (report === null) return { passed: 0, failed: 1, skipped: [] }
  const { expected, unexpected, flaky, skipped } = report.stats
  return {
    passed: expected,
    failed: unexpected + flaky === 0 && code !== 0 ? 1 : unexpected + flaky,
    skipped: skipped === 0 ? [] : [skippedBanner(`${skipped} browser tests`, 'See the list above for which.')],
  }
}

function bannerOf(project: string, names: readonly string[]): string[] {
  if (names.length === 0) return []
  const shown = names.slice(0, 20).join('\n!!    ')
  const rest = names.length > 20 ? `\n!!    and ${names.length - 20} more` : ''
  return [skippedBanner(`${names.length} tests of ${project}`, `They say why above:\n!!    ${shown}${rest}`)]
}

function resultFile(name: string): string {
  mkdirSync(results, { recursive: true })
  const file = join(results, name)
  rmSync(file, { force: true })
  return file
}

function readJson<Value>(file: string): Value | null {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Value) : null
}

/** No step may hang for ever, so that the last line is always printed. */
const stepMinutes = process.env['PROOF'] === 'full' ? 80 : 15

/** Runs a program of node_modules with everything it prints passed on; answers its exit code. */
function runCommandLine(
  [program, ...options]: Command,
  environment: Record<string, string | undefined> = {},
): Promise<number> {
  const bin = join(root, 'node_modules', '.bin')
  const child = spawn(join(bin, program), options, {
    cwd: root,
    // The project's own Node stands first on the path, whatever the machine has.
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}`, ...environment },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const deadline = setTimeout(() => {
    console.error(`${program} was stopped after ${stepMinutes} minutes.`)
    child.kill('SIGTERM')
    setTimeout(() => child.kill('SIGKILL'), 10_000).unref()
  }, stepMinutes * 60_000)
  return new Promise((done) => {
    child.once('error', (error) => {
      console.error(error.message)
      clearTimeout(deadline)
      done(1)
    })
    child.once('exit', (code) => {
      clearTimeout(deadline)
      done(code ?? 1)
    })
  })
}
