import { refuseFile } from './file-problem.ts'
import {
  maximumFeatureCharacters,
  maximumFeatures,
  maximumFrameCharacters,
  maximumJsonDepth,
  maximumVertices,
} from './limit.ts'

export interface FeatureText {
  /** From 1, as map programs count. */
  row: number
  /** Not yet parsed. */
  text: string
}

/** Depth inside the array of features. */
const featuresDepth = 2

const quote = 0x22
const backslash = 0x5c
const openBracket = 0x5b
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d

/**
 * Cuts the text of a feature collection into its features and the frame round them, so that each is parsed alone and
 * memory stays flat. The frame holds a nought for every feature: parsed, it proves that the whole is JSON.
 */
export class FeatureSplitter {
  #frame = ''
  #element: string[] = []
  #length = 0
  #vertices = 0
  #row = 0
  #depth = 0
  #inFeatures = false
  #inElement = false
  #inString = false
  #escaped = false

  /** The features that end in this piece of text. */
  push(text: string): FeatureText[] {
    const features: FeatureText[] = []
    let from = 0
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at)
      if (this.#inString) this.#readString(code)
      else if (code === quote) this.#inString = true
      else if (code === openBracket || code === openBrace) {
        if (this.#depth <= featuresDepth && !this.#inElement) {
          this.#keep(text.slice(from, at))
          from = at
          this.#enter(code)
        }
        this.#deepen(code)
      } else if (code === closeBracket || code === closeBrace) {
        this.#depth -= 1
        if (this.#depth < featuresDepth) this.#inFeatures = false
        if (this.#inElement && this.#depth === featuresDepth) {
          this.#keep(text.slice(from, at + 1))
          from = at + 1
          features.push(this.#leaveElement())
        }
      }
    }
    this.#keep(text.slice(from))
    return features
  }

  /** What stands round the features; throws `invalid-file` when the file ended too early or is no JSON. */
  finish(): unknown {
    if (this.#inElement) throw refuseFile('filen är avbruten', 'the file is cut short', this.#where())
    return parseJson(this.#frame)
  }

  #readString(code: number): void {
    if (this.#escaped) this.#escaped = false
    else if (code === backslash) this.#escaped = true
    else if (code === quote) this.#inString = false
  }

  #enter(code: number): void {
    if (this.#inFeatures && this.#depth === featuresDepth) {
      this.#addToFrame('0')
      this.#inElement = true
      this.#row += 1
      this.#length = 0
      this.#vertices = 0
      if (this.#row > maximumFeatures) throw tooManyFeatures(this.#row)
    } else if (this.#depth === 1 && code === openBracket) {
      this.#inFeatures = this.#row === 0 && /"features"\s*:\s*$/.test(this.#frame.slice(-100))
    }
  }

  #leaveElement(): FeatureText {
    const text = this.#element.join('')
    this.#element = []
    this.#inElement = false
    return { row: this.#row, text }
  }

  #deepen(code: number): void {
    this.#depth += 1
    if (code === openBracket) this.#vertices += 1
    if (this.#depth > maximumJsonDepth) {
      throw refuseFile(
        `filen har värden i fler än ${maximumJsonDepth} nivåer`,
        `the file nests values in more than ${maximumJsonDepth} levels`,
        this.#where(),
      )
    }
    if (this.#inElement && this.#vertices > maximumVertices) throw tooManyVertices(this.#row)
  }

  #keep(text: string): void {
    if (!this.#inElement) {
      this.#addToFrame(this.#inFeatures ? text.trim() : text)
      return
    }
    this.#length += text.length
    if (this.#length > maximumFeatureCharacters) {
      throw refuseFile('objektet är orimligt stort', 'the feature is unreasonably large', this.#where())
    }
    this.#element.push(text)
  }

  #addToFrame(text: string): void {
    this.#frame += text
    if (this.#frame.length > maximumFrameCharacters) {
      throw refuseFile(
        'filen har orimligt mycket text runt sina objekt',
        'the file has too much text round its features',
      )
    }
  }

  #where(): { row?: number; column?: string } {
    return this.#row === 0 ? {} : { row: this.#row, column: '1' }
  }
}

export function tooManyVertices(row: number) {
  return refuseFile(
    `geometrin har fler än ${maximumVertices} punkter`,
    `the geometry has more than ${maximumVertices} points`,
    { row, column: 'geometry' },
  )
}

function tooManyFeatures(row: number) {
  return refuseFile(
    `filen har fler än ${maximumFeatures} objekt; spara den som CSV eller GeoPackage`,
    `the file has more than ${maximumFeatures} features; save it as CSV or GeoPackage`,
    { row, column: '1' },
  )
}

export function parseJson(text: string, where: { row?: number; column?: string } = {}): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refuseFile('filen är inte giltig JSON', 'the file is not valid JSON', where)
  }
}
