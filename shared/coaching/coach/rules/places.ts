import type { DraftRule } from '../rule.ts'

const template = 'a-challenge-that-begins-with-the-problem'

// More of them in one draft teach nothing new.
const mostNamed = 50

/** Brackets of a template that nobody put words in place of. */
export const placeToFillRule: DraftRule = {
  scope: 'draft',
  family: 'statement',
  id: 'place-to-fill',
  title: 'Brackets of a template are left',
  binds: 'never',
  source: 'Good practice',
  problem: 'A place to fill in is left.',
  why: 'Suppliers can’t answer what nobody has said.',
  instead: 'Put your own words in place of the brackets, or take the sentence out.',
  resource: template,
  costs: { openness: 30, readiness: 30 },
  check: ({ places }) =>
    places.slice(0, mostNamed).map(({ field, quote, span }) => ({
      field,
      span,
      problem: `“${quote}” is a place to fill in.`,
    })),
  examples: {
    found: [
      { draft: { text: 'Today [what happens].' } },
      { draft: { text: 'We want fewer falls, by [when]. It costs [insert amount].' } },
      { draft: { problem: '[Who] [has what trouble, how often].' } },
      { draft: { users: '[Residents, staff or firms], above all those who live alone.' } },
    ],
    passed: [
      { draft: { text: 'The count of [2023] was sent to [the Council].' } },
      { draft: { text: 'Send it by email to [email removed], [phone] or [redacted].' } },
      { draft: { text: 'Each firm shall [where applicable] name its insurer [who is named below].' } },
      { draft: { text: 'See [How to apply](https://www.example.org/apply).' } },
      { draft: { text: 'The World Health Organization [WHO] asks firms to “explor[e] what works”.' } },
      { draft: { text: 'Mixed waste [Mixed Paper and Cardboard] is taken away.' } },
    ],
  },
}
