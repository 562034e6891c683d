import { getContext } from 'svelte'
import { MediaQuery } from 'svelte/reactivity'

export type Scheme = 'light' | 'dark'

const aYearInSeconds = 365 * 24 * 3600

/** Light or dark: the system's wish until the person chooses; the choice is kept in a cookie, which the server reads. */
export class Appearance {
  #chosen = $state<Scheme | null>(null)
  #systemIsDark = new MediaQuery('(prefers-color-scheme: dark)')

  constructor(chosen: Scheme | null) {
    this.#chosen = chosen
  }

  /** The person's own choice; null follows the system. */
  get chosen(): Scheme | null {
    return this.#chosen
  }

  get scheme(): Scheme {
    return this.#chosen ?? (this.#systemIsDark.current ? 'dark' : 'light')
  }

  toggle(): void {
    this.#chosen = this.scheme === 'dark' ? 'light' : 'dark'
    document.cookie = `scheme=${this.#chosen}; path=/; max-age=${aYearInSeconds}; samesite=lax`
  }
}

export const appearanceKey = Symbol('appearance')

export function useAppearance(): Appearance {
  return getContext<Appearance>(appearanceKey)
}
