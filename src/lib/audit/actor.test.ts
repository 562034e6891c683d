import { userInfo } from 'node:os'
import { setImmediate } from 'node:timers/promises'

import { expect, it } from 'vitest'

import { actingAs, currentActor, nobody, operatingSystemUser } from './actor.server.ts'

const anna = { personId: 'p1', name: 'Anna Planerare' }
const bo = { personId: 'p2', name: 'Bo Polis' }

it("is the user's name, or the number of one that has no name", () => {
  expect(operatingSystemUser()).toBe(userInfo().username)
  const nameless = () => {
    throw new Error('ENOENT: uv_os_get_passwd')
  }
  expect(operatingSystemUser(nameless)).toBe(`uid:${process.getuid?.()}`)
})

it('follows what one actor does through everything that waits, and never mixes two', async () => {
  const seen: string[] = []
  const work = async () => {
    for (let turn = 0; turn < 3; turn++) {
      await setImmediate()
      seen.push(currentActor().name)
    }
    return currentActor()
  }
  expect(await Promise.all([actingAs(anna, work), actingAs(bo, work)])).toEqual([anna, bo])
  expect(seen.toSorted()).toEqual([...Array(3).fill(anna.name), ...Array(3).fill(bo.name)])
})

it('is the user of the operating system at a command line', () => {
  expect(currentActor()).toEqual({ personId: null, name: userInfo().username })
  expect(actingAs(nobody, currentActor)).toEqual(nobody)
})
