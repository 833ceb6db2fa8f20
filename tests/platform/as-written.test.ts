import { parseHTML } from 'linkedom'
import { asWritten, crumbItemsIn, fillsMarked, saysOrMarks } from '../../server/platform/as-written.ts'
import { inLanguage } from '../../server/platform/language.ts'
import { translator } from '../../server/platform/translations.ts'
import { aChallenge } from '../challenges/challenges.factory.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { startTestApp, type TestApp } from './app.ts'
import { signInAs } from './sign-in.ts'

const t = translator()
const said = (work: () => unknown) => String(inLanguage('cy', work))

describe('words that stay in English on a page in Welsh', () => {
  it('are marked there alone, and escaped in both', () => {
    const words = 'Damp & <mould>'
    expect(String(inLanguage('en', () => asWritten(words)))).toBe('Damp &amp; &lt;mould&gt;')
    expect(said(() => asWritten(words))).toBe('<span lang="en">Damp &amp; &lt;mould&gt;</span>')
    expect(said(() => asWritten(asWritten('Once')))).toBe('<span lang="en">Once</span>')
    expect(said(() => asWritten(null))).toBe('')
  })

  it('fill a sentence, which is escaped around them', () => {
    const fill = fillsMarked(t)
    const sentence = 'A broker thought of you: “{words}”'
    expect(said(() => fill(sentence, { words: asWritten('Your <sensors>') }))).toBe(
      'Meddyliodd brocer amdanoch: “<span lang="en">Your &lt;sensors&gt;</span>”',
    )
    const mixed = fill('{volume} in {count} of them', { volume: asWritten('9 homes'), count: '<b>' })
    expect(String(mixed)).toBe('9 homes in &lt;b&gt; of them')
    // What is not marked stays a plain text, which the template escapes.
    expect(fill(sentence, { words: '<b>' })).toBe('A broker thought of you: “<b>”')
  })

  it('are told from ours where nobody knows whose they are', () => {
    const say = saysOrMarks(t)
    expect(said(() => say('The problem'))).toBe('Y broblem')
    expect(said(() => say('Fewer homes'))).toBe('<span lang="en">Fewer homes</span>')
    expect(said(() => say('Outcome 2: Fewer homes'))).toBe('Canlyniad 2: <span lang="en">Fewer homes</span>')
    expect(inLanguage('en', () => say('Fewer homes'))).toBe('Fewer homes')
  })

  it('stand in the trail above a page', () => {
    const [ours, theirs] = inLanguage('cy', () =>
      crumbItemsIn(t)([
        { text: 'Heriau', href: '/' },
        { text: 'A & B', isAsWritten: true },
      ]),
    )
    expect([ours, String(theirs && 'html' in theirs && theirs.html)]).toEqual([
      { text: 'Heriau', href: '/' },
      '<span lang="en">A &amp; B</span>',
    ])
  })

  it('are never missing in the trail: a link without words is none for whoever hears it', () => {
    const trail = [{ text: '', href: '/challenges/x', isAsWritten: true }]
    expect(crumbItemsIn(t)(trail)).toEqual([{ text: 'Untitled', href: '/challenges/x' }])
  })
})

describe('a page in Welsh', () => {
  let app: TestApp
  beforeAll(async () => {
    app = await startTestApp()
  })
  afterAll(() => app.stop())

  /** Where this text stands in a language that is not its own. */
  function wronglySpoken(html: string, text: string): string[] {
    const { document } = parseHTML(html)
    const places: string[] = []
    for (const element of document.querySelectorAll('body *')) {
      const own = [...element.childNodes].filter(({ nodeType }) => nodeType === 3)
      if (!own.some(({ textContent }) => textContent?.includes(text)) || element.tagName === 'SCRIPT')
        continue
      if (element.closest('[lang]')?.getAttribute('lang') !== 'en')
        places.push(element.outerHTML.slice(0, 200))
    }
    return places
  }

  it('marks the words of challenges in lists and on their own pages', async () => {
    const words = { title: 'Unlikely kettles', summary: 'Unlikely kettles in a summary' }
    const { _id } = await aChallenge({ ...words, status: 'open' })
    const agent = app.agent()
    await signInAs(agent, await aPerson({ organisation: 'supplier' }))
    const own = ['', '/questions', '/questions/ask'].map((page) => `/challenges/${_id}${page}`)
    for (const path of ['/', '/challenges', '/problems', '/your-matches', ...own]) {
      const { text } = await agent.get(`${path}?lang=cy`).expect(200)
      expect({ path, has: text.includes('Unlikely kettles') }).toEqual({ path, has: true })
      expect({ path, wrong: wronglySpoken(text, 'Unlikely kettles') }).toEqual({ path, wrong: [] })
    }
  })
})
