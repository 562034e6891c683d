import type { Reroute } from '@sveltejs/kit'

import { deLocalizeUrl } from '#lib/languages/compiled/runtime.js'

/** One set of routes serves every language: /en/… is routed as the bare address. */
export const reroute: Reroute = ({ url }) => deLocalizeUrl(url).pathname
