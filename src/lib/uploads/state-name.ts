import { m } from '#lib/languages/compiled/messages.js'

import type { UploadState } from './upload.ts'

const names: Record<UploadState, () => string> = {
  receiving: m.upload_state_receiving,
  received: m.upload_state_received,
  examined: m.upload_state_received,
  trying: m.upload_state_trying,
  tried: m.upload_state_tried,
  importing: m.upload_state_importing,
  failed: m.upload_state_failed,
  done: m.upload_state_done,
  discarded: m.upload_state_discarded,
  expired: m.upload_state_expired,
}

/** How far a file has come, as people say it. */
export function stateName(state: UploadState): string {
  return names[state]()
}
