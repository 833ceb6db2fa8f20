import { readFileSync } from 'node:fs'
import { coach } from '../../shared/coaching/coach/coach.ts'
import { placesToFill, withKnownPlaces, withoutPlaces } from '../../shared/coaching/coach/places.ts'
import { templateFields } from '../../shared/resources/template.ts'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')
const templates = JSON.parse(read('../../data/demo/templates.json')) as { title: string; body: string }[]
const quotes = (text: string) => placesToFill('problem', text).map(({ quote }) => quote)

it.each(templates)('finds every bracket of “$title”', ({ body }) => {
  expect(quotes(body)).toEqual(body.match(/\[[^\]]+\]/g))
})

it.each([
  ['Today [what happens].', '[what happens]'],
  ['[Who] has it', '[Who]'],
  ['By [When]', '[When]'],
  ['It costs [insert the amount]', '[insert the amount]'],
  ['Ask [your team] or [name of officer]', '[your team],[name of officer]'],
  ['It has [Law, safety or a system that must stay]', '[Law, safety or a system that must stay]'],
  ['Counted in [2023] for [the Council]', ''],
  ['[email removed] or [phone]', ''],
  ['The [WHO] says so', ''],
  ['[where applicable] and [who is the clerk]', ''],
  ['[How to apply](https://www.example.org) and [How to ask][1]', ''],
  ['explor[ing] w[hat works]', ''],
  ['[what is open', ''],
  ['[]', ''],
])('finds in “%s” the places “%s”', (text, found) => {
  expect(quotes(text).join(',')).toBe(found)
})

it('alarms nobody in what is labelled, which has brackets', () => {
  const rows = ['sentences', 'fresh-sentences', 'notices'].flatMap((name) =>
    read(`./labels/${name}.csv`).split('\n'),
  )
  expect(rows.filter((row) => row.includes('[')).length).toBeGreaterThan(2)
  expect(rows.flatMap(quotes)).toEqual([])
})

it('reads a place as blanks, and a text that is mostly places as nothing', () => {
  const of = (text: string) => withoutPlaces(text, placesToFill('problem', text))
  expect(of('We know [what].')).toBe('We know       .')
  expect(of('[Who], [how often], [where], with [what needs]').trim()).toBe('')
  expect(of('We know [2023].')).toBe('We know [2023].')
})

it('gives a copied template no score that it did nothing for, and names each of its brackets', () => {
  const [template] = templates as [(typeof templates)[number]]
  const fields = templateFields(template.body)
  const rest = { title: template.title, outcomes: [], budget: {}, stages: [] }
  const { findings, scores } = coach({ ...rest, ...fields })
  const left = findings.filter(({ rule }) => rule === 'place-to-fill')
  expect(left).toHaveLength(26)
  expect(left[0]?.problem).toContain('“[Who]” is a place to fill in')
  expect(left[0]).toMatchObject({ field: 'summary', span: { start: 0, end: 5 } })
  expect(findings.map(({ rule }) => rule)).toContain('no-users')
  expect(scores.openness.value).toBeLessThan(20)
})

it('gives up a bracket that never closes, however much follows it', () => {
  const text = `[${'a'.repeat(20_000)}`
  const begun = performance.now()
  expect(withKnownPlaces(text)).toBe(text)
  expect(performance.now() - begun).toBeLessThan(500)
  expect(withKnownPlaces('[teams] [what happens] [2023]')).toBe('[insert teams] [what happens] [2023]')
})
