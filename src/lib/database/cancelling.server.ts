import { ProblemError } from '#lib/platform/problem.ts'

/** The one who asked has left: the answer would reach nobody. */
export function clientLeft(): ProblemError {
  return new ProblemError('client-left')
}

/** @throws ProblemError client-left */
export function refuseLeft(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw clientLeft()
}

/**
 * Has `cancel` stop what a connection is doing, once `signal` is aborted. `settle` ends the watch and answers whether it
 * came to that: the connection may serve nobody else before it has, or the cancelling would hit somebody else's statement.
 */
export function watchLeaving(signal: AbortSignal, cancel: () => Promise<unknown>): { settle(): Promise<boolean> } {
  let cancelled: Promise<unknown> | null = null
  const onAbort = () => (cancelled ??= cancel().catch(() => undefined))
  signal.addEventListener('abort', onAbort, { once: true })
  return {
    async settle() {
      signal.removeEventListener('abort', onAbort)
      await cancelled
      return cancelled !== null
    },
  }
}
