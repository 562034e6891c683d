import { getContext, setContext } from 'svelte'

import type { Scheme } from './ramp.ts'

/** Light or dark, as the map around a layer is. */
export interface CurrentScheme {
  readonly current: Scheme
}

const key = Symbol('scheme of a map')

export function provideScheme(read: () => Scheme): void {
  setContext<CurrentScheme>(key, {
    get current() {
      return read()
    },
  })
}

export function useScheme(): CurrentScheme {
  return getContext<CurrentScheme>(key)
}
