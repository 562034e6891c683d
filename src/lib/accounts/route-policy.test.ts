import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

import { permissionNames } from './permissions.ts'
import { policyFaults, readRoutes, refuseUnguardedRoutes } from './route-files.server.ts'
import { bodyLimits, isPage, methodsOf, routePolicy, ruleFor } from './route-policy.ts'

const folder = mkdtempSync(join(tmpdir(), 'fokuskartan-routes-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function write(path: string, text = ''): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

describe('the policy and the routes there are', () => {
  const routes = readRoutes(resolve(import.meta.dirname, '../../routes'))

  it('say the same', () => {
    expect(routes.length).toBeGreaterThan(20)
    expect(policyFaults(routes)).toEqual([])
  })

  it('let everyone in to what is named here, and to nothing else', () => {
    const open = Object.entries(routePolicy).filter(([, row]) =>
      Object.values(row).some((rule) => rule === 'everyone' || rule === 'unasked'),
    )
    const known = [
      '/',
      '/api/v1/basemap',
      '/api/v1/basemap-tiles',
      '/api/v1/land',
      '/livez',
      '/readyz',
      '/sign-in',
      '/sign-out',
    ]
    expect(open.map(([id]) => id).sort()).toEqual(known)
  })

  it('name the municipality where the address has it', () => {
    for (const [id, row] of Object.entries(routePolicy)) {
      for (const rule of Object.values(row)) {
        if (typeof rule === 'string') continue
        expect(permissionNames, id).toContain(rule.may)
        expect(rule.in === 'slug', id).toBe(id.startsWith('/[municipality=slug]'))
        expect(rule.in === 'query', id).toBe(id.startsWith('/api/'))
      }
    }
  })
})

describe('a route that nobody has said anything of', () => {
  write('+page.svelte')
  write('[municipality=slug]/secret/+page.server.ts', 'export const load = () => ({})\nexport const actions = {}\n')
  write('api/+server.ts', 'const GET = 1\nconst answer = 2\nexport { GET, answer as DELETE }\n')
  write('all/+server.ts', 'export const fallback = () => new Response()\n')
  write('empty/+layout.svelte')
  const routes = readRoutes(folder)

  it('is found with all it takes', () => {
    expect(Object.fromEntries(routes.map(({ id, parts }) => [id, [...parts]]))).toEqual({
      '/': ['page'],
      '/[municipality=slug]/secret': ['page', 'POST'],
      '/all': ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
      '/api': ['GET', 'DELETE'],
    })
  })

  it('stops the build, with words that say what to do', () => {
    const { buildStart } = refuseUnguardedRoutes(folder)
    expect(buildStart).toThrow(/secret \(POST\): nobody has said who is let in\. Add it to routePolicy\./)
    const faults = policyFaults(
      routes,
      { '/': { page: 'everyone', POST: 'signed-in' }, '/gone': { GET: 'everyone' } },
      {
        '/': 10,
      },
    )
    expect(faults).toContain('/[municipality=slug]/secret: nobody has said how much may be sent. Add it to bodyLimits.')
    expect(faults).toContain('/ (POST): there is no such route. Take it out of routePolicy.')
    expect(faults).toContain('/gone (GET): there is no such route. Take it out of routePolicy.')
    expect(faults).toContain('/: nothing is sent there. Take it out of bodyLimits.')
    expect(faults).toContain('/all (PATCH): nobody has said who is let in. Add it to routePolicy.')
  })
})

it('reads the rule of a request from its row', () => {
  expect(ruleFor('/', 'GET')).toBe('everyone')
  expect(ruleFor('/', 'HEAD')).toBe('everyone')
  expect(ruleFor('/livez', 'HEAD')).toBe('unasked')
  expect(ruleFor('/', 'POST')).toBeNull()
  expect(ruleFor('/livez', 'page')).toBeNull()
  expect(ruleFor('/nowhere', 'GET')).toBeNull()
  expect(ruleFor('/[municipality=slug]/categories', 'POST')).toEqual({ may: 'categories.write', in: 'slug' })
  expect(methodsOf('/[municipality=slug]/categories')).toBe('GET, HEAD, POST')
  expect([isPage('/'), isPage('/livez')]).toEqual([true, false])
  expect(bodyLimits['/[municipality=slug]/uploads']).toBe('streamed')
})
