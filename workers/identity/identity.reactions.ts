import { disconnectPerson } from '../../server/platform/live.ts'
import { enqueue } from '../../server/platform/queue.ts'
import {
  emailChangeRequested,
  passwordChanged,
  registeredAgain,
  resetRequested,
  verificationRequested,
} from '../../shared/identity/identity.events.ts'
import { type AccountMail, sendAccountMail } from '../../shared/identity/identity.jobs.ts'
import { memberRemoved, memberRoleChanged } from '../../shared/organisations/organisations.events.ts'
import { when } from '../platform/handlers.ts'

const ask = (
  mail: AccountMail,
  eventId: string,
  userId: string,
  linkId: string | null = null,
): Promise<void> => enqueue(sendAccountMail, { eventId, mail, userId, linkId })

/** Who is told by e-mail, and whose live connections end, since they were opened with other rights. */
export const identityReactions = [
  when('identity', verificationRequested, ({ userId, linkId }, { eventId }) =>
    ask('verify-email', eventId, userId, linkId),
  ),
  when('identity', registeredAgain, ({ userId }, { eventId }) => ask('registered-again', eventId, userId)),
  when('identity', resetRequested, ({ userId, linkId }, { eventId }) =>
    ask('reset-password', eventId, userId, linkId),
  ),
  when('identity', passwordChanged, ({ userId }, { eventId }) => ask('password-changed', eventId, userId)),
  when('identity', emailChangeRequested, async ({ userId, linkId }, { eventId }) => {
    await ask('change-email', eventId, userId, linkId)
    await ask('change-email-note', eventId, userId, linkId)
  }),
  when('identity', memberRemoved, async ({ userId }) => disconnectPerson(userId)),
  when('identity', memberRoleChanged, async ({ userId }) => disconnectPerson(userId)),
]
