import { describe, expect, it } from 'vitest'

import { readView, roundedView, sameView, writeView } from './view.ts'

const search = (text: string) => new URLSearchParams(text)

describe('a view in an address', () => {
  it('is read back as it was written, rounded to what can be seen', () => {
    const view = { lng: 20.351_234_567, lat: 58.749_876_543, zoom: 14.126 }
    const written = writeView(search('source=remark'), view)
    expect(written.toString()).toBe('source=remark&lng=20.35123&lat=58.74988&zoom=14.13')
    expect(readView(written)).toEqual(roundedView(view))
  })

  it('keeps fewer decimals far out', () => {
    expect(roundedView({ lng: 20.351_234, lat: 58.749_876, zoom: 9 })).toEqual({ lng: 20.3512, lat: 58.7499, zoom: 9 })
  })

  it('leaves the given parameters alone', () => {
    const given = search('lng=1&lat=2&zoom=5')
    writeView(given, { lng: 3, lat: 4, zoom: 6 })
    expect(given.toString()).toBe('lng=1&lat=2&zoom=5')
  })

  it.each([
    '',
    'lng=20&lat=58',
    'lng=20&lat=58&zoom=',
    'lng=20&lat=x&zoom=9',
    'lng=200&lat=58&zoom=9',
    'lng=20&lat=89&zoom=9',
    'lng=20&lat=58&zoom=40',
    'lng=0x10&lat=58&zoom=9',
  ])('is none in "%s"', (text) => expect(readView(search(text))).toBeNull())
})

describe('two views', () => {
  it('are the same when no pixel differs', () => {
    expect(sameView({ lng: 20.000_001, lat: 58, zoom: 14.001 }, { lng: 20.000_002, lat: 58, zoom: 14 })).toBe(true)
    expect(sameView({ lng: 20.001, lat: 58, zoom: 14 }, { lng: 20.002, lat: 58, zoom: 14 })).toBe(false)
  })
})
