import { describe, expect, it } from 'vitest'

import { basemapTokens } from './basemap-tokens.ts'
import { channels, classColors, rampColors, withOpacity, type RampName, type Scheme } from './ramp.ts'

const names: RampName[] = ['perceived', 'recorded', 'mixed']
const schemes: Scheme[] = ['light', 'dark']
const all = names.flatMap((name) => schemes.map((scheme) => ({ name, scheme })))

type Rgb = readonly [number, number, number]
const linear = (channel: number) =>
  channel / 255 <= 0.040_45 ? channel / 255 / 12.92 : ((channel / 255 + 0.055) / 1.055) ** 2.4

/** CIE L* of a colour, from its luminance relative to the D65 white. */
function lightness(rgb: Rgb): number {
  const [red, green, blue] = rgb.map(linear) as unknown as Rgb
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
  return luminance > 0.008_856 ? 116 * Math.cbrt(luminance) - 16 : 903.3 * luminance
}

/** Viénot, Brettel and Mollon 1999, on linear light: what is left without the red or the green cones. */
const deficiencies: Record<string, readonly Rgb[]> = {
  protanopia: [
    [0.112_38, 0.887_62, 0],
    [0.112_38, 0.887_62, 0],
    [0.004_01, -0.004_01, 1],
  ],
  deuteranopia: [
    [0.292_75, 0.707_25, 0],
    [0.292_75, 0.707_25, 0],
    [-0.022_34, 0.022_34, 1],
  ],
}

function seenWith(matrix: readonly Rgb[], rgb: Rgb): Rgb {
  const light = rgb.map(linear)
  const encoded = (value: number) => 255 * (value <= 0.003_130_8 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055)
  return matrix.map((row) =>
    encoded(
      Math.min(
        1,
        Math.max(
          0,
          row.reduce((sum, factor, i) => sum + factor * (light[i] ?? 0), 0),
        ),
      ),
    ),
  ) as unknown as Rgb
}

function steps(values: readonly number[]): number[] {
  return values.slice(1).map((value, index) => value - (values[index] ?? 0))
}

describe.each(all)('the $name ramp on a $scheme map', ({ name, scheme }) => {
  const colors = rampColors(name, scheme).map(channels)
  const direction = scheme === 'light' ? -1 : 1

  it('moves away from the ground by at least ten of lightness a step', () => {
    for (const step of steps(colors.map(lightness))) expect(step * direction).toBeGreaterThan(10)
  })

  it.each(Object.keys(deficiencies))('keeps its order with %s', (deficiency) => {
    const seen = colors.map((color) => lightness(seenWith(deficiencies[deficiency] ?? [], color)))
    for (const step of steps(seen)) expect(step * direction).toBeGreaterThan(8)
  })

  it('has a lowest step that is told from the ground at 70 % opacity', () => {
    const ground = channels(basemapTokens[scheme].land)
    const over = colors[0]?.map((value, index) => 0.7 * value + 0.3 * (ground[index] ?? 0)) as unknown as Rgb
    expect(Math.abs(lightness(over) - lightness(ground))).toBeGreaterThan(6)
  })

  it('never leans to red', () => {
    for (const [red, green, blue] of colors) expect(red).toBeLessThanOrEqual(Math.max(green, blue))
  })
})

describe('classes', () => {
  it.each([1, 2, 3, 4, 5])('%i of them get as many different colours, in order', (count) => {
    const colors = classColors('perceived', 'light', count)
    expect(new Set(colors).size).toBe(count)
    const values = colors.map((color) => lightness(channels(color)))
    expect(values).toEqual([...values].sort((a, b) => b - a))
  })

  it('get no colour when there is none', () => expect(classColors('mixed', 'dark', 0)).toEqual([]))
})

it('makes a colour see-through', () => expect(withOpacity('#102030', 0.5)).toBe('rgba(16, 32, 48, 0.5)'))
