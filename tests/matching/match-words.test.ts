import { sayFit } from '../../shared/matching/fit-sentence.ts'
import { sayMatch } from '../../shared/matching/match-words.ts'
import type { Reason } from '../../shared/matching/reasons.ts'
import { approveMatch } from '../../server/matching/index.ts'
import { Match, type MatchRecord } from '../../server/matching/matching.model.ts'
import { presentScore } from '../../server/matching/matching.score.presenter.ts'
import { presentReasons } from '../../server/matching/matching.words.presenter.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { type Parts, partWeights } from '../../shared/matching/parts.ts'
import { aPerson } from '../identity/identity.factory.ts'
import { mailTo } from '../identity/mails.ts'
import { noticesOf } from '../notifications/notifications.factory.ts'
import { aBroker, aSupplier } from '../organisations/organisations.factory.ts'
import { startTestApp, type TestApp, until } from '../platform/app.ts'
import { signInAs, tokenFor } from '../platform/sign-in.ts'
import { aMatch, aPublicChallenge, aRun } from './matching.factory.ts'
import { aTellingMatch, itsWords } from './words.factory.ts'

const everything = Object.values(itsWords).flat()
const placed = 'With category 45262640 Environmental improvement works: would rank 12 instead of 40'

describe('the bar of a score', () => {
  it('gives each part its points of its weight, and gathers the small ones that give next to nothing', () => {
    const bar = presentScore(aTellingMatch)
    expect(bar?.legend.map(({ name, points }) => `${name} ${points}`)).toEqual([
      'Words 26 of 33',
      'Track record 8 of 14',
      'Related words 6 of 16',
      'Category 15 of 23',
      'Recent work 7 of 8',
      'Region 2 of 2',
    ])
    expect(bar?.other).toMatchObject({ points: '2 of 4' })
    expect(bar?.other?.parts[0]).toEqual({ name: 'Similar buyers', points: '0.5 of 1' })
    const drawn = [...(bar?.legend ?? []), { share: bar?.other?.share ?? 0 }]
    const whole = bar?.parts.reduce((sum, { share }) => sum + share, 0)
    expect(drawn.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(whole ?? 0)
  })

  it('shows what was stored before: without weights, or of fewer parts', () => {
    const parts = { text: 0.8, category: 0.65, region: 1, trackRecord: 0.25 } as Parts
    const old = presentScore({ score: 0.7, parts, weights: null })
    expect(old?.legend.map(({ name, points }) => `${name} ${points}`)).toEqual([
      'Words 26',
      'Track record 4',
      'Category 15',
      'Region 2',
    ])
    expect(old?.other).toBeNull()
    expect(presentScore({ score: 0, parts: null, weights: partWeights })).toBeNull()
  })
})

it('a reason for a page is its sentence, cut where the shared words stand', () => {
  for (const line of presentReasons(aTellingMatch.reasons)) {
    expect(itsWords.why).toContain(line.before + line.words.join(', ') + line.after)
  }
  expect(presentReasons(aTellingMatch.reasons)[0]).toMatchObject({
    before: 'shares: ',
    words: ['damp', 'mould', 'sensors'],
    after: ' (counts for 0.21)',
  })
})

it('a match is said with the place then to those who may know of places, and without one to others', () => {
  expect(sayMatch(aTellingMatch)).toEqual(itsWords)
  expect(sayMatch(aTellingMatch, undefined, 40).missing).toEqual([placed, itsWords.missing[1]])
  const old = [{ kind: 'shares-terms', terms: ['damp'] }] as unknown as Reason[]
  expect(sayMatch({ reasons: old })).toEqual({ why: ['shares: damp'], evidence: [], missing: [] })
})

describe('one match', () => {
  let app: TestApp
  let challenge: ChallengeRecord
  let match: MatchRecord
  let supplierId: string
  const people = {} as Record<'broker' | 'supplier' | 'viewer', Awaited<ReturnType<typeof aPerson>>>

  beforeAll(async () => {
    app = await startTestApp({ workers: true })
    const { supplier } = await aSupplier({ name: 'Damp Sensors Ltd' })
    const rival = (await aSupplier({ name: 'Rival Ltd' })).supplier
    supplierId = supplier.id
    people.broker = await aPerson({ organisation: 'brokerage' })
    people.supplier = await aPerson({ organisation: { id: supplier.id } })
    people.viewer = await aPerson({ organisation: { id: supplier.id }, role: 'viewer' })
    challenge = await aPublicChallenge()
    match = await aMatch(challenge._id, supplier, { ...aTellingMatch, rank: 40 })
    await aMatch(challenge._id, rival, { ...aTellingMatch, rank: 41, isAddedPlace: true })
    await aRun(challenge._id)
    await approveMatch(aBroker(), match._id)
  }, 60_000)
  afterAll(() => app?.stop())

  /** What a person reads, without tags, in single spaces. */
  const read = async (who: keyof typeof people, path: string) => {
    const agent = app.agent()
    await signInAs(agent, people[who])
    return asRead((await agent.get(path).expect(200)).text)
  }
  const asRead = (html: string) =>
    html
      .replaceAll(/<style[\s\S]*?<\/style>|<[^>]+>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&')
      .replaceAll(/\s+/g, ' ')
  const asked = async (who: keyof typeof people, path: string) => {
    const token = await tokenFor(app.agent(), people[who])
    return app.agent().get(`/api/v1${path}`).set('Authorization', `Bearer ${token}`).expect(200)
  }

  it('is said to its supplier in the same sentences by page and API, and by e-mail and notice', async () => {
    const own = await asked('supplier', '/matches')
    const [item] = own.body.items
    const said = item.missing.map(({ sentence }: { sentence: string }) => sentence)
    expect([...item.why, ...item.evidence, ...said]).toEqual(everything)
    const mail = await mailTo(people.supplier.email, /fits Damp Sensors/)
    await until(async () => {
      const notices = await noticesOf(people.supplier.id)
      return notices.some(({ kind }) => kind === 'match-sent')
    })
    const agent = app.agent()
    await signInAs(agent, people.supplier)
    const places = {
      beside: await read('supplier', `/challenges/${challenge._id}`),
      list: await read('supplier', '/your-matches?show=sent'),
    }
    for (const [place, text] of Object.entries(places)) {
      expect({ place, lacks: everything.filter((sentence) => !text.includes(sentence)) }).toEqual({
        place,
        lacks: [],
      })
    }
    const told = {
      inbox: asRead((await agent.get('/inbox').expect(200)).text),
      text: mail.text.replaceAll(/\s+/g, ' '),
      html: asRead(mail.html),
    }
    for (const text of Object.values(told)) {
      expect(text).toContain(sayFit(aTellingMatch))
      expect(text).not.toMatch(/counts for|the score would be/)
    }
  }, 60_000)

  it('tells its supplier no rank and of no other firm', async () => {
    const agent = app.agent()
    await signInAs(agent, people.supplier)
    const paths = [`/challenges/${challenge._id}`, '/your-matches', '/your-matches?show=sent', '/inbox']
    const texts = await Promise.all(paths.map(async (path) => (await agent.get(path).expect(200)).text))
    const bodies = await Promise.all(
      ['/matches', '/ranked-challenges'].map((path) => asked('supplier', path)),
    )
    const mail = await mailTo(people.supplier.email, /fits Damp Sensors/)
    const all = [...texts, ...bodies.map(({ text }) => text), mail.text, mail.html]
    for (const text of all) expect(text).not.toMatch(/rankThen|"rank"|would rank|instead of 40|Rival/)
  })

  it('links its supplier to where the profile says it, unless a person may only look', async () => {
    const agent = app.agent()
    await signInAs(agent, people.supplier)
    const { text } = await agent.get(`/challenges/${challenge._id}`).expect(200)
    expect(text).toContain('href="/organisation/profile/categories?q=45262640"')
    expect(text).toContain('href="/organisation/profile/regions"')
    expect(text).toContain('“Damp &lt;sensors&gt; in homes”')
    expect(text).toContain('… &lt;i&gt;we&lt;/i&gt; find <mark>Damp</mark> early')
    const viewer = app.agent()
    await signInAs(viewer, people.viewer)
    const seen = await viewer.get(`/challenges/${challenge._id}`).expect(200)
    expect(asRead(seen.text)).toContain(itsWords.missing[0])
    expect(seen.text).not.toContain('/organisation/profile/')
  })

  it('is said to brokers with the place then, on the board and by API', async () => {
    const board = await read('broker', `/challenges/${challenge._id}/matches`)
    const said = itsWords.why.filter((sentence) => !sentence.startsWith('new to'))
    for (const sentence of [...said, ...itsWords.evidence, placed]) expect(board).toContain(sentence)
    // Once for the firm and once for its rival; the third is the filter, the fourth the figures.
    expect(board.match(/new to (?:this council|Blackburn)/gi)).toHaveLength(4)
    expect(board).toContain('Words 26 of 33')
    expect(board).toContain('place added: new to this council')
    expect(board).toContain('Nobody lost a place for it.')
    const { body } = await asked('broker', `/challenges/${challenge._id}/matches`)
    expect(body.items[0]).toMatchObject({
      ...aTellingMatch,
      why: itsWords.why,
      evidence: itsWords.evidence,
      missing: [
        { ...aTellingMatch.missing[0], sentence: placed },
        { ...aTellingMatch.missing[1], sentence: itsWords.missing[1] },
      ],
    })
  })

  it('that was stored before all this is shown calmly', async () => {
    await Match.collection.updateOne({ supplierId }, {
      $unset: { missing: '', contexts: '', weights: '', isAddedPlace: '' },
      $set: {
        parts: { text: 0.8, region: 1 },
        reasons: [
          { kind: 'shares-terms', terms: ['damp'] },
          { kind: 'delivered-similar', count: 1, buyers: ['Chorley'], title: 'Damp homes' },
        ],
      },
    } as never)
    const texts = [
      await read('broker', `/challenges/${challenge._id}/matches?q=Damp`),
      await read('supplier', `/challenges/${challenge._id}`),
      await read('supplier', '/your-matches?show=sent'),
    ]
    for (const text of texts) {
      expect(text).toContain('delivered a similar project for Chorley: “Damp homes”')
      expect(text).not.toMatch(
        /counts for|What is missing|would bring more, if|Where the words|NaN|undefined/,
      )
    }
    const { body } = await asked('supplier', '/matches')
    expect(body.items[0]).toMatchObject({ missing: [], contexts: [], evidence: [] })
    expect(body.items[0].reasons[0]).toEqual({ kind: 'shares-terms', amount: 0, terms: ['damp'] })
    const brokers = await asked('broker', `/challenges/${challenge._id}/matches`)
    expect(brokers.body.items[0]).toMatchObject({ weights: null, missing: [], isAddedPlace: false })
  })
})
