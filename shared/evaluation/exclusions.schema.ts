import { z } from 'zod'
import { text } from '../challenges/fields.ts'
import { exclusionOutcomes, type ExclusionOutcome, findings } from './exclusions.ts'

const outcome = z.union([z.enum(exclusionOutcomes), z.literal('')], 'Choose what follows').default('')

/** A checklist of exclusion grounds as it is filled in, ground by ground; any may still be open. */
export const exclusionsSchema = z
  .strictObject({
    findings: z
      .record(z.string().max(40), z.union([z.enum(findings), z.literal('')], 'Choose one of the three'))
      .default({}),
    notes: z.record(z.string().max(40), text(2000, 'The note')).default({}),
    outcome,
    outcomeWords: text(3000, 'The reasons').default(''),
    /** How often it was saved before, as the page showed it. */
    revision: z.coerce.number('Reload the page').int().min(0).default(0),
  })
  .superRefine(({ findings: given, notes, outcome: follows, outcomeWords }, context) => {
    const want = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message })
    const isFound = Object.values(given).includes('found')
    for (const [id, finding] of Object.entries(given)) {
      if ((notes[id] ?? '') !== '') continue
      if (finding === 'found') want(['notes', id], 'Say what was found')
      if (finding === 'not-checked') want(['notes', id], 'Say why it was not checked')
    }
    if (follows === 'disregarded' && !isFound)
      want(['outcome'], 'A proposal is disregarded only where a ground was found')
    if (isFound && follows !== '' && outcomeWords === '')
      want(['outcomeWords'], 'Say why, and how the supplier could say its part before')
  })
  .transform(({ findings: given, notes, outcome: follows, outcomeWords, revision }) => ({
    answers: Object.entries(given).flatMap(([groundId, finding]) =>
      finding === '' ? [] : [{ groundId, finding, note: notes[groundId] ?? '' }],
    ),
    ...(Object.values(given).includes('found')
      ? { outcome: follows, outcomeWords }
      : { outcome: '' as ExclusionOutcome, outcomeWords: '' }),
    revision,
  }))
export type ExclusionsInput = z.output<typeof exclusionsSchema>
