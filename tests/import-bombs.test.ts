import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

import { readLayers } from '#lib/imports/shape-file.server.ts'
import { openTable } from '#lib/imports/table.server.ts'
import { ProblemError } from '#lib/platform/problem.ts'
import { bombs } from './support/bombs.ts'
import { threadMilliseconds } from './support/processor-time.ts'

const folder = mkdtempSync(join(tmpdir(), 'fokuskartan-bombs-'))
const paths = new Map<string, string>()
afterAll(() => rmSync(folder, { recursive: true }))
beforeAll(async () => {
  for (const { name, write } of bombs) paths.set(name, await write(folder))
}, 120_000)

const maximumBytes = 300_000_000
/** A hundred times what a refusal takes, to end a hang: the time itself is printed, and measured on a quiet machine. */
const timeout = 300_000
const tickMilliseconds = 10
/** Ten times the longest that anybody has to wait for the reader to let others on, in processor time of its thread. */
const maximumStretch = 500

/** Reads a file to its end beside a clock that ticks as other requests would be answered. */
async function watch(work: () => Promise<unknown>) {
  const idle = process.memoryUsage().rss
  let peak = idle
  let stretch = 0
  let ticked = threadMilliseconds()
  const tick = () => {
    const now = threadMilliseconds()
    stretch = Math.max(stretch, now - ticked)
    ticked = now
    peak = Math.max(peak, process.memoryUsage().rss)
  }
  const clock = setInterval(tick, tickMilliseconds)
  const began = performance.now()
  const error = await work().then(
    () => null,
    (thrown: unknown) => thrown,
  )
  clearInterval(clock)
  tick()
  return { error, milliseconds: performance.now() - began, stretch, bytes: peak - idle }
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
  const { error, milliseconds, stretch, bytes } = await watch(() => read(paths.get(name) ?? ''))
  const told = `${Math.round(milliseconds)} ms, longest stretch ${Math.round(stretch)} ms, ${Math.round(bytes / 1e6)} MB`
  console.log(`${name}: ${told}`)
  if (!(error instanceof ProblemError)) throw error ?? new Error('the bomb was read')
  expect(error.code).toBe('invalid-file')
  expect(error.errors[0]?.reason.sv).not.toBe(error.errors[0]?.reason.en)
  expect(bytes).toBeLessThan(maximumBytes)
  expect(stretch).toBeLessThan(maximumStretch)
}

const names = bombs.map(({ name }) => name)

test.each(names)('%s is refused as points, with memory flat and the clock ticking', { timeout }, (name) =>
  expectRefused(name, readWhole),
)

test.each(names)('%s is refused as areas too', { timeout }, (name) => expectRefused(name, readLayers))
