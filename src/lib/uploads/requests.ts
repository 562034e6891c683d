import type { ReferenceSystem } from '#lib/imports/coordinate.ts'
import { defaultAddressShare } from '#lib/imports/heavy-position.ts'
import type { ImportRequest, PointKind } from '#lib/imports/import.ts'
import type { RegisterRequest } from '#lib/imports/register.ts'

import { sourceOfKind } from './kinds.ts'
import type { Upload } from './upload.ts'

/** What is done with the file this time. */
interface Asked {
  path: string
  dryRun: boolean
}

/** An upload as the request that the command line would have made of it. */
export function pointRequest(upload: Upload, kind: PointKind, { path, dryRun }: Asked): ImportRequest {
  const { choice, fileName, municipalityCode } = upload
  return {
    source: sourceOfKind(kind),
    kind,
    path,
    fileName,
    layer: choice.layer,
    choice: { map: choice.map, set: choice.set },
    system: choice.srid === null ? null : systemOf(choice.srid),
    municipalityCode,
    dateOrder: choice.dateOrder,
    notPlaces: choice.notPlaces,
    addressShare: defaultAddressShare,
    categories: choice.categories,
    saveMapping: choice.rememberCategories,
    useSavedColumns: false,
    acceptPartial: choice.acceptPartial,
    trial: choice.trial,
    dryRun,
  }
}

export function registerRequest(upload: Upload, { path, dryRun }: Asked): RegisterRequest {
  const { choice, fileName, municipalityCode } = upload
  return {
    path,
    fileName,
    choice: { map: choice.map, set: choice.set },
    categories: choice.categories,
    srid: choice.srid,
    layer: choice.layer,
    municipalityCode,
    dryRun,
  }
}

function systemOf(srid: number): ReferenceSystem {
  return `EPSG:${srid}`
}

/** 'EPSG:3008' → 3008. */
export function sridOf(system: string): number {
  return Number(system.slice('EPSG:'.length))
}
