import type { UploadKind } from './upload.ts'

/** What may be sent in here. */
export interface UploadOffer {
  /** In the order people are asked. */
  kinds: readonly UploadKind[]
  /** Single crimes are taken for trial only: by the embedded engine. */
  crimesForTrial: boolean
}
