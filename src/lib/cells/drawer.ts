import type { DrawnForm } from './drawing.ts'
import type { PackedCells } from './packed.ts'

export interface DrawingOrder {
  order: number
  cells: PackedCells
  form: DrawnForm
}

export interface DrawingAnswer {
  order: number
  address: string
  breaks: number[]
  middles: Float64Array
}

/** Cells ready for a map. */
export interface DrawnCells {
  form: DrawnForm
  /** Where the map reads them as GeoJSON; good until two later pictures have been drawn. */
  address: string
  /** The lowest counts of the classes (`classBreaks`). */
  breaks: readonly number[]
  /** Longitude and latitude of each cell in turn. */
  middles: Float64Array
}

/** A map may still be reading the picture before the last one. */
const addressesKept = 3

/** Draws in a thread of its own, so that the page stays quick however many cells there are. Browser only. */
export class CellDrawer {
  readonly #worker = new Worker(new URL('./drawing-worker.ts', import.meta.url), { type: 'module' })
  readonly #waiting = new Map<number, { done: (answer: DrawingAnswer) => void; failed: (error: Error) => void }>()
  readonly #addresses: string[] = []
  #orders = 0

  constructor() {
    this.#worker.addEventListener('message', ({ data }: MessageEvent<DrawingAnswer>) => {
      this.#waiting.get(data.order)?.done(data)
      this.#waiting.delete(data.order)
    })
    this.#worker.addEventListener('error', ({ message }) => {
      for (const { failed } of this.#waiting.values()) failed(new Error(message || 'the drawing thread failed'))
      this.#waiting.clear()
    })
  }

  async draw(cells: PackedCells, form: DrawnForm): Promise<DrawnCells> {
    const order = ++this.#orders
    const { address, breaks, middles } = await new Promise<DrawingAnswer>((done, failed) => {
      this.#waiting.set(order, { done, failed })
      this.#worker.postMessage({ order, cells, form } satisfies DrawingOrder)
    })
    this.#addresses.push(address)
    if (this.#addresses.length > addressesKept) URL.revokeObjectURL(this.#addresses.shift() ?? '')
    return { form, address, breaks, middles }
  }

  close(): void {
    this.#worker.terminate()
    for (const address of this.#addresses) URL.revokeObjectURL(address)
  }
}
