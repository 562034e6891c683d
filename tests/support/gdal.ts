import { spawnSync } from 'node:child_process'
import { test } from 'vitest'

import { skippedBanner } from './skipped.ts'

/** `test` where GDAL's `ogrinfo` is installed (Debian: gdal-bin); elsewhere skipped, loudly. */
export function testWithGdal() {
  const isHere = spawnSync('ogrinfo', ['--version']).status === 0
  if (!isHere) console.warn(skippedBanner('exports opened by GDAL', 'There is no ogrinfo; Debian has it in gdal-bin.'))
  return test.skipIf(!isHere)
}

/** Coordinates of every feature in the file's order, null for one without; and what GDAL says about the file. */
export interface OpenedFile {
  coordinates: ([east: number, north: number] | null)[]
  said: string
}

/** Columns of a CSV have to be named; the other formats say themselves what their geometry is. */
const csvPlaces = ['X_POSSIBLE_NAMES=Longitud,SWEREF 99 TM E', 'Y_POSSIBLE_NAMES=Latitud,SWEREF 99 TM N']
const options = (path: string) =>
  path.endsWith('.csv') ? ['AUTODETECT_TYPE=YES', ...csvPlaces].flatMap((option) => ['-oo', option]) : []

/** Reads every feature of the file's one layer. Whatever GDAL warns of is an error. */
export function openWithGdal(path: string): OpenedFile {
  const said = ogrinfo(['-al', '-fields=NO', ...options(path), path])
  const features = said.split(/^OGRFeature\(.*\):\d+$/m).slice(1)
  return {
    coordinates: features.map((feature) => {
      const point = /^ {2}POINT \((\S+) (\S+)\)$/m.exec(feature)
      return point === null ? null : [Number(point[1]), Number(point[2])]
    }),
    said: said.slice(0, said.indexOf('OGRFeature(')),
  }
}

/** How many rows hold each value of a column. */
export function countWithGdal(path: string, layer: string, column: string): Record<string, number> {
  const statement = `select "${column}" as word, count(*) as n from "${layer}" group by 1`
  const said = ogrinfo(['-dialect', 'sqlite', '-sql', statement, ...options(path), path])
  const rows = [...said.matchAll(/^ {2}word \(String\) = (.*)\n {2}n \(Integer(?:64)?\) = (\d+)$/gm)]
  return Object.fromEntries(rows.map(([, word = '', n]) => [word, Number(n)]))
}

function ogrinfo(args: readonly string[]): string {
  const environment = { ...process.env, CPL_DEBUG: 'OFF', LC_ALL: 'C.UTF-8' }
  const { status, stdout, stderr } = spawnSync('ogrinfo', ['-ro', ...args], {
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    env: environment,
  })
  if (status !== 0 || stderr !== '') throw new Error(`ogrinfo ${args.join(' ')}: ${stderr}`)
  return stdout
}
