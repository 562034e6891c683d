/**
 * Small pictures MapLibre asks for by name while it draws: marks of single points, and the hatching of what is uncertain.
 * The name says all there is to know ("mark dot #0b6a70 #ffffff"), so a picture can be drawn whenever it is missing.
 */
export const markShapes = ['dot', 'diamond', 'square'] as const
export type MarkShape = (typeof markShapes)[number]

export const markName = (shape: MarkShape, color: string, edge: string) => `mark ${shape} ${color} ${edge}`
/** Lines that rise to the right; `back` those that fall. */
export const hatchName = (color: string, lean: 'back' | '' = '') =>
  lean === '' ? `hatch ${color}` : `hatch ${color} back`
export const dotsName = (color: string) => `dots ${color}`

/** Pictures are drawn at twice the size they are shown at. */
const scale = 2
const markSize = 18
const hatchSize = 8

export function drawImage(name: string): ImageData | null {
  const [kind, ...rest] = name.split(' ')
  if (kind === 'mark') {
    const [shape, color, edge] = rest
    const known = markShapes.find((candidate) => candidate === shape)
    return known === undefined || color === undefined || edge === undefined ? null : drawMark(known, color, edge)
  }
  const [color, lean] = rest
  if (color === undefined) return null
  if (kind === 'dots') return drawDots(color)
  return kind === 'hatch' ? drawHatch(color, lean === 'back') : null
}

function canvasOf(size: number): OffscreenCanvasRenderingContext2D | null {
  const context = new OffscreenCanvas(size * scale, size * scale).getContext('2d')
  context?.scale(scale, scale)
  return context
}

function drawMark(shape: MarkShape, color: string, edge: string): ImageData | null {
  const context = canvasOf(markSize)
  if (context === null) return null
  const middle = markSize / 2
  const outline = new Path2D()
  if (shape === 'dot') outline.arc(middle, middle, 6, 0, 2 * Math.PI)
  if (shape === 'square') outline.roundRect(middle - 5.4, middle - 5.4, 10.8, 10.8, 1.5)
  if (shape === 'diamond') {
    const reach = 7.2
    outline.moveTo(middle, middle - reach)
    outline.lineTo(middle + reach, middle)
    outline.lineTo(middle, middle + reach)
    outline.lineTo(middle - reach, middle)
    outline.closePath()
  }
  context.fillStyle = color
  context.strokeStyle = edge
  context.lineWidth = 1.75
  context.lineJoin = 'round'
  context.fill(outline)
  context.stroke(outline)
  return context.getImageData(0, 0, markSize * scale, markSize * scale)
}

function drawDots(color: string): ImageData | null {
  const context = canvasOf(hatchSize)
  if (context === null) return null
  context.fillStyle = color
  context.beginPath()
  context.arc(hatchSize / 2, hatchSize / 2, 1.2, 0, 2 * Math.PI)
  context.fill()
  return context.getImageData(0, 0, hatchSize * scale, hatchSize * scale)
}

function drawHatch(color: string, back: boolean): ImageData | null {
  const context = canvasOf(hatchSize)
  if (context === null) return null
  if (back) context.transform(-1, 0, 0, 1, hatchSize, 0)
  context.strokeStyle = color
  context.lineWidth = 1.1
  context.beginPath()
  for (const shift of [-hatchSize, 0, hatchSize]) {
    context.moveTo(shift, hatchSize)
    context.lineTo(shift + hatchSize, 0)
  }
  context.stroke()
  return context.getImageData(0, 0, hatchSize * scale, hatchSize * scale)
}
