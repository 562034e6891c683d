import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { readLayers } from '#lib/imports/shape-file.server.ts'
import { openTable } from '#lib/imports/table.server.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { bombs } from './support/bombs.ts'

const folder = mkdtempSync(join(tmpdir(), 'fokuskartan-bombs-'))
const paths = new Map<string, string>()
afterAll(() => rmSync(folder, { recursive: true }))
beforeAll(async () => {
  for (const { name, write } of bombs) paths.set(name, await write(folder))
}, 120_000)

const maximumBytes = 300_000_000
/** Ten times what a refusal may take: the time itself is printed, and measured on a quiet machine. */
const timeout = 50_000
const tickMilliseconds = 10

/** Reads a file to its end beside a clock that ticks as other requests would be answered. */
async function watch(work: () => Promise<unknown>) {
  const idle = process.memoryUsage().rss
  let peak = idle
  let ticks = 0
  const clock = setInterval(() => {
    ticks += 1
    peak = Math.max(peak, process.memoryUsage().rss)
  }, tickMilliseconds)
  const began = performance.now()
  const error = await work().then(
    () => null,
    (thrown: unknown) => thrown,
  )
  clearInterval(clock)
  return { error, milliseconds: performance.now() - began, ticks, bytes: peak - idle }
}

async function readWhole(path: string): Promise<void> {
  const table = await openTable(path)
  try {
    for await (const { values } of table.rows()) if (values.length === 0) break
  } finally {
    await table.close()
  }
}

async function expectRefused(name: string, read: (path: string) => Promise<unknown>): Promise<void> {
  const { error, milliseconds, ticks, bytes } = await watch(() => read(paths.get(name) ?? ''))
  console.log(`${name}: ${Math.round(milliseconds)} ms, ${Math.round(bytes / 1e6)} MB, ${ticks} ticks`)
  if (!(error instanceof ProblemError)) throw error ?? new Error('the bomb was read')
  expect(error.code).toBe('invalid-file')
  expect(error.errors[0]?.reason.sv).not.toBe(error.errors[0]?.reason.en)
  expect(bytes).toBeLessThan(maximumBytes)
  // A tenth of what an idle loop would tick.
  expect(ticks).toBeGreaterThanOrEqual(Math.floor(milliseconds / tickMilliseconds / 10))
}

const names = bombs.map(({ name }) => name)

test.each(names)('%s is refused as points, with memory flat and the clock ticking', { timeout }, (name) =>
  expectRefused(name, readWhole),
)

test.each(names)('%s is refused as areas too', { timeout }, (name) => expectRefused(name, readLayers))
