/** The thread that draws: answers each order with the address of a GeoJSON text and the middles of its cells. */
import { CellDrawing } from './drawing.ts'
import { classBreaks } from './layer.ts'
import type { DrawingAnswer, DrawingOrder } from './drawer.ts'

const drawing = new CellDrawing()

addEventListener('message', ({ data }: MessageEvent<DrawingOrder>) => {
  const breaks = classBreaks(data.cells.counts)
  const text = drawing.write(data.cells, breaks, data.form)
  const address = URL.createObjectURL(new Blob([text], { type: 'application/geo+json' }))
  const middles = drawing.middles(data.cells)
  const answer: DrawingAnswer = { order: data.order, address, breaks, middles }
  postMessage(answer, { transfer: [middles.buffer] })
})
