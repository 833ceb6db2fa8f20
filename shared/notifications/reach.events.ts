import { z } from 'zod'
import { defineEvent } from '../platform/event.ts'

/** Somebody whose address messages came back from asks for a link there, to show that it works. */
export const reachAsked = defineEvent({
  name: 'reach.asked',
  payload: z.object({ userId: z.string() }),
  subject: ({ userId }) => ({ kind: 'person', id: userId }),
})
