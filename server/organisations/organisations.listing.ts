import { divisionOf } from '../../shared/organisations/category-tree.ts'
import { nationOf } from '../../shared/organisations/region-tree.ts'
import type { SupplierProfile } from '../../shared/organisations/supplier-profile.ts'
import { categories } from './categories.reference.ts'
import type { AwardRecord, Listing } from './organisations.model.ts'

type ListedAward = Pick<AwardRecord, 'buyer' | 'title' | 'cpv' | 'cpvLabel' | 'regions' | 'date'>

// Enough for the longest track records; a limit keeps one firm from filling the index.
const mostWords = 400

/** What the directory finds a supplier by: the words, categories and regions of its profile and its awards. */
export function makeListing(name: string, profile: SupplierProfile | null, awards: ListedAward[]): Listing {
  const cpv = [...(profile?.cpv ?? []), ...awards.flatMap((award) => award.cpv)]
  const texts = [
    name,
    ...(profile?.capabilities ?? []),
    ...(profile?.accreditations ?? []),
    profile?.whatWeDo ?? '',
    ...(profile?.cpv ?? []).map((code) => categories().find(code)?.label ?? ''),
    ...awards.flatMap((award) => [award.title, award.cpvLabel, award.buyer]),
  ]
  const last = Math.max(0, ...awards.map(({ date }) => date.getTime()))
  return {
    words: wordsOf(texts.join(' ')).slice(0, mostWords),
    divisions: [...new Set(cpv.map(divisionOf))],
    regions: [
      ...new Set([...(profile?.regions ?? []), ...awards.flatMap((award) => award.regions)].map(nationOf)),
    ],
    awards: awards.length,
    lastAward: last ? new Date(last) : null,
  }
}

/** The different words of a text in small letters, without accents; what was typed and what is listed go through it. */
export const wordsOf = (text: string): string[] => [
  ...new Set(
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/['’]/g, '')
      .match(/[\p{L}\p{N}]{2,40}/gu) ?? [],
  ),
]
