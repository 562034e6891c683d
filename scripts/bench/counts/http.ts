/** Latency and throughput over loopback: the product's server, and a bare Node server that passes the statement through. */
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { Agent, get } from 'node:http'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

import { readCounts } from '#lib/cells/counts.server.ts'
import { cellsMediaType } from '#lib/cells/wire.ts'
import type { Database } from '#lib/database/database.ts'
import { projectRoot } from '#lib/platform/project-root.server.ts'
import { freePort } from '../../../tests/support/free-port.ts'
import { round, summarise, timed } from '../timing.ts'
import { paramsOf } from './answers.ts'
import { questions } from './questions.ts'
import type { HttpResult, HttpTiming } from './result.ts'

const requestsEach = 150
const connectionCounts = [1, 4, 16]
const rounds = 2

const buildFile = join(projectRoot(), 'build', 'index.js')
const passThroughFile = join(import.meta.dirname, 'pass-through.ts')

export async function measureHttp(
  database: Database,
  environment: Readonly<Record<string, string>>,
): Promise<HttpResult | null> {
  if (!existsSync(buildFile)) {
    console.error('HTTP: SKIPPED, there is no build/. Run npm run build first.')
    return null
  }
  const question = questions.find(({ viewport, filter }) => viewport === 'city' && filter === 'one category')
  if (question === undefined) throw new Error('the question for HTTP is gone')
  const path = `/api/v1/cells?${paramsOf(question)}`
  const product = await start(join(projectRoot(), 'scripts', 'start.ts'), environment)
  const through = await start(passThroughFile, environment)
  try {
    await Promise.all([product, through].map(({ port }) => load(port, path, 1, 10)))
    const direct: number[] = []
    const times = connectionCounts.map((connections) => ({ connections, product: emptyRun(), through: emptyRun() }))
    for (let turn = 0; turn < rounds; turn++) {
      for (let run = 0; run < requestsEach; run++) {
        direct.push((await timed(() => readCounts(database, question.query))).milliseconds)
      }
      for (const each of times) {
        add(each.product, await load(product.port, path, each.connections, requestsEach))
        add(each.through, await load(through.port, path, each.connections, requestsEach))
      }
    }
    return {
      server: 'the built server, bytes',
      statement: summarise(direct),
      connections: times.map((each) => ({
        connections: each.connections,
        product: summary(each.product),
        passThrough: summary(each.through),
      })),
    }
  } finally {
    await Promise.all([stop(product.process), stop(through.process)])
  }
}

interface Run {
  milliseconds: number[]
  seconds: number
}

const emptyRun = (): Run => ({ milliseconds: [], seconds: 0 })

function add(run: Run, more: Run): void {
  run.milliseconds.push(...more.milliseconds)
  run.seconds += more.seconds
}

function summary({ milliseconds, seconds }: Run): HttpTiming {
  return { ...summarise(milliseconds), perSecond: round(milliseconds.length / seconds) }
}

async function load(port: number, path: string, connections: number, requests: number): Promise<Run> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const milliseconds: number[] = []
  let left = requests
  const client = async () => {
    while (left-- > 0) milliseconds.push((await timed(() => ask(agent, port, path))).milliseconds)
  }
  const whole = await timed(() => Promise.all(Array.from({ length: connections }, client)))
  agent.destroy()
  return { milliseconds, seconds: whole.milliseconds / 1000 }
}

function ask(agent: Agent, port: number, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { accept: cellsMediaType, 'accept-encoding': 'gzip' }
    get({ agent, host: '127.0.0.1', port, path, headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`HTTP ${response.statusCode}`))
      response.resume().once('end', resolve).once('error', reject)
    }).once('error', reject)
  })
}

async function start(
  file: string,
  environment: Readonly<Record<string, string>>,
): Promise<{ port: number; process: ChildProcess }> {
  const port = await freePort()
  const env = { ...process.env, ...environment, PORT: String(port) }
  const server = spawn(process.execPath, [file], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  for (let attempt = 0; attempt < 600; attempt++) {
    if (server.exitCode !== null) break
    const answered = await fetch(`http://127.0.0.1:${port}/livez`).catch(() => null)
    if (answered?.ok === true) return { port, process: server }
    await pause(100)
  }
  await stop(server)
  throw new Error(`${file} did not start`)
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return
  const ended = new Promise((resolve) => server.once('exit', resolve))
  server.kill('SIGTERM')
  await ended
}
