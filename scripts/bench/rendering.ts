/** How long the browser's main thread is held while a map of ten thousand hexagons is drawn anew for another filter. */
import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { chromium, type Page } from '@playwright/test'

import { openDatabase } from '#lib/database/open.server.ts'
import { readCommandLine } from '#lib/imports/command-line.server.ts'
import { importBoundaries } from '#lib/imports/boundary-commands.server.ts'
import { importPoints } from '#lib/imports/commands.server.ts'
import { projectRoot } from '#lib/platform/project-root.server.ts'
import { findBrowser } from '../../tests/support/browser.ts'
import { freePort } from '../../tests/support/free-port.ts'
import { createInstallation } from '../../tests/support/installation.ts'
import { writeBox } from './import-file.ts'
import { describeMachine } from './machine.ts'
import { withServer } from './server.ts'
import { round } from './timing.ts'

/** A common screen at the zoom where hexagons of resolution 9 are smallest: some ten thousand of them are drawn on it and round it. */
const screen = { width: 1920, height: 1200 }
const view = { lng: 15, lat: 59, zoom: 11.4 }
const box = { west: 14.5, south: 58.84, east: 15.5, north: 59.16 }
const stepDegrees = { lng: 0.0045, lat: 0.0023 }

const slowedDown = 4
const barMilliseconds = 50
const changes = 12
/** After a change, until nothing of it is left to be done, the slowed browser included. */
const settleMilliseconds = 6000
const feelings = ['Trygg', 'Vet ej', 'Otrygg'] as const

export async function benchRendering(): Promise<void> {
  const build = join(projectRoot(), 'build', 'index.js')
  if (!existsSync(build)) throw new Error('there is no build/: run npm run build first')
  await withServer('embedded', async (server) => {
    const installation = await createInstallation(server)
    try {
      await fill(installation.config)
      const port = await freePort()
      const product = await start(port, installation.environment)
      try {
        report(await measure(`http://127.0.0.1:${port}`))
      } finally {
        await stop(product)
      }
    } finally {
      await installation.remove()
    }
  })
}

/** A remark of each feeling in every hexagon of the box, a little denser than the hexagons lie. */
async function fill(config: Parameters<typeof openDatabase>[0]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'fokuskartan-bench-'))
  const database = await openDatabase(config)
  try {
    const { west, south, east, north } = box
    const path = writeBox(folder, '9990', [west - 0.05, south - 0.05, east + 0.05, north + 0.05])
    const columns = { columns: {}, srid: null, layer: null, dryRun: false }
    await importBoundaries(database, { path, fileName: 'boundary', ...columns })
    const file = join(folder, 'remarks.csv')
    writeFileSync(file, [...remarks()].join('\n'))
    const asked = readCommandLine(['remarks', file, '--municipality', '9990'])
    if (!('request' in asked)) throw new Error('not an import')
    await importPoints(database, asked.request as Parameters<typeof importPoints>[1])
  } finally {
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

function* remarks(): Generator<string> {
  yield 'Inkommen;Tema;Upplevelse;Synpunkt;Lat;Lon'
  let row = 0
  for (let lat = box.south; lat < box.north; lat += stepDegrees.lat) {
    for (let lng = box.west; lng < box.east; lng += stepDegrees.lng) {
      const feeling = feelings[row % feelings.length] ?? ''
      yield `2026-0${1 + (row % 9)}-10;Belysning;${feeling.toLowerCase()};Rad ${row};${lat.toFixed(5)};${lng.toFixed(5)}`
      row += 1
    }
  }
}

interface Measured {
  cells: number
  /** The main thread's long tasks after each change of the filter, in milliseconds of the slowed browser. */
  tasks: number[][]
}

async function measure(address: string): Promise<Measured> {
  const browser = await chromium.launch(await findBrowser())
  try {
    const page = await browser.newPage({ viewport: screen, locale: 'sv-SE' })
    const { lng, lat, zoom } = view
    await page.goto(`${address}/provkommun/map?lng=${lng}&lat=${lat}&zoom=${zoom}`)
    await page.locator('html[data-awake]').waitFor({ state: 'attached' })
    const cells = await readCellsShown(page)
    const client = await page.context().newCDPSession(page)
    await client.send('Emulation.setCPUThrottlingRate', { rate: slowedDown })
    await watchLongTasks(page)
    await pause(settleMilliseconds * 2)
    const tasks: number[][] = []
    for (let change = 0; change < changes; change += 1) tasks.push(await changeFilter(page, change))
    return { cells, tasks }
  } finally {
    await browser.close()
  }
}

/** The page's own question, asked once more as JSON. */
async function readCellsShown(page: Page): Promise<number> {
  await pause(settleMilliseconds)
  return page.evaluate(async () => {
    const asked = performance.getEntriesByType('resource').map(({ name }) => name)
    const address = asked.findLast((name) => name.includes('/api/v1/cells?'))
    if (address === undefined) return 0
    const answer = (await (await fetch(address)).json()) as { cells: unknown[] }
    return answer.cells.length
  })
}

interface Watched {
  longTasks: number[]
}

async function watchLongTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const watched = globalThis as unknown as Watched
    watched.longTasks = []
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) watched.longTasks.push(duration)
    }).observe({ type: 'longtask' })
  })
}

/** Each feeling is chosen and left again in turn; a click from within the page is a person's without the pointer's way. */
async function changeFilter(page: Page, change: number): Promise<number[]> {
  const name = feelings[change % feelings.length] ?? ''
  await page.evaluate(() => void ((globalThis as unknown as Watched).longTasks = []))
  await page
    .getByRole('checkbox', { name: new RegExp(`^${name}`) })
    .evaluate((box) => (box as HTMLInputElement).click())
  await pause(settleMilliseconds)
  return page.evaluate(() => (globalThis as unknown as Watched).longTasks)
}

function report({ cells, tasks }: Measured): void {
  const all = tasks.flat()
  const over = all.filter((task) => task > barMilliseconds)
  console.log(describeMachine())
  console.log(`rendering: ${cells} hexagons in view, ${tasks.length} changes of the filter, CPU slowed ${slowedDown} ×`)
  console.log(`  longest task ${round(Math.max(0, ...all))} ms, ${over.length} over ${barMilliseconds} ms  (bar: none)`)
  console.log(`  by change: ${tasks.map((each) => each.map((task) => round(task)).join(' + ') || '–').join(', ')}`)
}

async function start(port: number, environment: Readonly<Record<string, string>>): Promise<ChildProcess> {
  const product = spawn(process.execPath, [join(projectRoot(), 'scripts', 'start.ts')], {
    env: { ...process.env, ...environment, PORT: String(port), LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  for (;;) {
    if (product.exitCode !== null) throw new Error(`the product ended with ${product.exitCode}`)
    if ((await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null)) !== null) return product
    await pause(100)
  }
}

async function stop(product: ChildProcess): Promise<void> {
  if (product.exitCode !== null) return
  const ended = new Promise((resolve) => product.once('exit', resolve))
  product.kill('SIGTERM')
  await ended
}
