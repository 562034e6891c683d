import type { TestProject } from 'vitest/node'

import { cachedFolder, hashOf } from './cache.ts'
import { makeMigratedDirectory } from './installation.ts'

/** One migrated data directory, kept between runs while the migrations stay the same: making it takes about 12 s. */
export default async function setup(project: TestProject): Promise<void> {
  const hash = hashOf(['migrations', 'package-lock.json'])
  const template = await cachedFolder('embedded', hash, makeMigratedDirectory)
  project.provide('testServer', { engine: 'embedded', template })
}
