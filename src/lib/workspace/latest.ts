/**
 * One request in flight, the last one wins: starting a new one aborts the one before, whose answer is never seen.
 * An aborted piece of work answers null; any other failure is the caller's.
 */
export class Latest {
  #controller: AbortController | null = null

  async run<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result | null> {
    this.#controller?.abort()
    const controller = new AbortController()
    this.#controller = controller
    try {
      const result = await work(controller.signal)
      return controller.signal.aborted ? null : result
    } catch (error) {
      if (controller.signal.aborted) return null
      throw error
    } finally {
      if (this.#controller === controller) this.#controller = null
    }
  }

  stop(): void {
    this.#controller?.abort()
    this.#controller = null
  }
}
