import { z } from 'zod'
import { stages } from './challenge.ts'
import { budgetBands } from './challenge-list.ts'
import { searchAlerts } from './saved-search.ts'

/** The longest name of a saved search, in characters. */
export const longestName = 80

const name = z
  .string({ error: 'Give the search a name' })
  .trim()
  .min(1, 'Give the search a name')
  .max(longestName, `The name must be ${longestName} characters or fewer`)
const alert = z.enum(searchAlerts, 'Choose when you want to be told')

/** A search under a name, as the form beside the list sends it; what is searched for stands in its address. */
export const nameSearchSchema = z.strictObject({ name, alert })

const several = <Item extends z.ZodType<string>>(item: Item) =>
  z.array(item).max(50, 'Choose 50 or fewer').default([])
const bands = budgetBands.map((band) => band.name)

/** What is searched for, as a program says it: nothing that the list does not know is let pass. */
export const searchCriteriaSchema = z.strictObject({
  q: z.string().trim().max(200, 'The words must be 200 characters or fewer').default(''),
  state: z
    .enum(['open', 'closed', 'withdrawn', 'all'], 'Choose open, closed, withdrawn or all')
    .default('open'),
  authority: several(z.string().regex(/^[0-9A-Za-z]{24}$/, 'Give the id of an authority')),
  category: several(z.string().regex(/^\d{2}0{6}$/, 'Give a CPV division, like 44000000')),
  region: several(z.string().regex(/^TL[C-N]$/, 'Give an ITL 1 region, like TLD')),
  stage: several(z.enum(stages, `Choose of ${stages.join(', ')}`)),
  budget: several(z.enum(bands, `Choose of ${bands.join(', ')}`)),
  closing: z
    .enum(['any', 'week', 'fortnight', 'month'], 'Choose any, week, fortnight or month')
    .default('any'),
  sort: z
    .enum(['closing', 'newest', 'budget', 'relevance'], 'Choose closing, newest, budget or relevance')
    .default('closing'),
})

/** A new saved search, as a program sends it. */
export const saveSearchSchema = z.strictObject({
  name,
  alert: alert.default('at-once'),
  search: searchCriteriaSchema,
})

/** What may be changed of a saved search; what is left out stays. */
export const changeSearchSchema = nameSearchSchema.extend({ search: searchCriteriaSchema }).partial()
