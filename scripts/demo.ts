import { spawn } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'

import { openDatabase } from '#lib/database/open.server.ts'
import { closeQuietly, prepareDatabase } from '#lib/database/prepare.server.ts'
import { readConfig, type Config } from '#lib/platform/config.ts'
import { prepareListening } from '#lib/platform/listening.server.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { projectRoot } from '#lib/platform/project-root.server.ts'
import { generateDemo } from '#seed/demo.ts'
import { loadDemo } from '#seed/load.ts'
import { runCommand } from '#lib/platform/command.server.ts'
import { formBytes, maximumUploadBytes } from '#lib/uploads/limit.ts'

const root = projectRoot()
const builtServer = join(root, 'build', 'index.js')
const inputs = ['src', 'static', 'package-lock.json', 'svelte.config.js', 'vite.config.ts'].map((name) =>
  join(root, name),
)
const started = performance.now()

await runCommand({
  help: `
npm run demo
  Bygger produkten vid behov, lägger in den påhittade kommunen Fyrskär och startar på http://127.0.0.1:PORT (3000).
  Builds the product if needed, loads the invented municipality Fyrskär and starts on http://127.0.0.1:PORT (3000).
  PORT, DATA_DIR (data), DATABASE_URL …
`,
  run: async () => {
    const config = readConfig(process.env)
    const address = await prepareListening(config, maximumUploadBytes + formBytes)
    await Promise.all([buildWhenStale(), fillDatabase(config)])
    await import(pathToFileURL(builtServer).href)
    await untilItAnswers(`${address}/readyz`)
    tell(`Klart: ${address}/fyrskar/map`, `Ready. Stop with Ctrl+C.`)
    return 0
  },
})

async function fillDatabase(config: Config): Promise<void> {
  tell('Öppnar databasen …', 'Opening the database …')
  const database = await openDatabase(config.database)
  try {
    const { warnings } = await prepareDatabase(database)
    for (const { sv, en } of warnings) tell(sv, en)
    const loaded = await loadDemo(database, generateDemo, ({ sv, en }) => tell(sv, en))
    if (!loaded) tell('Den påhittade kommunen finns redan.', 'The invented municipality is there already.')
  } finally {
    await closeQuietly(database)
  }
}

async function untilItAnswers(address: string): Promise<void> {
  while ((await fetch(address).catch(() => null)) === null) await setTimeout(50)
}

async function buildWhenStale(): Promise<void> {
  if (newestChange(inputs) < changedAt(builtServer)) return
  tell('Bygger produkten …', 'Building the product …')
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const build = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: root })
  const said: Buffer[] = []
  for (const stream of [build.stdout, build.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk))
  const code = await new Promise((resolve) => build.once('exit', resolve))
  if (code === 0) return
  process.stderr.write(Buffer.concat(said))
  throw new ProblemError('not-built')
}

function newestChange(paths: readonly string[]): number {
  return Math.max(
    ...paths.map((path) => {
      if (!statSync(path).isDirectory()) return changedAt(path)
      const entries = readdirSync(path).filter((name) => name !== 'compiled')
      return newestChange(entries.map((name) => join(path, name)))
    }),
    0,
  )
}

function changedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

function tell(sv: string, en: string): void {
  const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(5)
  console.log(`${seconds} s  ${sv}  (${en})`)
}
