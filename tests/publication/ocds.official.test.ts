import { writeFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listEvents } from '../../server/audit/index.ts'
import { amendChallenge } from '../../server/challenges/index.ts'
import { readLaw } from '../../server/coaching/index.ts'
import { releasePackage } from '../../server/publication/packages.ts'
import { publishRelease } from '../../server/publication/index.ts'
import { type PublishedRelease, releasesOf } from '../../server/publication/publication.read.service.ts'
import { mergeRules, ocdsFolder, releaseSchema } from '../../server/publication/release-schema.ts'
import type { ChallengeRecord } from '../../shared/challenges/challenge.ts'
import { challengeKindNames } from '../../shared/challenges/kinds.ts'
import { compiledRelease } from '../../shared/publication/compile.ts'
import { fileableCodes, noticeRelease } from '../../shared/publication/notice-release.ts'
import { ocdsExtensions, type Release } from '../../shared/publication/ocds.ts'
import { releaseFor } from '../../shared/publication/release.ts'
import { newId } from '../../shared/platform/ids.ts'
import { actor } from '../platform/actors.ts'
import { useDatabase } from '../platform/database.ts'
import { askOfficial, officialTools, serveExtensions, type Verdict } from './official.ts'
import { publishedAt, someContent, someFacts, someLife } from './publication.factory.ts'
import { amendmentOf, anAnswer, aPublishedChallenge } from './publication.records.ts'

useDatabase()
let tools: string
let server: Awaited<ReturnType<typeof serveExtensions>>
const standardZip = join(ocdsFolder, 'standard/standard-1__1__5-min.zip')

beforeAll(async () => {
  tools = await officialTools()
  server = await serveExtensions()
}, 240_000)
afterAll(() => server?.stop())

const file = {
  id: newId(),
  name: 'map.pdf',
  type: 'application/pdf',
  size: 1,
  sha256: 'x',
  description: 'A map',
}

/** Every release of a challenge of each kind, withdrawn or closed, with amendments that take things away. */
function everyLife(): Release[][] {
  return challengeKindNames.flatMap((kind) =>
    (['closed', 'withdrawn'] as const).map((end) => {
      const facts = someFacts({
        challengeId: newId(),
        notice: { noticeId: '012345-2026', ocid: 'ocds-h6vhtk-04f2a1' },
      })
      const before = someContent({
        kind,
        cpv: ['85310000', '72000000'],
        regions: ['TLD4', 'TLD3'],
        attachments: [file],
      })
      const after = { ...before, cpv: ['85310000'], regions: ['TLD3'], attachments: [], title: 'Fewer falls' }
      const poorer = {
        ...after,
        budget: { pilotPence: null, pilots: null, scalePence: null, vat: '' as const },
      }
      return someLife(before, poorer, end).map((happening) => releaseFor(facts, happening))
    }),
  )
}

const asPublished = (release: Release, place: number): PublishedRelease => ({
  ocid: release.ocid,
  date: new Date(release.date),
  place,
  madeAt: publishedAt,
  redactedAt: null,
  body: JSON.stringify(release),
})

/** The extensions of our packages from where they can be fetched here; one that we don't carry is left out. */
const extensions = () =>
  ocdsExtensions.filter(({ folder }) => folder).map(({ folder }) => `${server.url}/${folder}/extension.json`)
const packageOf = async (releases: PublishedRelease[]) =>
  JSON.parse(await releasePackage('/api/ocds/releases', releases, null, extensions())) as {
    releases: Release[]
  }
const judge = (packages: object[]) =>
  askOfficial<Verdict>(
    tools,
    packages.map((one) => ({ standardZip, package: one })),
  )

describe('the official validator', () => {
  it('finds no error in releases, compiled ones and notices, and finds the ones that are planted', async () => {
    const challenge = await aPublishedChallenge()
    await anAnswer(challenge, 'May tenants keep the sensors?', 'Yes, “if they agree” – £5 & up.')
    await amendChallenge(actor('authority', challenge.authorityId), challenge._id, amendmentOf('Fewer falls'))
    for (const event of await listEvents('challenge', challenge._id)) await publishRelease(event._id)
    const stored = await releasesOf(`ocds-fthold-${challenge._id}`)
    expect(stored).toHaveLength(3)
    const whole = await packageOf([...stored, ...everyLife().flat().map(asPublished)])
    const compiled = everyLife().map((releases) => compiledRelease(releases, mergeRules()))
    const facts = someFacts({ notice: { noticeId: '012345-2026', ocid: 'ocds-h6vhtk-04f2a1' } })
    const draft = { ...someContent({ kind: 'open' }), updatedAt: publishedAt } as ChallengeRecord
    const notices = readLaw()
      .notices.filter(({ code }) => fileableCodes.includes(code))
      .map((notice) => noticeRelease(facts, draft, notice))
    const planted = structuredClone({ ...whole, releases: whole.releases.slice(0, 2) })
    Object.assign(planted.releases[0]?.tender ?? {}, {
      aboveThreshold: 'yes',
      enquiries: [{ description: 'no id' }],
    })
    Object.assign(planted.releases[1] ?? {}, { date: 'yesterday' })

    const [ours, merged, filed, wrong] = await judge([
      whole,
      { ...whole, releases: compiled },
      { ...whole, releases: notices },
      planted,
    ])
    for (const verdict of [ours, merged, filed]) {
      expect(verdict?.errors).toEqual([])
      expect(verdict?.additionalClosedCodes).toEqual({})
      expect(verdict?.extensions.invalid_extension ?? {}).toEqual({})
    }
    expect(ours?.version).toBe('1.1')
    const found = JSON.stringify(wrong?.errors)
    for (const place of ['aboveThreshold', 'enquiries', 'date']) expect(found).toContain(place)
  }, 60_000)
})

describe('the official merge', () => {
  it('comes to the same compiled release as ours', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'foothold-ocds-'))
    const schema = join(folder, 'release-schema.json')
    writeFileSync(schema, JSON.stringify(releaseSchema()))
    const all = everyLife()
    const theirs = await askOfficial(
      tools,
      all.map((releases) => ({ schema, releases })),
    )
    rmSync(folder, { recursive: true })
    expect(all.map((releases) => compiledRelease(releases, mergeRules()))).toEqual(theirs)
  }, 60_000)
})
