/** The four ways an arrow key points. */
export type Direction = 'up' | 'down' | 'left' | 'right'

const arrows: Record<string, Direction> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
}

export function arrowOf(key: string): Direction | null {
  return arrows[key] ?? null
}
