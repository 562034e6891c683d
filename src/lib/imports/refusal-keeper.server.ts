import { gzipSync } from 'node:zlib'

import type { ProblemReason } from '#lib/platform/problem.ts'

import { maximumKeptReasons, packReason } from './refusal.ts'

const reasonsPerChunk = 1000

/** What one municipality keeps of why rows were refused. */
export interface KeptRefusals {
  reasons: number
  /** gzip of packed reasons, in order. */
  chunks: readonly Uint8Array[]
}

/** Holds reasons, compressed, from the checking of a file to its writing; a few megabytes a municipality at the most. */
export class RefusalKeeper {
  /** By municipality; '' where it isn't known. */
  readonly #parts = new Map<string, { reasons: number; chunks: Uint8Array[]; lines: string[] }>()

  add(municipalityCode: string | undefined, reason: ProblemReason): void {
    const code = municipalityCode ?? ''
    const part = this.#parts.get(code) ?? { reasons: 0, chunks: [], lines: [] }
    this.#parts.set(code, part)
    if (part.reasons >= maximumKeptReasons) return
    part.reasons += 1
    if (part.lines.push(packReason(reason)) >= reasonsPerChunk) pack(part)
  }

  /** @param unplacedHome who keeps the reasons of rows whose municipality isn't known; null: nobody may */
  finish(unplacedHome: string | null): ReadonlyMap<string, KeptRefusals> {
    const kept = new Map<string, KeptRefusals>()
    for (const [code, part] of this.#parts) {
      pack(part)
      const home = code === '' ? unplacedHome : code
      if (home === null) continue
      const before = kept.get(home) ?? { reasons: 0, chunks: [] }
      kept.set(home, { reasons: before.reasons + part.reasons, chunks: [...before.chunks, ...part.chunks] })
    }
    return kept
  }
}

function pack(part: { chunks: Uint8Array[]; lines: string[] }): void {
  if (part.lines.length > 0) part.chunks.push(gzipSync(part.lines.join('')))
  part.lines = []
}
