import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'

import { freePort } from './free-port.ts'

/** Where database tests on PostgreSQL can run, or why they cannot. */
export type FoundPostgres =
  | { found: true; kind: 'address'; url: string }
  | { found: true; kind: 'binaries'; folder: string }
  | { found: false; reason: string }

const oldestVersion = 15
const debianFolder = '/usr/lib/postgresql'

/**
 * `DATABASE_URL_TEST` (a superuser's address) comes first, then server programs of this machine that have PostGIS.
 * Looks only; starts nothing.
 */
export function findPostgres(): FoundPostgres {
  const url = process.env.DATABASE_URL_TEST
  if (url !== undefined && url !== '') return { found: true, kind: 'address', url }
  const withServer = programFolders().filter((folder) => existsSync(join(folder, 'initdb')))
  if (withServer.length === 0) {
    return { found: false, reason: 'No PostgreSQL server on this machine, and DATABASE_URL_TEST is not set.' }
  }
  const usable = withServer.find((folder) => versionOf(folder) >= oldestVersion && hasPostgis(folder))
  if (usable !== undefined) return { found: true, kind: 'binaries', folder: usable }
  const versions = withServer.map(versionOf).join(', ')
  return {
    found: false,
    reason: `PostgreSQL ${versions} is here, but not version ${oldestVersion} or newer with PostGIS.`,
  }
}

function programFolders(): string[] {
  const byVersion = existsSync(debianFolder) ? readdirSync(debianFolder).sort((a, b) => Number(b) - Number(a)) : []
  return [
    ...new Set([...ask('pg_config', '--bindir'), ...byVersion.map((version) => join(debianFolder, version, 'bin'))]),
  ]
}

function versionOf(folder: string): number {
  const [answer = ''] = ask(join(folder, 'postgres'), '--version')
  return Number(/(\d+)/.exec(answer)?.[1] ?? 0)
}

/** The script files alone are not enough: Debian has them in a package of their own. */
function hasPostgis(folder: string): boolean {
  const found = (option: string, ...path: string[]) =>
    ask(join(folder, 'pg_config'), option).some((base) => existsSync(join(base, ...path)))
  return found('--sharedir', 'extension', 'postgis.control') && found('--pkglibdir', 'postgis-3.so')
}

function ask(program: string, option: string): string[] {
  try {
    return [execFileSync(program, [option], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()]
  } catch {
    return []
  }
}

export interface RunningPostgres {
  /** A superuser's address of the server's maintenance database. */
  adminUrl: string
  stop(): Promise<void>
}

/**
 * The server behind the address, or a private one in a temporary folder that is gone after `stop`; `ownSettings` are
 * the private one's.
 */
export async function startPostgres(
  found: Extract<FoundPostgres, { found: true }>,
  ownSettings: Readonly<Record<string, string>> = {},
): Promise<RunningPostgres> {
  if (found.kind === 'address') return { adminUrl: found.url, stop: () => Promise.resolve() }
  const user = ordinaryUser()
  const folder = mkdtempSync(join(tmpdir(), 'fokuskartan-postgres-'))
  chmodSync(folder, 0o700)
  if (user !== null) chownSync(folder, user.uid, user.gid)
  const password = randomBytes(12).toString('hex')
  const data = createCluster(found.folder, folder, password, user)
  const port = await freePort()
  const server = launch(found.folder, folder, data, { port: String(port), ...ownSettings }, user)
  const ended = new Promise((resolve) => server.once('exit', resolve))
  const stop = async () => {
    server.stdin?.end()
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  const adminUrl = `postgres://admin:${password}@127.0.0.1:${port}/postgres`
  try {
    await whenAnswering(adminUrl, server)
  } catch (error) {
    await stop()
    throw error
  }
  return { adminUrl, stop }
}

interface OrdinaryUser {
  uid: number
  gid: number
}

/** The server refuses to run as root: then the packaged `postgres` user, or `nobody`, takes its place. */
function ordinaryUser(): OrdinaryUser | null {
  if (process.getuid?.() !== 0) return null
  for (const name of ['postgres', 'nobody']) {
    const [uid] = askId('-u', name)
    const [gid] = askId('-g', name)
    if (uid !== undefined && gid !== undefined) return { uid, gid }
  }
  throw new Error('PostgreSQL does not run as root, and there is neither a user postgres nor a user nobody')
}

function askId(option: string, name: string): number[] {
  try {
    return [Number(execFileSync('id', [option, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))]
  } catch {
    return []
  }
}

function createCluster(programs: string, folder: string, password: string, user: OrdinaryUser | null): string {
  const data = join(folder, 'data')
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, password)
  if (user !== null) chownSync(passwordFile, user.uid, user.gid)
  const options = ['--username=admin', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--no-sync']
  const locale = ['--encoding=UTF8', '--locale=C.UTF-8']
  execFileSync(join(programs, 'initdb'), ['-D', data, ...options, ...locale], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    ...(user ?? {}),
  })
  return data
}

// The shell stands between so that the server goes even when this process is killed: its end of the pipe then closes. It
// ends with the server, whoever ended that.
const stopWithParent = `
  "$@" & server=$!
  exec 3<&0
  (cat <&3 > /dev/null; kill -INT "$server" 2> /dev/null) &
  wait "$server"
  rm -rf "$SERVER_FOLDER"
`

function launch(
  programs: string,
  folder: string,
  data: string,
  ownSettings: Readonly<Record<string, string>>,
  user: OrdinaryUser | null,
): ChildProcess {
  const sockets = join(folder, 'sockets')
  mkdirSync(sockets)
  if (user !== null) chownSync(sockets, user.uid, user.gid)
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: sockets,
    // Nothing here outlives the tests.
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '100',
    // In a container the system's own place for it is often too small for two parallel queries.
    dynamic_shared_memory_type: 'mmap',
    log_min_messages: 'panic',
    log_min_error_statement: 'panic',
    ...ownSettings,
  }
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  return spawn('/bin/sh', ['-c', stopWithParent, 'sh', join(programs, 'postgres'), '-D', data, ...options], {
    cwd: folder,
    env: { ...process.env, SERVER_FOLDER: folder },
    stdio: ['pipe', 'ignore', 'inherit'],
    detached: true,
    ...(user ?? {}),
  })
}

/** A server that cannot start ends, and its shell with it; the limit is there to end a hang. */
const startMilliseconds = 120_000

async function whenAnswering(url: string, server: ChildProcess): Promise<void> {
  const began = performance.now()
  while (server.exitCode === null && performance.now() - began < startMilliseconds) {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      await client.end()
      return
    } catch {
      await pause(100)
    }
  }
  throw new Error('the private PostgreSQL server did not start')
}
