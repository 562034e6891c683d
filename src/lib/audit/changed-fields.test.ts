import { expect, it } from 'vitest'

import { changedFields } from './changed-fields.ts'

const hash = (value: unknown) => `hash of ${JSON.stringify(value)}`
const before = {
  role: 'planner',
  email: 'anna@ort.se',
  words: 'mörkt vid bron',
  seen: new Date('2026-05-01T00:00:00Z'),
}

it('names what changed, tells what is open, hashes what is personal and keeps the rest to its name', () => {
  const after = { ...before, role: 'signer', email: 'anna@stad.se', words: 'mörkt vid ån' }
  expect(changedFields(before, after, { open: ['role', 'seen'], hashed: ['email'], hash })).toEqual({
    changed: ['email', 'role', 'words'],
    before: { role: 'planner', email: 'hash of "anna@ort.se"' },
    after: { role: 'signer', email: 'hash of "anna@stad.se"' },
  })
})

it('says nothing of what stayed, however it is ordered', () => {
  const one = { choice: { a: 1, b: [2, 3] }, note: null }
  expect(changedFields(one, { choice: { b: [2, 3], a: 1 }, note: null }, { open: ['choice'] })).toEqual({
    changed: [],
    before: {},
    after: {},
  })
})

it('tells of a thing that is made and of one that is removed', () => {
  const thing = { role: 'planner', email: 'anna@ort.se' }
  const telling = { open: ['role'], hashed: ['email'], hash } as const
  const told = { role: 'planner', email: 'hash of "anna@ort.se"' }
  expect(changedFields(null, thing, telling)).toEqual({ changed: ['email', 'role'], before: {}, after: told })
  expect(changedFields(thing, null, telling)).toEqual({ changed: ['email', 'role'], before: told, after: {} })
})

it('never lets a personal value through for want of a salt', () => {
  expect(() => changedFields({ email: 'a@b.se' }, { email: 'c@d.se' }, { hashed: ['email'] })).toThrow('no hash')
})
