import { z } from 'zod'
import { severalCodes, text } from '../challenges/fields.ts'
import { searchStems } from '../challenges/search-words.ts'
import { divisionPattern, nationPattern } from './groups.schema.ts'

/** How many watches one person may keep. */
export const mostWatches = 20

/** What somebody wants to hear of from elsewhere: all that is given has to fit. */
export const watchSchema = z
  .strictObject({
    q: text(200, 'The words').default(''),
    categories: severalCodes(divisionPattern, 10, 'Choose categories from the list').default([]),
    regions: severalCodes(nationPattern, 12, 'Choose regions from the list').default([]),
  })
  .refine(({ q, categories, regions }) => q !== '' || categories.length + regions.length > 0, {
    message: 'Enter words, or choose a category or a region',
    path: ['q'],
  })
export type WatchInput = z.output<typeof watchSchema>

/** Something that a watch may be about. */
export interface Watched {
  texts: string[]
  divisions: string[]
  /** ITL 1 codes; a group that names none is for everywhere. */
  regions: string[]
  isEverywhere?: boolean
}

/** True if all that the watch asks for is there: every word in any form, one of the categories, one of the regions. */
export function isWatched(watch: WatchInput, { texts, divisions, regions, isEverywhere }: Watched): boolean {
  const stems = new Set(searchStems(texts.join('\n')))
  const hasWords = watch.q === '' || searchStems(watch.q).every((stem) => stems.has(stem))
  const hasCategory = watch.categories.length === 0 || watch.categories.some((one) => divisions.includes(one))
  const hasRegion =
    watch.regions.length === 0 || isEverywhere === true || watch.regions.some((one) => regions.includes(one))
  return hasWords && hasCategory && hasRegion
}
