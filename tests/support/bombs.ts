import { createWriteStream, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip, gzipSync } from 'node:zlib'

import { rowOf, workbookOf } from './workbook.ts'
import { zipOf } from './zip.ts'

export interface Bomb {
  name: string
  /** Writes it and answers where; none is larger on disk than a few megabytes. */
  write: (folder: string) => Promise<string>
}

const crimeHeading = 'Brottstyp,Datum,Longitud,Latitud,Plats'
const crimeRow = 'Misshandel,2026-03-10,17.5,59.5,'

/** Pieces of text, gzipped as they come, so that what is large never lies anywhere. */
function gzipped(name: string, pieces: () => Iterable<string>, level = 1): Bomb {
  return {
    name,
    write: async (folder) => {
      const path = join(folder, `${name}.gz`)
      await pipeline(Readable.from(pieces()), createGzip({ level }), createWriteStream(path))
      return path
    },
  }
}

function made(name: string, content: () => Uint8Array | string): Bomb {
  return {
    name,
    write: async (folder) => {
      const path = join(folder, name)
      writeFileSync(path, content())
      return path
    },
  }
}

function* repeated(count: number, piece: (index: number) => string): Generator<string> {
  const atOnce = 1000
  for (let start = 0; start < count; start += atOnce) {
    yield Array.from({ length: Math.min(atOnce, count - start) }, (_, index) => piece(start + index)).join('')
  }
}

function* wrapped(before: string, pieces: Iterable<string>, after: string): Generator<string> {
  yield before
  yield* pieces
  yield after
}

const beforeFeatures = '{"type":"FeatureCollection","features":['
const properties = '"properties":{"Brottstyp":"Misshandel","Datum":"2026-03-10"}'

function feature(index: number): string {
  const comma = index === 0 ? '' : ','
  return `${comma}{"type":"Feature",${properties},"geometry":{"type":"Point","coordinates":[17.${index},59.5]}}`
}

/** A billion laughs: each entity is ten of the one before. */
const laughs =
  '<!DOCTYPE worksheet [<!ENTITY l0 "ha">' +
  Array.from({ length: 12 }, (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`).join('') +
  ']>'

export const bombs: readonly Bomb[] = [
  made('ratio.zip', () => zipOf([{ name: 'a.csv', content: Buffer.alloc(100_000_000, 'a\n') }])),
  gzipped('ratio', () => repeated(200_000, () => `${'x'.repeat(999)}\n`), 9),
  made('entries.zip', () =>
    zipOf(Array.from({ length: 100_000 }, (_, index) => ({ name: `${index}.csv`, content: '' }))),
  ),
  made('nested.zip', () =>
    zipOf([{ name: 'a.zip', content: zipOf([{ name: 'b.csv', content: `${crimeHeading}\n${crimeRow}\n` }]) }]),
  ),
  made('nested.zip.gz', () => gzipSync(zipOf([{ name: 'b.csv', content: `${crimeHeading}\n${crimeRow}\n` }]))),
  gzipped('line', () =>
    wrapped(
      `${crimeHeading}\n`,
      repeated(10_000_000, (index) => `${(index * 7919) % 1e9} ordorda `),
      '',
    ),
  ),
  gzipped('depth', () =>
    wrapped(
      `${beforeFeatures}{"type":"Feature","properties":`,
      repeated(100_000, () => '{"a":'),
      '',
    ),
  ),
  gzipped('features', () => wrapped(beforeFeatures, repeated(1_000_000, feature), ']}')),
  gzipped('vertices', () =>
    wrapped(
      `${beforeFeatures}{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[17,59]`,
      repeated(1_000_000, (index) => `,[17.${index},59.${index}]`),
      ']]}}]}',
    ),
  ),
  gzipped('columns', () =>
    wrapped(
      'a',
      repeated(1_000_000, (index) => `,${index}`),
      `\n1\n`,
    ),
  ),
  made('columns.xlsx', () =>
    workbookOf({ sheets: [{ name: 'a', rows: `${rowOf(1, ['a'])}<row r="2"><c r="XFD2"><v>1</v></c></row>` }] }),
  ),
  made('laughs.xlsx', () => {
    const rows = `${rowOf(1, ['a'])}<row r="2"><c r="A2" t="str"><v>&l12;</v></c></row>`
    return workbookOf({ sheets: [{ name: 'a', rows }], before: laughs })
  }),
]
