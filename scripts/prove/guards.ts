import { spawn } from 'node:child_process'
import { join } from 'node:path'

import { permissions } from '#lib/accounts/permissions.ts'
import { bodyLimits, routePolicy } from '#lib/accounts/route-policy.ts'
import { projectRoot } from '#lib/platform/project-root.server.ts'
import { withoutGuard, type RemovedGuard } from '../../tests/support/without-guard.ts'

/** Tests, as `vitest run --project NAME FILE …` takes them. */
interface TestRun {
  project: 'unit' | 'embedded' | 'postgres'
  files: readonly string[]
}

/** A guard that is a line of code, and the smallest set of tests that should miss it. */
interface Guard extends RemovedGuard, TestRun {}

const decisions = { project: 'unit', files: ['src/lib/accounts/access-decision.test.ts'] } as const
const reach = { project: 'unit', files: ['src/lib/platform/reach.test.ts'] } as const
const headers = { project: 'unit', files: ['src/lib/platform/protective-headers.test.ts'] } as const
const sessions = { project: 'embedded', files: ['tests/integration/access-limits.test.ts'] } as const

const access = 'src/lib/accounts/access.ts'
const decision = 'src/lib/accounts/access-decision.ts'
const session = 'src/lib/accounts/session.server.ts'
const attempts = 'src/lib/accounts/attempts.server.ts'
const reaching = 'src/lib/platform/reach.ts'

const lines: readonly Guard[] = [
  { file: access, found: 'stepUpMinutes = 15', replacement: 'stepUpMinutes = Infinity', ...decisions },
  { file: decision, found: "if (!may(access, 'crimes.cells'))", replacement: 'if (false)', ...decisions },
  { file: decision, found: "!may(access, 'crimes.exact') || ", replacement: '', ...decisions },
  { file: decision, found: 'purpose === null || ', replacement: '', ...decisions },
  { file: decision, found: ' || !hasSteppedUp(signedIn, now)', replacement: '', ...decisions },
  { file: decision, found: "isThisMachine ? admitted : refused('not-found')", replacement: 'admitted', ...decisions },
  { file: decision, found: "return refused('not-signed-in')", replacement: 'return admitted', ...decisions },
  { file: decision, found: '|| !may(access, rule.may)', replacement: '', ...decisions },
  { file: decision, found: 'if (rule.stepUp &&', replacement: 'if (false &&', ...decisions },
  { file: decision, found: '|| second !== undefined', replacement: '', ...decisions },
  {
    file: reaching,
    found: 'if (sender === null) return false',
    replacement: 'if (sender === null) return true',
    ...reach,
  },
  { file: reaching, found: 'return contentTypes.test(type)', replacement: 'return true', ...reach },
  { file: reaching, found: 'if (demo) throw', replacement: 'if (false) throw', ...reach },
  { file: reaching, found: "|| !origin.startsWith('https://')", replacement: '', ...reach },
  {
    file: 'src/lib/platform/content-policy.ts',
    found: "'script-src': ['self']",
    replacement: "'script-src': ['self', 'unsafe-inline']",
    ...headers,
  },
  { file: session, found: 'idleMinutes = 30', replacement: 'idleMinutes = 1e9', ...sessions },
  { file: session, found: 'now >= expiresAt || now >= oldest', replacement: 'false', ...sessions },
  { file: session, found: "if (disabledAt !== null) return 'disabled'", replacement: '', ...sessions },
  { file: attempts, found: 'account: 10', replacement: 'account: 1e9', ...sessions },
  { file: attempts, found: 'address: 100', replacement: 'address: 1e9', ...sessions },
  { file: attempts, found: 'minutes: 15', replacement: 'minutes: 1e-9', ...sessions },
]

/** What takes its rows away by itself, one at a time, in the test: only what it says of them is wanted. */
const tables: readonly (TestRun & { what: string })[] = [
  {
    what: `${permissions.length} permissions, ${Object.keys(routePolicy).length} addresses, ${Object.keys(bodyLimits).length} limits of what may be sent`,
    project: 'unit',
    files: ['tests/access-guards.test.ts', 'src/lib/accounts/route-policy.test.ts'],
  },
  {
    what: 'every policy of row security, PostgreSQL',
    project: 'postgres',
    files: ['tests/integration/access-policies.test.ts'],
  },
  {
    what: 'every policy of row security, embedded',
    project: 'embedded',
    files: ['tests/integration/access-policies.test.ts'],
  },
]

/** @returns how many guards could be taken away without a red test */
export async function proveGuards(): Promise<number> {
  const survivors: string[] = []
  for (const { what, ...run } of tables) {
    const { code, said } = await runTests(run)
    console.log(`${code === 0 ? 'ok        ' : 'SURVIVES  '}${what}`)
    if (code === 0) continue
    console.log(said)
    survivors.push(what)
  }
  for (const { project, files, ...removed } of lines) {
    const what = `${removed.file}: ${removed.found}`
    const { code, said } = await runTests({ project, files }, removed)
    const missed = code === 1 && /Tests +\d+ failed/.test(said)
    console.log(`${missed ? 'ok        ' : 'SURVIVES  '}${what}`)
    if (!missed) survivors.push(what)
  }
  console.log(`\n${survivors.length} survivors`)
  for (const what of survivors) console.log(`  ${what}`)
  return survivors.length
}

async function runTests({ project, files }: TestRun, removed?: RemovedGuard): Promise<{ code: number; said: string }> {
  const root = projectRoot()
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  const environment = removed === undefined ? {} : withoutGuard(removed)
  // What is kept between runs is kept as it was read, changed or not.
  const options = ['run', '--fsModuleCache=false', '--project', project, ...files]
  const child = spawn(process.execPath, [vitest, ...options], {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)))
  const code = await new Promise<number>((done) => child.once('close', (ended) => done(ended ?? 1)))
  return { code, said }
}
