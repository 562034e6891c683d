import { expect, it } from 'vitest'

import { refuseUnreadable } from './readable-file.server.ts'

it('takes a file, and refuses a folder and what is not there, by the name of the setting', async () => {
  await expect(refuseUnreadable('BASEMAP_PMTILES', import.meta.filename)).resolves.toBeUndefined()
  for (const path of [import.meta.dirname, `${import.meta.filename}.gone`]) {
    await expect(refuseUnreadable('BASEMAP_PMTILES', path)).rejects.toMatchObject({
      code: 'invalid-configuration',
      errors: [{ column: 'BASEMAP_PMTILES' }],
    })
  }
})
