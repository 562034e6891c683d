import { normaliseName } from './category-names.ts'

/**
 * Names of offences that are never drawn on a map: violence in close relations, sexual offences indoors, offences
 * against children, and honour. Only words that are certain; `offence_code` and a municipality's own mapping add to
 * them, and nothing takes from them. Matched against names as `normaliseName` leaves them.
 */
const closeRelations = [
  /\bnära relation(?:er)?\b/,
  /\bparrelation/,
  /(?<!\bej |\bicke |\binte )\bnärstående\b/,
  /\b(?:relations|familje|partner)våld/,
  /\bvåld i (?:hemmet|familjen)\b/,
  /kvinnofrid/,
  /\bkvinnomisshandel/,
  /fridskränkning/,
  /\bgift sambo\b/,
  /\bdomestic (?:abuse|assault|violence|incident)/,
  /\bintimate partner\b/,
  /\bclose relation(?:s|ship|ships)?\b/,
  /\bcoercive control\b/,
  /\bspous(?:e|al)\b/,
]

const children = [
  /\bmot barn\b/,
  /(?:exploatering|misshandel|utnyttjande|övergrepp|våld) (?:av|mot|på) barn\b/,
  /\bbarn under\b/,
  /\bbarn(?:adråp|afrid|amisshandel|aga|fridsbrott|misshandel|porno\p{L}*|sexualbrott|äktenskap)/u,
  /\bmot (?:flicka|pojke)\b/,
  /\bunder 1[58] år\b/,
  /\bminderårig/,
  /\bchild (?:abuse|cruelty|marriage|neglect|porno\p{L}*|rape|sex\p{L}*)\b/u,
  /\bagainst (?:a )?(?:child|children|minors?|girls?|boys?)\b/,
  /\b(?:abuse|assault|exploitation|neglect|rape) (?:of|on) (?:a )?(?:child|children|minors?)\b/,
]

const honour = [
  /\bheders ?(?:brott|förtryck|kontext|kultur|mord|motiv|relatera|våld)/,
  /\bhederns namn\b/,
  /äktenskapstvång/,
  /\btvångsäktenskap/,
  /äktenskapsresa/,
  /könsstympning/,
  /\boskuldskontroll/,
  /\bhonou?r (?:abuse|based|crime|killing|related|violence)/,
  /\bforced marriage/,
  /\bgenital mutilation/,
]

const sexual = /våldtäkt|sexu|\brape\b|blottning|exhibitionis/
const indoors = /\binomhus\b|\bi (?:bostad|bostaden|hemmet|lägenhet)\b|\bindoors?\b|\bin (?:a )?dwelling\b|\bat home\b/

export function isNeverMapped(written: string): boolean {
  const name = normaliseName(written)
  const names = [...closeRelations, ...children, ...honour]
  return names.some((form) => form.test(name)) || (sexual.test(name) && indoors.test(name))
}
