/** Milliseconds of repeated runs. */
export interface Timing {
  medianMs: number
  p95Ms: number
  /** How many runs the two are of. */
  runs: number
}

export function summarise(milliseconds: readonly number[]): Timing {
  const sorted = milliseconds.toSorted((one, other) => one - other)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN
  return { medianMs: round(at(0.5)), p95Ms: round(at(0.95)), runs: sorted.length }
}

export async function timed<Result>(work: () => Promise<Result>): Promise<{ result: Result; milliseconds: number }> {
  const started = performance.now()
  const result = await work()
  return { result, milliseconds: performance.now() - started }
}

/** To three digits: the noise of a shared machine hides the rest. */
export function round(value: number): number {
  return Number(value.toPrecision(3))
}
