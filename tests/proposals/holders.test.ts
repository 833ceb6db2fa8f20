import { addMember, findAuthorityByCode, loadAuthorities } from '../../server/organisations/index.ts'
import { ensureOpening } from '../../server/proposals/proposals.openings.service.ts'
import { system, type Role } from '../../shared/platform/actor.ts'
import { brokerage, vacant } from '../../shared/proposals/opening.ts'
import { useDatabase } from '../platform/database.ts'
import { anAnswerableChallenge } from './proposals.factory.ts'

useDatabase()
beforeAll(() => loadAuthorities())

// In turn: each case has a council of its own.
const codes = ['BBD', 'MAN', 'LDS', 'LIV', 'SHF']

/** Who has a share of the key of a challenge by `createdBy`, in a council with these people and no others. */
async function holdersOf(createdBy: string, people: Record<string, Role>): Promise<string[]> {
  const council = (await findAuthorityByCode(codes.shift() ?? ''))?.id ?? ''
  for (const [userId, role] of Object.entries(people))
    await addMember(system, council, { userId, name: userId, email: `${userId}@council.example` }, role)
  const challenge = await anAnswerableChallenge({ authorityId: council, createdBy })
  const { shares } = await ensureOpening(challenge)
  expect((await ensureOpening(challenge)).shares).toEqual(shares)
  return shares.map(({ holder }) => holder)
}

describe('a share of the key goes first', () => {
  it.each([
    ['to whoever wrote it and the administrators', 'writer', ['writer', 'head']],
    ['to the administrators, where the writer has left', 'somebody who left', ['head']],
  ])('%s', async (_name, createdBy, officers) => {
    const people = { writer: 'member', head: 'admin', other: 'member', reader: 'viewer' } as const
    expect(await holdersOf(createdBy, people)).toEqual([...officers, brokerage])
  })

  it('to all officers where none of them wrote it and none is an administrator', async () => {
    const people = { one: 'member', other: 'member', reader: 'viewer' } as const
    expect(await holdersOf('reader', people)).toEqual(['one', 'other', brokerage])
  })

  it('to a place that is kept for an officer, where there is none', async () => {
    expect(await holdersOf('reader', { reader: 'viewer' })).toEqual([vacant, brokerage])
  })

  it('to ten officers at most', async () => {
    const people = Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`head-${n}`, 'admin' as const]))
    expect(await holdersOf('head-0', people)).toHaveLength(11)
  })
})
