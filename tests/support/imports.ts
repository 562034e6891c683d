import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { afterAll } from 'vitest'

import type { Source } from '#lib/cells/category.ts'
import type { ImportRequest } from '#lib/imports/import.ts'
import type { RegisterRequest } from '#lib/imports/register.ts'

/** A file under tests/fixtures/imports. */
export function fixture(name: string): string {
  return resolve(import.meta.dirname, '../fixtures/imports', name)
}

export function anImport(source: Source, path: string, changes: Partial<ImportRequest> = {}) {
  return {
    path,
    fileName: basename(path),
    layer: null,
    choice: { map: {}, set: {} },
    system: null,
    municipalityCode: null,
    dateOrder: null,
    notPlaces: [],
    addressShare: 0.05,
    categories: {},
    saveMapping: false,
    useSavedColumns: false,
    acceptPartial: false,
    trial: true,
    dryRun: false,
    ...changes,
    source,
  }
}

export function aRegister(path: string, changes: Partial<RegisterRequest> = {}): RegisterRequest {
  return {
    path,
    fileName: basename(path),
    choice: { map: {}, set: {} },
    categories: {},
    srid: null,
    layer: null,
    municipalityCode: null,
    dryRun: false,
    ...changes,
  }
}

/** Writes files into a folder that is removed after the test file. */
export function madeFiles(): (name: string, content: string | Uint8Array) => string {
  const folder = mkdtempSync(join(tmpdir(), 'fokuskartan-files-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  return (name, content) => {
    const path = join(folder, name)
    writeFileSync(path, content)
    return path
  }
}
