import { spawn, type ChildProcess } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { setTimeout as pause } from 'node:timers/promises'

import type { RoutePart } from '#lib/accounts/route-policy.ts'
import { freePort } from './free-port.ts'

const root = resolve(import.meta.dirname, '../..')
const build = join(root, 'build')

export interface BuiltServer {
  address: string
  /** What it has written so far, on both its streams. */
  output(): string
  stop(): Promise<void>
}

/** The built product on a port of its own, ready; `environment` says which database is its. */
export async function startBuiltServer(environment: Readonly<Record<string, string>>): Promise<BuiltServer> {
  refuseOldBuild()
  const port = await freePort()
  const address = `http://127.0.0.1:${port}`
  const server = spawn(process.execPath, [join(root, 'scripts/start.ts')], {
    cwd: root,
    env: { ...withoutOurs(process.env), LOG_LEVEL: 'error', ...environment, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (chunk) => (said += String(chunk)))
  const started = { address, output: () => said, stop: () => stop(server) }
  for (let attempt = 0; attempt < 1200 && server.exitCode === null; attempt++) {
    const answer = await fetch(`${address}/livez`).catch(() => null)
    if (answer?.ok) return started
    await pause(50)
  }
  await stop(server)
  throw new Error(`the built server did not start:\n${said}`)
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return
  const ended = new Promise((done) => server.once('exit', done))
  server.kill('SIGTERM')
  await ended
}

/** This process's own settings must not decide what the server opens. */
function withoutOurs(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const ours = /^(?:DATA_DIR|DATABASE_|BASEMAP_|SMTP_|ROUTING_|AUTH_|ENGINE$|ORIGIN$|HOST$|DEMO$)/
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !ours.test(name)))
}

/** `npm test` builds first; a test of yesterday's build would say nothing of today's code. */
function refuseOldBuild(): void {
  const built = statSync(join(build, 'index.js'), { throwIfNoEntry: false })?.mtimeMs ?? 0
  if (built < newestIn(join(root, 'src'))) throw new Error('build/ is older than src/, or not there: npm run build')
}

function newestIn(folder: string): number {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  const files = names.filter((name) => !/compiled|\.test\.ts$/.test(name)).map((name) => statSync(join(folder, name)))
  return Math.max(...files.filter((file) => file.isFile()).map(({ mtimeMs }) => mtimeMs))
}

/** A route of the built server, from the router's own manifest. */
export interface BuiltRoute {
  id: string
  parts: readonly RoutePart[]
}

interface Manifest {
  _: {
    nodes: (() => Promise<{ server?: { actions?: Record<string, unknown> } }>)[]
    routes: {
      id: string
      page: { leaf: number } | null
      endpoint: (() => Promise<Record<string, unknown>>) | null
    }[]
  }
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const satisfies readonly RoutePart[]

export async function builtRoutes(): Promise<BuiltRoute[]> {
  refuseOldBuild()
  const chunks = join(build, 'server/chunks')
  const file = readdirSync(chunks).find((name) => /^manifest\.js-[\w-]+\.js$/.test(name)) ?? 'no manifest'
  const exported = (await import(pathToFileURL(join(chunks, file)).href)) as Record<string, Partial<Manifest>>
  const manifest = Object.values(exported).find((one): one is Manifest => one._ !== undefined)
  if (manifest === undefined) throw new Error(`${file} holds no routes`)
  const { routes, nodes } = manifest._
  return Promise.all(
    routes.map(async ({ id, page, endpoint }) => {
      const answers = (await endpoint?.()) ?? {}
      const leaf = page === null ? undefined : await nodes[page.leaf]?.()
      const ofPage: RoutePart[] = page === null ? [] : leaf?.server?.actions ? ['page', 'POST'] : ['page']
      return { id, parts: [...ofPage, ...methods.filter((method) => method in answers)] }
    }),
  )
}
