import { reservedSlugs } from '#lib/municipalities/municipality.ts'
import type { ParamMatcher } from '@sveltejs/kit'

/** The first word of an address is a municipality's: its slug or its four-digit code, and none of the product's own words. */
export const match: ParamMatcher = (word) => /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(word) && !reservedSlugs.includes(word)
