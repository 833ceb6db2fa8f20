import {
  announceSession,
  changeSession,
} from '../../server/clarifications/clarifications.sessions.service.ts'
import { readCalendar } from '../../server/clarifications/clarifications.sessions.read.service.ts'
import { freezeClock, releaseClock } from '../../server/platform/clock.ts'
import { visitor } from '../../shared/platform/actor.ts'
import { aPublicChallenge } from '../matching/matching.factory.ts'
import { actor } from '../platform/actors.ts'
import { useDatabase } from '../platform/database.ts'
import { sessionInput } from './sessions.factory.ts'

useDatabase()
afterEach(releaseClock)

const refused = { code: 'invalid', fields: { shortNotice: expect.stringContaining('many could not send') } }

describe('the notice at which a session is announced', () => {
  it.each([
    ['a minute ahead', '2026-11-30T10:00Z', '2026-11-30T10:01Z', false],
    ['from Monday to Tuesday', '2026-11-30T10:00Z', '2026-12-01T17:00Z', false],
    ['from Monday to Wednesday', '2026-11-30T10:00Z', '2026-12-02T09:00Z', true],
    ['over a weekend', '2026-12-04T10:00Z', '2026-12-07T10:00Z', false],
    ['over Christmas', '2026-12-24T10:00Z', '2026-12-29T10:00Z', false],
    ['past Christmas', '2026-12-24T10:00Z', '2026-12-30T10:00Z', true],
  ])('is enough or has to be meant: %s', async (_, at, start, isEnough) => {
    freezeClock(new Date(at))
    const { _id, authorityId } = await aPublicChallenge()
    const startsAt = new Date(start)
    const announce = (shortNotice?: 'yes') =>
      announceSession(actor('authority', authorityId), _id, sessionInput({ startsAt, shortNotice }))
    if (isEnough) await announce()
    else await expect(announce()).rejects.toMatchObject(refused)
    await announce('yes')
  })

  it('is asked for again only where a session moves', async () => {
    freezeClock(new Date('2026-11-30T10:00Z'))
    const { _id, authorityId } = await aPublicChallenge()
    const officer = actor('authority', authorityId)
    const input = { ...sessionInput(), shortNotice: undefined }
    const { id } = await announceSession(officer, _id, { ...input, shortNotice: 'yes' })
    await changeSession(officer, id, { ...input, agenda: ['Another'] })
    const later = { ...input, startsAt: new Date('2026-11-30T15:00Z') }
    await expect(changeSession(officer, id, later)).rejects.toMatchObject(refused)
    const past = { ...input, startsAt: new Date('2026-11-30T09:00Z') }
    await expect(changeSession(officer, id, past)).rejects.toMatchObject({
      fields: { startsAt: 'The start must be in the future' },
    })
  })
})

it('is a calendar entry in plain words', async () => {
  const { _id, authorityId } = await aPublicChallenge()
  const howToTakePart =
    '# Join us\n\n**Dial** [the call](https://call.example/x) or <https://call.example/x>.\n\n1. Wait, *please*\n2. Ask\n\n- `code` & more'
  const { id } = await announceSession(actor('authority', authorityId), _id, sessionInput({ howToTakePart }))
  const { content } = await readCalendar(visitor, id)
  const [description = ''] = /DESCRIPTION:.*(?:\r\n .*)*/.exec(content) ?? []
  expect(description.replaceAll('\r\n ', '')).toContain(
    [
      'Join us',
      'Dial the call (https://call.example/x) or https://call.example/x.',
      '1. Wait\\, please',
      '2. Ask',
      '- code & more',
      '- What must change',
    ].join('\\n'),
  )
})
