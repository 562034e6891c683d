import { expect, test } from 'vitest'

import { decideAccess } from '#lib/accounts/access-decision.ts'
import type { Membership, SignedIn } from '#lib/accounts/access.ts'
import { may, permissionNames, permissions, type PermissionRow } from '#lib/accounts/permissions.ts'
import { bodyLimits, routePolicy, type PolicyRow, type RoutePart, type Rule } from '#lib/accounts/route-policy.ts'
import { expected, roles } from './fixtures/access/expected.ts'
import { expectedLimits, expectedPermissions } from './fixtures/access/permissions.ts'

/**
 * The tables of who may do what, against what was written by hand, and that nothing in them can be taken away or loosened
 * without these tests saying so. The same expectations are asked of the built server in tests/integration/access-routes.test.ts.
 */
const now = new Date('2026-11-22T12:00:00Z')
const staff = ['walk-leader', 'planner', 'signer', 'administrator'] as const
const everyRole: readonly Membership[] = [
  ...(['municipality', 'police'] as const).flatMap((party) =>
    staff.map((role) => ({ municipalityCode: '9120', party, role })),
  ),
  { municipalityCode: '0000', party: 'municipality', role: 'operator' },
  { municipalityCode: '0000', party: 'police', role: 'operator' },
]

function permissionFaults(): string[] {
  return permissionNames.flatMap((permission) => {
    const found = everyRole.map(({ party, role }) => (may({ party, roles: [role] }, permission) ? 'y' : '-')).join('')
    return found === expectedPermissions[permission].replaceAll(' ', '') ? [] : [`${permission}: ${found}`]
  })
}

/** As whom each column of `expected` asks. */
const askers: readonly (SignedIn | null)[] = [
  null,
  ...everyRole.slice(0, -2).map((membership) => person(membership)),
  person({ municipalityCode: '9121', party: 'municipality', role: 'planner' }),
  person(...everyRole.slice(-1)),
]

function person(...memberships: Membership[]): SignedIn {
  const who = { id: 'p', name: 'Prov', email: 'prov@example.org' }
  return { person: who, sessionId: 's', signedInAt: now, steppedUpAt: null, purpose: null, memberships }
}

const letters = { 'not-signed-in': 's', 'unknown-municipality': '-', 'step-up-required': 'p' } as const

function outcome(rule: Rule, signedIn: SignedIn | null): string {
  const decision = decideAccess({ rule, signedIn, municipalityCode: '9120', isThisMachine: true, now })
  return decision.admitted ? 'y' : (letters[decision.because as keyof typeof letters] ?? '?')
}

function routeFaults(): string[] {
  const keys = new Set([
    ...Object.keys(expected),
    ...Object.entries(routePolicy).flatMap(([id, row]) => partsOf(id, row)),
  ])
  return [...keys].flatMap((key) => {
    const [id = '', part = ''] = key.split(' ')
    const rule = routePolicy[id]?.[part as RoutePart]
    const found = rule === undefined ? 'no row' : askers.map((asker) => outcome(rule, asker)).join('')
    return found === expected[key]?.replaceAll(' ', '') ? [] : [`${key}: ${found}`]
  })
}

const partsOf = (id: string, row: PolicyRow) => Object.keys(row).map((part) => `${id} ${part}`)

const limitFaults = () =>
  [...new Set([...Object.keys(bodyLimits), ...Object.keys(expectedLimits)])].filter(
    (id) => bodyLimits[id] !== expectedLimits[id],
  )

/** What the guards say while one row is different; then it is as it was. */
function whileChanged(table: object, key: string, value: unknown, faults: () => string[]): string[] {
  const rows = table as Record<string, unknown>
  const kept = rows[key]
  if (value === undefined) Reflect.deleteProperty(rows, key)
  else rows[key] = value
  try {
    return faults()
  } finally {
    rows[key] = kept
  }
}

test('permissions, rows of the route policy and limits are as they were written by hand', () => {
  expect(roles.length).toBe(askers.length)
  expect(permissionFaults()).toEqual([])
  expect(routeFaults()).toEqual([])
  expect(limitFaults()).toEqual([])
})

test('no permission can go, or be given to another role or party, unseen', () => {
  const survivors = permissions.flatMap((row, index) => {
    const rows = permissions as PermissionRow[]
    const others: (PermissionRow | null)[] = [
      null,
      ...staff.filter((role) => role !== row.role).map((role) => ({ ...row, role })),
      {
        ...row,
        parties: row.parties.length === 1 ? (['municipality', 'police'] as const) : (['municipality'] as const),
      },
    ]
    return others
      .filter((other) => {
        const kept = rows.splice(index, 1, ...(other === null ? [] : [other]))
        try {
          return permissionFaults().length === 0
        } finally {
          rows.splice(index, other === null ? 0 : 1, ...kept)
        }
      })
      .map((other) => `${row.permission} ${row.role} → ${JSON.stringify(other)}`)
  })
  expect(survivors).toEqual([])
  expect(permissionFaults()).toEqual([])
})

test('no row of the route policy can go, or let in more, unseen', () => {
  const survivors = Object.entries(routePolicy).flatMap(([id, row]) => {
    const gone = whileChanged(routePolicy, id, undefined, routeFaults).length === 0 ? [`${id} gone`] : []
    const looser = Object.entries(row).flatMap(([part, rule]) =>
      loosened(rule)
        .filter((other) => whileChanged(row, part, other, routeFaults).length === 0)
        .map((other) => `${id} ${part} → ${JSON.stringify(other)}`),
    )
    return [...gone, ...looser]
  })
  expect(survivors).toEqual([])
  expect(routeFaults()).toEqual([])
})

/** Everything that would let in more people. */
function loosened(rule: Rule): Rule[] {
  if (rule === 'everyone' || rule === 'unasked') return []
  if (rule === 'this-machine') return ['everyone']
  if (rule === 'signed-in') return ['everyone', 'unasked']
  const { stepUp, ...plain } = rule
  return ['everyone', 'unasked', 'signed-in', ...(stepUp ? [plain] : [])]
}

test('no limit can go, or let through more, unseen', () => {
  const survivors = Object.keys(bodyLimits).flatMap((id) =>
    [undefined, Infinity, 'streamed'].filter(
      (value) => value !== bodyLimits[id] && whileChanged(bodyLimits, id, value, limitFaults).length === 0,
    ),
  )
  expect(survivors).toEqual([])
  expect(limitFaults()).toEqual([])
})
