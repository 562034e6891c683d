/**
 * The colours of counts. Three families, five steps each, for a light and a dark map: the more, the further from the
 * ground. Lightness alone orders the steps, so they stay readable in grey print and for colour-blind people; none is
 * red or amber, because a colour must not call a neighbourhood dangerous.
 */
export type RampName = 'perceived' | 'recorded' | 'mixed'
export type Scheme = 'light' | 'dark'
export type Ramp = readonly [string, string, string, string, string]

const ramps: Record<RampName, Record<Scheme, Ramp>> = {
  perceived: {
    light: ['#aedbd8', '#78c0bf', '#409fa3', '#17767e', '#084a55'],
    dark: ['#24565c', '#2f7a7f', '#45a09f', '#76c7c2', '#baf0e8'],
  },
  recorded: {
    light: ['#dacff0', '#b9a4dc', '#967ac5', '#7050a3', '#45287a'],
    dark: ['#4a3d72', '#66539a', '#8872bf', '#b19fdf', '#e0d5fa'],
  },
  mixed: {
    light: ['#ccd5e3', '#a0afc7', '#7387a9', '#485f88', '#1e325c'],
    dark: ['#3a4b6b', '#526890', '#758cb3', '#a3b7d6', '#dbe6f5'],
  },
}

export function rampColors(name: RampName, scheme: Scheme): Ramp {
  return ramps[name][scheme]
}

/** Which steps are used when there are fewer than five classes: the ends stay apart, one class is the middle. */
const stepsUsed: readonly (readonly number[])[] = [[], [2], [1, 3], [0, 2, 4], [0, 1, 3, 4], [0, 1, 2, 3, 4]]

/** One colour a class, the lowest class first. */
export function classColors(name: RampName, scheme: Scheme, classes: number): string[] {
  const colors = rampColors(name, scheme)
  return (stepsUsed[Math.min(Math.max(Math.trunc(classes), 0), 5)] ?? []).map((step) => colors[step] ?? colors[2])
}

/** '#rrggbb' → three numbers 0–255. */
export function channels(color: string): [red: number, green: number, blue: number] {
  const at = (index: number) => Number.parseInt(color.slice(index, index + 2), 16)
  return [at(1), at(3), at(5)]
}

export function withOpacity(color: string, opacity: number): string {
  return `rgba(${channels(color).join(', ')}, ${opacity})`
}
