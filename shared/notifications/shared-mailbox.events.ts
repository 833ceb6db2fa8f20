import { z } from 'zod'
import { defineEvent } from '../platform/event.ts'

const about = ({ organisationId }: { organisationId: string }) => ({
  kind: 'organisation',
  id: organisationId,
})
const mailbox = z.object({ organisationId: z.string(), mailboxId: z.string() })

/** An administrator gave a shared mailbox, or asks it again: it is asked whether it wants to be told. */
export const mailboxAdded = defineEvent({ name: 'mailbox.added', payload: mailbox, subject: about })

/** Whoever reads a shared mailbox said that it wants to be told. */
export const mailboxConfirmed = defineEvent({ name: 'mailbox.confirmed', payload: mailbox, subject: about })

/** Whoever reads a shared mailbox said that it does not want to be told, or no more. */
export const mailboxStopped = defineEvent({ name: 'mailbox.stopped', payload: mailbox, subject: about })

/** An administrator took a shared mailbox away. */
export const mailboxRemoved = defineEvent({ name: 'mailbox.removed', payload: mailbox, subject: about })
