import {
  addMailbox,
  askMailboxAgain,
} from '../../server/notifications/notifications.shared-mailboxes.service.ts'
import { actorOfPerson } from '../../server/identity/index.ts'
import { useDatabase } from '../platform/database.ts'
import { aFirm } from './notifications.factory.ts'

useDatabase()

async function anAdministrator(name: string) {
  const [person] = (await aFirm(name)).people
  if (!person) throw new Error('A firm without people')
  return actorOfPerson(person.id)
}

describe('asking a shared mailbox', () => {
  it('is limited for one organisation, which cannot use up what others may ask', async () => {
    const [rude, other] = [await anAdministrator('Rude Ltd'), await anAdministrator('Other Ltd')]
    const asked = { email: 'bids@limits.example', topics: ['matches' as const] }
    const { _id } = await addMailbox(rude, asked)
    const again = async () => {
      const refusal: unknown = await askMailboxAgain(rude, _id).catch((error: unknown) => error)
      return refusal ? (refusal as { code: string }).code : 'asked'
    }
    expect([await again(), await again(), await again(), await again()]).toEqual([
      'asked',
      'asked',
      'too-many',
      'too-many',
    ])
    expect(await addMailbox(other, asked)).toMatchObject({ email: asked.email, state: 'waiting' })
  })
})
