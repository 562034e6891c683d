import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'

import { findPostgres } from './postgres-server.ts'
import { skippedBanner } from './skipped.ts'
import { runCommandLine, type Command, type CommandEnd } from './step-command.ts'

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
  /** Banners of what could not be tested here, and of what was wrong without being a failure. */
  skipped: string[]
}

/** Steps take a minute at most, those with a database or a browser three on a quiet machine. */
const shortStepMinutes = 6
const longStepMinutes = process.env['PROOF'] === 'full' ? 80 : 13

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
    for (const command of commands) {
      const { code } = await runCommandLine(command, { limitMinutes: shortStepMinutes })
      if (code !== 0) failed = 1
    }
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
  const errorsFile = resultFile(`${project}-unhandled-errors.json`)
  const reporters = ['default', 'json', './tests/support/unhandled-errors.ts'].map((name) => `--reporter=${name}`)
  const end = await runCommandLine(['vitest', 'run', '--project', project, ...reporters, `--outputFile.json=${file}`], {
    limitMinutes: project === 'unit' ? shortStepMinutes : longStepMinutes,
    environment: { UNHANDLED_ERRORS_FILE: errorsFile },
    isReported: () => readJson(file) !== null && readJson(errorsFile) !== null,
  })
  const report = readJson<VitestReport>(file)
  if (report === null) return { passed: 0, failed: 1, skipped: [] }
  const unloaded = report.testResults.filter(
    (result) => result.status === 'failed' && result.assertionResults.length === 0,
  )
  const failed = report.numFailedTests + unloaded.length + (readJson<number>(errorsFile) ?? 1)
  const skipped = report.testResults.flatMap((result) =>
    result.assertionResults.filter(({ status }) => status !== 'passed' && status !== 'failed'),
  )
  const names = skipped.map(({ fullName }) => fullName)
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && isFailed(end) ? 1 : failed,
    skipped: [...bannerOf(project, names), ...hangBanner(project, end)],
  }
}

/**
 * What goes wrong after the last test, in a teardown for instance, shows in the exit code alone. A command that had reported
 * every test and every error outside one, and then did not end, is no failure: a process that a test left behind keeps
 * it, which says nothing of the product. It is told as loudly as what is skipped, for whoever is to mend the test.
 */
function isFailed({ code, stopped }: CommandEnd): boolean {
  return code !== 0 && stopped !== 'reported'
}

function hangBanner(what: string, { stopped }: CommandEnd): string[] {
  if (stopped !== 'reported') return []
  const banner = skippedBanner(`the end of ${what}`, 'All tests had ended; what they left behind is listed above.')
  return [banner]
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number }
  /** From outside every test. */
  errors: unknown[]
}

async function runPlaywright(): Promise<Outcome> {
  const file = resultFile('browser.json')
  // Playwright asks its workers for colour; Node then warns of a NO_COLOR that says otherwise, once a process.
  const environment = { PLAYWRIGHT_JSON_OUTPUT_NAME: file, NO_COLOR: undefined, FORCE_COLOR: '0' }
  const end = await runCommandLine(['playwright', 'test', '--reporter=list,json'], {
    limitMinutes: longStepMinutes,
    environment,
    isReported: () => readJson(file) !== null,
  })
  const report = readJson<PlaywrightReport>(file)
  if (report === null) return { passed: 0, failed: 1, skipped: [] }
  const { expected, unexpected, flaky, skipped } = report.stats
  const failed = unexpected + flaky + report.errors.length
  return {
    passed: expected,
    failed: failed === 0 && isFailed(end) ? 1 : failed,
    skipped: [
      ...(skipped === 0 ? [] : [skippedBanner(`${skipped} browser tests`, 'See the list above for which.')]),
      ...hangBanner('browser', end),
    ],
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

/** Null for a file that is not there, or is being written. */
function readJson<Value>(file: string): Value | null {
  try {
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Value) : null
  } catch {
    return null
  }
}
