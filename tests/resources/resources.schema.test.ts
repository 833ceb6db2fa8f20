import { resourceListQuery } from '../../shared/resources/list-query.ts'
import {
  isPartialDate,
  partialDateWords,
  procurementActLink,
  resourceLabel,
  slugOf,
} from '../../shared/resources/resource.ts'
import { resourceFormSchema, resourcePatchSchema } from '../../shared/resources/resources.schema.ts'

const typed = {
  type: 'article',
  title: 'A title',
  summary: 'A summary',
  body: 'A text',
  number: '',
  topics: '',
}
const refusedFields = (words: object): string[] =>
  resourceFormSchema.safeParse({ ...typed, ...words }).error?.issues.map(({ path }) => path.join('.')) ?? []

describe('the form of a resource', () => {
  it('takes lists with commas and a number as digits', () => {
    const input = resourceFormSchema.parse({
      ...typed,
      type: 'episode',
      number: ' 68 ',
      topics: 'rail, worker safety,, pilots ',
      procurementActSections: '20, Schedule 2',
    })
    expect(input).toMatchObject({
      number: 68,
      topics: ['rail', 'worker safety', 'pilots'],
      procurementActSections: ['20', 'Schedule 2'],
      action: 'save',
    })
  })

  it('keeps no sign that nobody sees, and names on one line', () => {
    const input = resourceFormSchema.parse({
      ...typed,
      title: 'A\u0000 \u202Etitle\r\nof two lines',
      publisher: 'IPEC\u0008',
      body: 'One\r\ntwo\u200B',
    })
    expect(input).toMatchObject({ title: 'A title of two lines', publisher: 'IPEC', body: 'One\ntwo' })
  })

  it('names what a type has not, and which link is none', () => {
    const answer = resourceFormSchema.safeParse({
      ...typed,
      type: 'guide',
      number: '3',
      objection: 'We may not',
      link: 'x',
      mediaLink: 'y',
    })
    const messages = answer.error?.issues.map(({ message }) => message) ?? []
    expect(messages).toContain('Enter a link to the original that begins with https:// or http://')
    expect(new Set(messages).size).toBe(messages.length)
  })

  it.each([
    [{ title: '  ' }, ['title']],
    [{ title: '\u200B' }, ['title']],
    [{ title: 'x'.repeat(201) }, ['title']],
    [{ summary: '' }, ['summary']],
    [{ body: '' }, ['body']],
    [{ type: 'film' }, ['type']],
    [{ number: 'sixty-eight' }, ['number']],
    [{ number: '0' }, ['number']],
    [{ link: 'javascript:alert(1)' }, ['link']],
    [{ link: 'www.example.org' }, ['link']],
    [{ publishedOn: '31 June 2024' }, ['publishedOn']],
    [{ publishedOn: '2024-06-31' }, ['publishedOn']],
    [{ topics: 'x'.repeat(61) }, ['topics']],
    [{ procurementActSections: 'the good one' }, ['procurementActSections']],
    [{ link: 'https://example.org/a', publishedOn: '2024-03' }, []],
  ])('%j: the fields %j are refused', (words, fields) => {
    expect(refusedFields(words)).toEqual(fields)
  })
})

describe('the filter of the list', () => {
  it.each([
    [{}, { q: '', type: [], topic: '', page: 1 }],
    [{ type: 'report' }, { type: ['report'] }],
    [{ type: ['report', 'film', 'guide'] }, { type: ['report', 'guide'] }],
    [
      { q: ['a', 'b'], page: 'minus one', sort: 'sideways' },
      { q: 'a', page: 1 },
    ],
    [
      { q: { $gt: '' }, topic: { x: 1 } },
      { q: '', topic: '' },
    ],
  ])('%j is read as %j', (query, expected) => {
    expect(resourceListQuery.parse(query)).toMatchObject(expected)
  })
})

describe('a patch', () => {
  it('leaves alone what it does not name', () => {
    expect(resourcePatchSchema.parse({ title: 'New' })).toEqual({ title: 'New' })
  })
  it('refuses a field that it does not know', () => {
    expect(resourcePatchSchema.safeParse({ slug: 'mine' }).success).toBe(false)
  })
})

describe('words about a resource', () => {
  it('say the number of an episode only', () => {
    expect(resourceLabel({ type: 'episode', number: 68 })).toBe('Episode 68')
    expect(resourceLabel({ type: 'episode', number: null })).toBe('Episode')
    expect(resourceLabel({ type: 'case-study', number: 3 })).toBe('Case study')
  })
  it.each([
    ['2024', '2024'],
    ['2024-03', 'March 2024'],
    ['2024-03-12', '12 March 2024'],
    ['', ''],
  ])('a date %j is %j', (date, words) => {
    expect(partialDateWords(date)).toBe(words)
  })
  it('know a date that exists', () => {
    expect(isPartialDate('2024-02-29')).toBe(true)
    expect(isPartialDate('2023-02-29')).toBe(false)
    expect(isPartialDate('1066')).toBe(false)
  })
  it.each([
    ['Procurement Bill 2022 – Initial Assessment', 'procurement-bill-2022-initial-assessment'],
    ['Cŵn & gwlân', 'cwn-gwlan'],
    ['New', 'resource-new'],
    ['日本', 'resource-untitled'],
  ])('%j ends its address with %j', (title, slug) => {
    expect(slugOf(title)).toBe(slug)
  })
  it('lead to the Act', () => {
    expect(procurementActLink('20')).toBe('https://www.legislation.gov.uk/ukpga/2023/54/section/20')
    expect(procurementActLink('Schedule 2')).toBe('https://www.legislation.gov.uk/ukpga/2023/54/schedule/2')
  })
})
