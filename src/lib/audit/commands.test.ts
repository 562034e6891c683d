import { userInfo } from 'node:os'
import { expect, it } from 'vitest'

import { operatingSystemUser } from './commands.server.ts'

it("is the user's name, or the number of one that has no name", () => {
  expect(operatingSystemUser()).toBe(userInfo().username)
  const nameless = () => {
    throw new Error('ENOENT: uv_os_get_passwd')
  }
  expect(operatingSystemUser(nameless)).toBe(`uid:${process.getuid?.()}`)
})
